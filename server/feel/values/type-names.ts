import { FeelDate } from '../temporal/date.ts'
import { FeelDateTime } from '../temporal/date-time.ts'
import { DaysTimeDuration, YearsMonthsDuration } from '../temporal/durations.ts'
import type { FeelValue } from '../types.ts'
import { isContext, SpecialValue } from './special-value.ts'

/** Zeebe's words for the kinds of results; times, ranges and functions are UNKNOWN to it. */
export type TypeName =
  | 'NULL'
  | 'BOOLEAN'
  | 'NUMBER'
  | 'STRING'
  | 'ARRAY'
  | 'OBJECT'
  | 'DURATION'
  | 'PERIOD'
  | 'DATE'
  | 'DATE_TIME'
  | 'UNKNOWN'

const scalars: { readonly [kind: string]: TypeName } = { boolean: 'BOOLEAN', number: 'NUMBER', string: 'STRING' }

/** The kind of a result as Zeebe's messages name it. */
export function typeName(value: FeelValue): TypeName {
  if (value === null) return 'NULL'
  if (typeof value !== 'object') return scalars[typeof value] ?? 'UNKNOWN'
  if (Array.isArray(value)) return 'ARRAY'
  if (value instanceof FeelDate) return 'DATE'
  if (value instanceof FeelDateTime) return 'DATE_TIME'
  if (value instanceof DaysTimeDuration) return 'DURATION'
  if (value instanceof YearsMonthsDuration) return 'PERIOD'
  return isContext(value) ? 'OBJECT' : 'UNKNOWN'
}

/** The name of a value's type in FEEL, as `instance of` and messages use it. */
export function feelTypeName(value: FeelValue): string {
  if (value === null) return 'null'
  if (typeof value !== 'object') return typeof value
  if (Array.isArray(value)) return 'list'
  if (!(value instanceof SpecialValue)) return 'context'
  return value.feelType === 'date time' ? 'date and time' : value.feelType
}
