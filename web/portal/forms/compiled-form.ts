import type { JsonValue } from '#feel'
import { compileForm, type Form, isCode } from '#forms'

/** The form of a service. Throws if the release holds a form that can't be compiled: the import lets none in. */
export function compiledForm(schema: { [name: string]: unknown }): Form {
  const compiled = compileForm(jsonOf(schema))
  if (!compiled.ok) throw new Error(compiled.faults.map(({ at, message }) => `${at}: ${message}`).join('; '))
  return compiled.form
}

/** The contract calls a form any object; it came as JSON, and this says so to the types. */
function jsonOf(value: unknown): JsonValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
    return value
  if (Array.isArray(value)) return value.map(jsonOf)
  if (typeof value !== 'object') return null
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, jsonOf(entry)]))
}

/** Answers as JSON values, for `FormContext.given`. */
export function jsonAnswers(answers: { [key: string]: unknown }): { [key: string]: JsonValue } {
  return Object.fromEntries(Object.entries(answers).map(([key, value]) => [key, jsonOf(value)]))
}

/** Codes of administrative units among the answers. */
export function unitCodesIn(form: Form, answers: { [key: string]: unknown }): string[] {
  return [...form.fields.values()].flatMap(({ key, control }) => {
    const value = answers[key]
    return control.kind === 'adminUnit' && typeof value === 'string' && isCode(value) ? [value] : []
  })
}
