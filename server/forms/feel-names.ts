import { type Day, parseDay } from '#calendar'
import { compileExpression, type Expression, type FeelValue, nativeFunction, toJson } from '#feel'
import type { FormContext } from './context.ts'
import { cccdMatches, idFormatOk, isIdType } from './identity-number.ts'
import { isCode } from './kinds/admin-unit.ts'
import { sameName } from './names-of-people.ts'
import { ageOn, daysBetween, monthsBetween, timeWithin } from './spans-of-time.ts'

const DATE = compiled('date(text)')
const NOW = compiled('now()')

/** FEEL dates by their ISO text; a check asks for the same few again and again. */
const dates = new Map<string, FeelValue>()
const MOST_DATES = 1000
/** Commune, district, province. */
const LEVELS_OF_UNITS = 3

/** A FEEL date; null for what is no day. */
export function feelDate(day: Day): FeelValue {
  const known = dates.get(day)
  if (known !== undefined) return known
  if (parseDay(day) === undefined) return null
  if (dates.size >= MOST_DATES) dates.clear()
  const date = evaluated(DATE, day, new Date(0))
  dates.set(day, date)
  return date
}

/** A FEEL date and time on the city's clocks; null for an invalid Date. */
export function feelInstant(instant: Date): FeelValue {
  return Number.isNaN(instant.getTime()) ? null : evaluated(NOW, null, instant)
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
  'districtOf',
  'unitName',
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
    districtOf: ofTexts(['unit'], ([code]) => {
      const unit = context.unit?.(code)
      return unit?.level === 'commune' ? unit.parent : unit?.level === 'district' ? unit.code : undefined
    }),
    unitName: ofTexts(['unit'], ([place]) => fullNameOf(place, context)),
  }
}

/** `xã Đông Mỹ, huyện Thanh Trì, thành phố Hà Nội`, as papers write it within a sentence; a place told in words stays. */
function fullNameOf(place: string, context: FormContext): string | undefined {
  const names: string[] = []
  let unit = context.unit?.(place)
  while (unit && names.length < LEVELS_OF_UNITS) {
    names.push(unit.name.vi.charAt(0).toLowerCase() + unit.name.vi.slice(1))
    unit = unit.parent === undefined ? undefined : context.unit?.(unit.parent)
  }
  return names.length > 0 ? names.join(', ') : isCode(place) ? undefined : place
}

/** A function over texts; days and instants come as their ISO text, instants by their day. */
function ofTexts<const P extends readonly string[]>(
  parameters: P,
  body: (texts: { [K in keyof P]: string }) => FeelValue | undefined,
): FeelValue {
  return nativeFunction(parameters.join(', '), parameters, 10, (args) => {
    const texts = parameters.map((_, index) => textOf(args[index] ?? null))
    return { ok: true, value: isComplete<P>(texts) ? (body(texts) ?? null) : null }
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

function compiled(source: string): Expression {
  const result = compileExpression(source)
  if (!result.ok) throw new TypeError(result.error)
  return result.expression
}

function evaluated(expression: Expression, text: FeelValue, now: Date): FeelValue {
  const result = expression.evaluate((name) => (name === 'text' ? text : undefined), { now })
  return result.ok ? result.value : null
}
