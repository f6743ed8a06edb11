/** Giấy tiếp nhận hồ sơ và hẹn trả kết quả. */
import { parseLimit } from '#calendar'
import { describe } from '#forms'
import { cityDay, cityInstant } from '../../clock.ts'
import { commonData, type PaperContext, type PaperData } from '../common-data.ts'
import type { Letter } from './letter.ts'

/** The papers of the dossier: the form itself, then each that was attached. */
export function papersOf({ release, answers, dossier, at }: PaperContext): PaperData[] {
  const form = release.form(release.card.files.form ?? '')
  const rows = describe(form, answers, { now: at, submittedOn: cityDay(dossier.submittedAt) }, 'vi').flatMap(
    (step) => step.rows,
  )
  const attached = rows.flatMap((row) => {
    const control = form.fields.get(row.key)?.control
    if (control?.kind !== 'files' || !row.files?.length) return []
    const note = control.showOriginal ? 'xuất trình bản chính khi nhận kết quả' : null
    return [{ name: row.label, form: 'bản chụp', count: row.files.length, note }]
  })
  return [{ name: 'Tờ khai', form: 'điện tử', count: 1, note: null }, ...attached]
}

const channels: { [channel: string]: string } = { online: 'online', assisted: 'assisted', 'in-person': 'in-person' }

export const receipt: Letter = {
  signed: false,
  async data(context) {
    const { dossier, release, decision } = context
    const { limit, fee } = release.card
    const words = parseLimit(limit.value)?.unit === 'same-day' ? 'trong ngày' : limit.vi
    return {
      ...(await commonData(context)),
      channel: channels[dossier.channel] ?? dossier.channel,
      submittedAt: cityInstant(dossier.submittedAt),
      papers: papersOf(context),
      limit: { text: words, ground: release.card.legalBasis[0]?.vi ?? '' },
      acceptedAt: cityInstant(dossier.acceptedAt ?? context.at),
      fee: { amount: dossier.feeAmount ?? 0, note: fee.summary.vi },
      appointment: cityInstant(dossier.dueAt ?? context.at),
      officer: decision?.officer.fullName ?? '',
    }
  },
}
