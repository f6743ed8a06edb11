import { displayText, type FeelValue, feelTypeName } from '#feel'
import type { Outcome } from './requirements.ts'

/** Names of types in DMN files that are checked, with FEEL's name of each; others are not. */
const checked: { readonly [typeRef: string]: string } = {
  string: 'string',
  number: 'number',
  boolean: 'boolean',
  time: 'time',
  date: 'date',
  dateTime: 'date and time',
  dayTimeDuration: 'days and time duration',
  yearMonthDuration: 'years and months duration',
}

/** Null fits every type; a type that the file defines itself is not checked, as in Zeebe. */
export function checkType(value: FeelValue, typeRef: string | undefined): Outcome {
  const name = typeRef?.replace('feel:', '') ?? ''
  const expected = Object.hasOwn(checked, name) ? checked[name] : undefined
  if (value === null || expected === undefined || feelTypeName(value) === expected) return { ok: true, value }
  return { ok: false, cause: `expected '${name}' but found '${displayText(value)}'` }
}
