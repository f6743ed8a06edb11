import type { Form, FormContext } from '#forms'
import {
  answer,
  api,
  attachedFile,
  createFormUnits,
  type Draft,
  type FormUnits,
  type ServiceDetail,
} from '../../api/index.ts'
import type { TypedAnswers } from '../../forms/index.ts'
import { compiledForm, unitCodesIn } from '../forms/compiled-form.ts'
import { filingContext } from '../forms/filing-context.ts'
import { promiseApart } from './promise-apart.ts'

/** Everything that the pages of one draft need. */
export interface Filing {
  draft: Draft
  service: ServiceDetail
  form: Form
  context: FormContext
  units: FormUnits
  answers: TypedAnswers
}

export function readDraft(id: string, signal?: AbortSignal): Promise<Draft> {
  return answer(api.GET('/api/drafts/{id}', { params: { path: { id } }, ...(signal ? { signal } : {}) }))
}

export async function loadFiling(id: string, signal: AbortSignal): Promise<Filing> {
  const draft = await readDraft(id, signal)
  const service = await answer(
    api.GET('/api/services/{service}', { params: { path: { service: draft.service } }, signal }),
  )
  const form = promiseApart(compiledForm(service.form))
  const units = createFormUnits()
  const answers = withUploads(form, draft)
  await units.learn([draft.unit.code, ...unitCodesIn(form, answers)])
  const { card, periods } = service
  return {
    draft,
    service,
    form,
    units,
    answers,
    context: filingContext({ service: draft.service, level: card.level, unit: draft.unit, periods }, units),
  }
}

/** What the server holds under a field is what is attached there, also when the page was closed before it was noted. */
export function withUploads(form: Form, { answers, uploads }: Draft): TypedAnswers {
  const whole: TypedAnswers = { ...answers }
  for (const { key, control } of form.fields.values()) {
    if (control.kind !== 'files') continue
    const files = uploads.filter(({ field }) => field === key).map(attachedFile)
    if (files.length > 0 || key in whole) whole[key] = files
  }
  return whole
}
