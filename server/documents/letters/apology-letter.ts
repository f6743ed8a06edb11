/** Văn bản xin lỗi và hẹn lại; from the second delay on with the leader's reason. */
import { cityInstant } from '../../clock.ts'
import { commonData, type PaperData, signerBlock, unitWords } from '../common-data.ts'
import { lastForm } from './last-form.ts'
import type { Letter, LetterContext } from './letter.ts'

/** The officer's own words, or the chosen reason's. */
function reasonOf({ tasksOf }: LetterContext, draft: PaperData): string {
  if (typeof draft.reasonText === 'string' && draft.reasonText) return draft.reasonText
  const path = tasksOf.diagram.steps.get('draft-apology')?.formKey
  const control = path ? tasksOf.form(path).fields.get('reason')?.control : undefined
  const options = control?.kind === 'choice' && control.options.from === 'form' ? control.options.list : []
  return options.find(({ value }) => value === draft.reason)?.label.vi ?? ''
}

export const apologyLetter: Letter = {
  register: 'TXL-UBND',
  signed: true,
  async data(context) {
    const { tx, dossier, decision, at, apologyId } = context
    const apology = await tx.apology.findUniqueOrThrow({ where: { id: apologyId ?? '' } })
    const draft = await lastForm(tx, dossier.id, 'draft-apology')
    const signed = await lastForm(tx, dossier.id, 'sign-apology')
    const unit = await unitWords(tx, dossier.unitCode)
    const day = typeof draft.newAppointment === 'string' ? draft.newAppointment : null
    return {
      ...(await commonData(context)),
      number: context.number,
      delay: apology.ordinal,
      acceptedAt: cityInstant(dossier.acceptedAt ?? dossier.submittedAt),
      missedAppointment: cityInstant(apology.dueAt),
      reason: reasonOf(context, draft),
      leaderReason: typeof signed.leaderReason === 'string' ? signed.leaderReason : null,
      newAppointment: day
        ? cityInstant(context.platform.calendar.endOfWorkingDay(new Date(`${day}T08:00:00+07:00`)))
        : null,
      signer: signerBlock(decision?.officer ?? null),
      signature: decision ? { by: unit.full ?? '', name: decision.officer.fullName, at: cityInstant(at) } : null,
      phone: null,
    }
  },
}
