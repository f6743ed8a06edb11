import type { JsonValue } from '#feel'
import { isObject } from './component.ts'
import type { Answers } from './context.ts'
import type { Form } from './form.ts'

/**
 * What a new form holds: the defaults, and above them what the citizen's profile offers under the names that the fields'
 * `prefill` gives (`person.fullName`).
 */
export function initialAnswers(form: Form, profile: JsonValue = null): Answers {
  const answers: Answers = {}
  for (const field of form.fields.values()) {
    const offered = field.prefill === undefined ? undefined : valueAt(profile, field.prefill.split('.'))
    const value = offered ?? field.initial
    if (value !== undefined && value !== null && !field.computed) answers[field.key] = value
  }
  return answers
}

function valueAt(value: JsonValue, path: readonly string[]): JsonValue | undefined {
  let here: JsonValue | undefined = value
  for (const name of path) here = isObject(here) && Object.hasOwn(here, name) ? here[name] : undefined
  return here
}
