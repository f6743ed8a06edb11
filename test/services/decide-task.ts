/** An officer decides a step of any service with all that its form demands. */
import type { JsonValue } from '#feel'
import type { Answers } from '#forms'
import { type Officer, until } from '../support/players.ts'
import { fillForm } from './fill-form.ts'

/** A step and the outcome that is chosen; `given` are the answers that matter, the rest is filled. */
export interface Deciding {
  readonly code: string
  readonly step: string
  readonly outcome: string
  readonly given: Answers
  /** What the clocks of the platform read. */
  readonly now: Date
}

/** The step's form filled, with what a page needs to fill it again. */
export interface FilledTask {
  readonly id: string
  readonly stepName: string
  readonly outcomeLabel: string
  readonly needsReason: boolean
  readonly schema: JsonValue
  readonly names: { [name: string]: JsonValue }
  readonly answers: Answers
}

const isObject = (value: unknown): value is { [name: string]: JsonValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Waits for a task of the step that nobody has taken, and fills the form of its outcome. */
export async function filledTask(officer: Officer, deciding: Deciding): Promise<FilledTask> {
  const { code, step, outcome, given, now } = deciding
  const { id } = await until(`an open task ${step} of ${code}`, () => openTask(officer, code, step))
  const { form, outcomes, row } = await officer.task(id)
  const { context, ...rest } = isObject(form) ? form : {}
  const names = isObject(context) ? context : {}
  const schema = { type: 'default', id: step, ...rest }
  const chosen = outcomes.find(({ key }) => key === outcome)
  if (!chosen) throw new Error(`${step} has no outcome ${outcome}`)
  const answers = fillForm({ schema, names, now, outcome }, given)
  const { label, needsReason } = chosen
  return { id, stepName: row.stepName.vi, outcomeLabel: label.vi, needsReason, schema, names, answers }
}

/** Takes the step's task and decides it, through the API. */
export async function decideStep(officer: Officer, deciding: Deciding): Promise<void> {
  const { step, outcome } = deciding
  const { id, answers, needsReason } = await filledTask(officer, deciding)
  await officer.claim(id)
  const previewHash = step === 'sign' && outcome === 'approve' ? (await officer.preview(id)).hash : undefined
  await officer.call('POST', `/api/tasks/${id}/decision`, {
    outcome,
    form: answers,
    ...(needsReason ? { reason: 'Theo kết quả thẩm tra hồ sơ' } : {}),
    ...(previewHash === undefined ? {} : { previewHash }),
  })
}

async function openTask(officer: Officer, code: string, step: string) {
  const rows = await officer.tasks('unit', code)
  return rows.find((row) => row.dossierCode === code && row.step === step && row.state === 'open')
}
