/** Thông báo từ chối giải quyết hồ sơ: each reason with its article of law; right of complaint; signed. */
import { cityInstant } from '../../clock.ts'
import { jsonObject } from '../../dossiers/case-scope.ts'
import { commonData, signerBlock, unitWords } from '../common-data.ts'
import { lastForm } from './last-form.ts'
import type { Letter } from './letter.ts'

export const refusalNotice: Letter = {
  register: 'TB-UBND',
  signed: true,
  async data(context) {
    const { tx, dossier, decision, at } = context
    const draft = await lastForm(tx, dossier.id, 'draft-refusal')
    const unit = await unitWords(tx, dossier.unitCode)
    const reasons = (Array.isArray(draft.reasons) ? draft.reasons : []).map((entry) => {
      const { reason, legalRef } = jsonObject(entry)
      return { text: String(reason ?? ''), ground: String(legalRef ?? '') }
    })
    return {
      ...(await commonData(context)),
      number: context.number,
      acceptedAt: dossier.acceptedAt ? cityInstant(dossier.acceptedAt) : null,
      reasons,
      guidance: typeof draft.guidance === 'string' ? draft.guidance : null,
      complaintTo: `Chủ tịch ${String(unit.full)}`,
      signer: signerBlock(decision?.officer ?? null),
      signature: decision ? { by: unit.full ?? '', name: decision.officer.fullName, at: cityInstant(at) } : null,
    }
  },
}
