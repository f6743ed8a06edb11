/** What a citizen wrote against what a register holds, field by field. Pure; nothing here decides. */
import { sameEntryNumber } from './entry-numbers.ts'
import { isObject, type JsonObject, type JsonValue, valueAt } from './json.ts'
import { foldName, sameName } from './names.ts'

/** Which answer of the form stands beside which value of the entry, and how the two are compared. */
export interface ComparedField {
  field: string
  /** Path in the entry, `subject.dateOfBirth`. */
  path: string
  as: keyof typeof comparisons
}

/** `unknown`: one side is missing or too vague to say. A register that did not answer is never `differs`. */
export type Verdict = 'agrees' | 'differs' | 'unknown'

export interface Compared {
  field: string
  form: JsonValue
  register: JsonValue
  verdict: Verdict
}

const verdictOf = (same: boolean): Verdict => (same ? 'agrees' : 'differs')

/** Each kind of value has one line. Both sides are there and not empty. */
const comparisons = {
  name: (a: string, b: string) => verdictOf(sameName(a, b)),
  /** Words whose case and spacing say nothing: ethnic group, nationality, an address. */
  text: (a: string, b: string) => verdictOf(foldName(a) === foldName(b)),
  /** Codes are compared as they are. */
  code: (a: string, b: string) => verdictOf(a === b),
  idNumber: (a: string, b: string) => verdictOf(a.replace(/[\s.-]/g, '') === b.replace(/[\s.-]/g, '')),
  entryNumber: (a: string, b: string) => verdictOf(sameEntryNumber(a, b)),
  bookNumber: (a: string, b: string) => verdictOf(withoutLeadingZeros(a) === withoutLeadingZeros(b)),
  day: compareDays,
} as const satisfies { readonly [kind: string]: (a: string, b: string) => Verdict }

/** Sets the answers beside the entry, in the order of the fields; without an entry every verdict is `unknown`. */
export function compareAnswers(
  values: JsonObject,
  entry: JsonObject | null,
  fields: readonly ComparedField[],
): Compared[] {
  return fields.map(({ field, path, as }) => {
    const form = asText(Object.hasOwn(values, field) ? values[field] : undefined)
    const register = entry ? asText(valueAt(entry, path)) : null
    const verdict = form === null || register === null ? 'unknown' : comparisons[as](form, register)
    return { field, form, register, verdict }
  })
}

/** A unit may come as its code or as an object that holds it. */
function asText(value: JsonValue | undefined): string | null {
  if (isObject(value)) return asText(value.code ?? value.communeCode)
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

/** Days as YYYY-MM-DD; of some people a register knows the year only, which can differ but not agree. */
function compareDays(a: string, b: string): Verdict {
  const isDay = (text: string) => /^\d{4}(-\d{2}(-\d{2})?)?$/.test(text)
  if (!isDay(a) || !isDay(b)) return 'unknown'
  const known = Math.min(a.length, b.length)
  if (a.slice(0, known) !== b.slice(0, known)) return 'differs'
  return a.length === b.length && known === 10 ? 'agrees' : 'unknown'
}

function withoutLeadingZeros(text: string): string {
  return text.replace(/\s/g, '').replace(/(^|\/)0+(?=\d)/g, '$1')
}
