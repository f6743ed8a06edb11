/** What an officer's hand does with a task of any service: the form filled with all that it demands, then the decision. */
import type { JsonValue } from '#feel'
import type { Answers } from '#forms'
import { aPdf, aPicture, type Officer, type TaskView } from '../support/players.ts'
import { fillForm } from './fill-form.ts'
import { formOf, type ServiceFiles } from './the-services.ts'

/** The form of a task's outcome filled, with what a page needs to fill it again. */
export interface FilledTask {
  readonly stepName: string
  readonly outcomeLabel: string
  readonly needsReason: boolean
  readonly schema: JsonValue
  readonly names: { [name: string]: JsonValue }
  readonly answers: Answers
}

const reason = 'Theo kết quả thẩm tra hồ sơ'

const isObject = (value: unknown): value is { [name: string]: JsonValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A file of a kind that the citizen's form takes under this key. */
export function fileFor(service: ServiceFiles, key: string): { name: string; bytes: Uint8Array } {
  const field = formOf(service).fields.get(key)
  const takesPictures = field?.control.kind === 'files' && field.control.accept.some((ending) => /png/i.test(ending))
  return takesPictures ? aPicture() : aPdf()
}

/** Fills the task's form for an outcome, from the answers that matter; throws where it can't be filled. */
export function filledTask({ row, form, outcomes }: TaskView, outcome: string, given: Answers, now: Date): FilledTask {
  const { context, ...rest } = isObject(form) ? form : {}
  const names = isObject(context) ? context : {}
  const schema = { type: 'default', id: row.step, ...rest }
  const chosen = outcomes.find(({ key }) => key === outcome)
  if (!chosen) throw new Error(`${row.step} has no outcome ${outcome}`)
  const answers = fillForm({ schema, names, now, outcome }, given)
  const { label, needsReason } = chosen
  return { stepName: row.stepName.vi, outcomeLabel: label.vi, needsReason, schema, names, answers }
}

/** Form and reason of a decision on this task, from what is given for it. */
export function decisionOn(
  task: TaskView,
  outcome: string,
  given: Answers,
  now: Date,
): { form: object; reason?: string } {
  const { answers, needsReason } = filledTask(task, outcome, given, now)
  return { form: answers, ...(needsReason ? { reason } : {}) }
}

/** An officer's decision, through the API, with all that the task's form demands. */
export async function decides(
  now: Date,
  officer: Officer,
  at: { code: string; step: string; outcome: string },
  given: Answers = {},
): Promise<void> {
  const { code, step, outcome } = at
  const { id } = await officer.sees(code, step, 90_000)
  await officer.decides(code, step, outcome, {
    ...decisionOn(await officer.task(id), outcome, given, now),
    previewed: step === 'sign' && outcome === 'approve',
  })
}
