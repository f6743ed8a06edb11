import { type Day, parseDay } from '#calendar'
import { type FeelValue, toJson } from '#feel'
import { FeelDate } from '../feel/temporal/date.ts'
import { FeelDateTime } from '../feel/temporal/date-time.ts'
import { FeelFunction } from '../feel/values/feel-function.ts'
import type { FormContext } from './context.ts'
import { cccdMatches, idFormatOk, isIdType } from './identity-number.ts'
import { sameName } from './names-of-people.ts'
import { ageOn, daysBetween, monthsBetween, timeWithin } from './spans-of-time.ts'

/** A FEEL date; null for what is no day. */
export function feelDate(day: Day): FeelValue {
  const number = parseDay(day)
  return number === undefined ? null : (FeelDate.ofDay(number) ?? null)
}

/** A FEEL date and time on the city's clocks; null for an invalid Date. */
export function feelInstant(instant: Date): FeelValue {
  const ms = instant.getTime()
  if (Number.isNaN(ms)) return null
  const seconds = Math.floor(ms / 1000)
  return FeelDateTime.ofInstant(seconds, (ms - seconds * 1000) * 1_000_000, { region: 'Asia/Ho_Chi_Minh' }) ?? null
}

/** Names of the functions below; no key of a form may be one of them. */
export const FUNCTION_NAMES = [
  'sameName',
  'idFormatOk',
  'cccdMatches',
  'ageOn',
  'monthsBetween',
  'daysBetween',
  'timeWithin',
  'periodTouches',
  'hasAttachment',
] as const

type FunctionName = (typeof FUNCTION_NAMES)[number]

/**
 * The functions that a form's expressions see (docs/forms.md, "Conditions"). Each gives null where an argument it
 * needs is missing or of another type, so that an absent answer is left to `required`.
 */
export function functionsFor(
  context: FormContext,
  answer: (key: string) => unknown,
): { readonly [name in FunctionName]: FeelValue } {
  return {
    sameName: ofTexts(['a', 'b'], ([a, b]) => sameName(a, b)),
    idFormatOk: ofTexts(['type', 'number'], ([type, number]) => (isIdType(type) ? idFormatOk(type, number) : null)),
    cccdMatches: ofTexts(['number', 'dateOfBirth', 'sex'], ([number, birth, sex]) =>
      parseDay(birth) === undefined ? null : cccdMatches(number, birth, sex),
    ),
    ageOn: ofTexts(['dateOfBirth', 'day'], ([birth, day]) => ageOn(birth, day)),
    monthsBetween: ofTexts(['a', 'b'], ([a, b]) => monthsBetween(a, b)),
    daysBetween: ofTexts(['a', 'b'], ([a, b]) => daysBetween(a, b)),
    timeWithin: ofTexts(['time', 'from', 'to'], ([time, from, to]) => timeWithin(time, from, to)),
    periodTouches: ofTexts(['from', 'to', 'name'], ([from, to, name]) => {
      if (parseDay(from) === undefined || parseDay(to) === undefined) return null
      const periods = Object.hasOwn(context.periods ?? {}, name) ? (context.periods?.[name] ?? []) : undefined
      return periods?.some((period) => from <= period.to && period.from <= to)
    }),
    hasAttachment: ofTexts(['key'], ([key]) => {
      const files = answer(key)
      return Array.isArray(files) && files.length > 0
    }),
  }
}

/** A function over texts; days and instants come as their ISO text, instants by their day. */
function ofTexts<const P extends readonly string[]>(
  parameters: P,
  body: (texts: { [K in keyof P]: string }) => FeelValue | undefined,
): FeelValue {
  return new FeelFunction(parameters, (args, run) => {
    run.spend(parameters.length)
    const texts = parameters.map((_, index) => textOf(args[index] ?? null))
    return isComplete<P>(texts) ? (body(texts) ?? null) : null
  })
}

function isComplete<P extends readonly string[]>(
  texts: readonly (string | undefined)[],
): texts is { [K in keyof P]: string } & readonly string[] {
  return texts.every((text) => text !== undefined)
}

function textOf(value: FeelValue): string | undefined {
  const json = toJson(value)
  if (typeof json !== 'string') return undefined
  const isInstant = typeof value === 'object' && value !== null && 'feelType' in value && value.feelType === 'date time'
  return isInstant ? json.slice(0, 10) : json
}
