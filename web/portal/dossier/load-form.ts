import type { Form, FormContext } from '#forms'
import { answer, api, createFormUnits, type DossierView, type FormUnits } from '../../api/index.ts'
import { compiledForm, unitCodesIn } from '../forms/compiled-form.ts'
import { filingContext } from '../forms/filing-context.ts'

/** The form of a dossier's own release, with what it needs to be read and checked. */
export interface FormOfDossier {
  form: Form
  context: FormContext
  units: FormUnits
}

export async function loadForm(dossier: DossierView): Promise<FormOfDossier> {
  const form = compiledForm(dossier.form)
  const units = createFormUnits()
  const [service] = await Promise.all([
    answer(api.GET('/api/services/{service}', { params: { path: { service: dossier.service } } })),
    units.learn([dossier.unit.code, ...unitCodesIn(form, dossier.answers)]),
  ])
  const { service: code, unit, submittedAt } = dossier
  const { card, periods } = service
  const context = filingContext({ service: code, level: card.level, unit, submittedAt, periods }, units)
  return { form, units, context }
}
