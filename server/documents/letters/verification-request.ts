/** Văn bản đề nghị xác minh: what is asked of the unit that holds the register, and by when. */
import { describe } from '#forms'
import { cityDay, cityInstant } from '../../clock.ts'
import { commonData, signerBlock, unitWords } from '../common-data.ts'
import type { Letter } from './letter.ts'

export const verificationRequest: Letter = {
  register: 'UBND-XM',
  signed: true,
  async data(context) {
    const { tx, dossier, release, answers, decision, at } = context
    const request = await tx.request.findFirst({
      where: { dossierId: dossier.id, to: { not: 'citizen' } },
      orderBy: { openedAt: 'desc' },
    })
    const unit = await unitWords(tx, dossier.unitCode)
    const asked = await unitWords(tx, request?.to ?? dossier.unitCode)
    const form = release.form(release.card.files.form ?? '')
    const asks = new Set(release.card.verification?.fields ?? [])
    const rows = describe(form, answers, { now: at, submittedOn: cityDay(dossier.submittedAt) }, 'vi').flatMap(
      (step) => step.rows,
    )
    return {
      ...(await commonData(context)),
      number: context.number,
      subject: release.card.verification?.subject.vi ?? 'xác minh thông tin hồ sơ',
      to: String(asked.full),
      ground: release.card.legalBasis[0]?.vi ?? '',
      facts: rows.filter((row) => asks.has(row.key)).map((row) => ({ label: row.label, value: row.text || null })),
      questions: (release.card.verification?.questions ?? []).map((question) => question.vi),
      replyBy: cityInstant(request?.due ?? at),
      signer: signerBlock(decision?.officer ?? null),
      signature: decision ? { by: unit.full ?? '', name: decision.officer.fullName, at: cityInstant(at) } : null,
    }
  },
}
