/** Phiếu hướng dẫn hoàn thiện hồ sơ: every missing or wrong item with its reason and ground, asked once in one go. */
import { cityInstant } from '../../clock.ts'
import { jsonObject } from '../../dossiers/case-scope.ts'
import { commonData } from '../common-data.ts'
import type { Letter } from './letter.ts'

export const supplementNotice: Letter = {
  register: 'HDHS',
  signed: false,
  async data(context) {
    const { tx, dossier, release, decision } = context
    const request = await tx.request.findFirst({
      where: { dossierId: dossier.id, to: 'citizen' },
      orderBy: { openedAt: 'desc' },
    })
    const fields = release.form(release.card.files.form ?? '').fields
    const items = (Array.isArray(request?.items) ? request.items : []).map((entry) => {
      const { path, reason, remedy, ground } = jsonObject(entry)
      const label = fields.get(String(path))?.label.vi ?? String(path)
      return {
        name: label,
        reason: [reason, remedy].filter((text) => typeof text === 'string' && text !== '').join(' '),
        ground: typeof ground === 'string' ? ground : '',
      }
    })
    return {
      ...(await commonData(context)),
      number: context.number,
      items,
      deadline: cityInstant(request?.due ?? context.at),
      clock: dossier.acceptedAt ? 'paused' : 'not-started',
      contact: decision ? decision.officer.fullName : '',
      officer: decision?.officer.fullName ?? '',
    }
  },
}
