/** What an officer's hand does with a task of any service: the form filled with all that it demands, then the decision. */
import type { JsonValue } from '#feel'
import type { ServiceCard } from '../../server/services/card.ts'
import { aPdf, aPicture, type TaskView } from '../support/players.ts'
import { fillForm } from './fill-form.ts'
import { formOf } from './the-services.ts'

const isObject = (value: unknown): value is { [name: string]: JsonValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A file of a kind that the citizen's form takes under this key. */
export function fileFor(card: ServiceCard, key: string): { name: string; bytes: Uint8Array } {
  const field = formOf(card).fields.get(key)
  const takesPictures = field?.control.kind === 'files' && field.control.accept.some((ending) => /png/i.test(ending))
  return takesPictures ? aPicture() : aPdf()
}

/** Form and reason of a decision on this task, from what is given for it; throws where a form can't be filled. */
export function decisionOn(
  { row, form, outcomes }: TaskView,
  outcome: string,
  given: { [key: string]: JsonValue },
  now: Date,
): { form: object; reason?: string } {
  const { context, ...schema } = isObject(form) ? form : {}
  const names = isObject(context) ? context : {}
  const filled = fillForm({ schema: { type: 'default', id: row.step, ...schema }, names, now, outcome }, given)
  const needsReason = outcomes.some(({ key, needsReason }) => key === outcome && needsReason)
  return { form: filled, ...(needsReason ? { reason: 'Theo kết quả thẩm tra hồ sơ' } : {}) }
}
