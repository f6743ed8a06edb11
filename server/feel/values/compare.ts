import type { Run } from '../evaluation/run.ts'
import { FeelDate } from '../temporal/date.ts'
import { FeelDateTime } from '../temporal/date-time.ts'
import { DaysTimeDuration, YearsMonthsDuration } from '../temporal/durations.ts'
import { FeelTime } from '../temporal/time.ts'
import type { FeelValue } from '../types.ts'
import { Range } from './range.ts'
import { type Context, entryOf, isContext } from './special-value.ts'

/** What an ordered value is compared by: its kind (only equal kinds compare), then these, the first that differs. */
interface Place {
  kind: string
  first: number | string
  rest: number
}

/** Undefined for what has no order: booleans, null, lists, contexts, ranges, functions. */
function placeOf(value: FeelValue): Place | undefined {
  if (typeof value === 'number') return { kind: 'number', first: value, rest: 0 }
  if (typeof value === 'string') return { kind: 'string', first: value, rest: 0 }
  if (value instanceof FeelDate) return { kind: 'date', first: value.day, rest: 0 }
  if (value instanceof FeelDateTime) {
    return { kind: value.zone ? 'date time' : 'local date time', first: value.instant, rest: value.nanos }
  }
  if (value instanceof FeelTime) {
    return { kind: value.zone ? 'time' : 'local time', first: value.utcSecond, rest: value.nanos }
  }
  if (value instanceof YearsMonthsDuration) return { kind: 'months', first: value.months, rest: 0 }
  if (value instanceof DaysTimeDuration) return { kind: 'seconds', first: value.seconds, rest: value.nanos }
  return undefined
}

/** Negative, zero or positive; undefined where the two do not compare (a local and a zoned time do not, either). */
export function order(a: FeelValue, b: FeelValue): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const x = placeOf(a)
  const y = placeOf(b)
  if (!x || !y || x.kind !== y.kind) return undefined
  if (x.first !== y.first) return x.first < y.first ? -1 : 1
  return x.rest - y.rest
}

/**
 * FEEL's equality; undefined where values of different kinds meet. Null equals null only. Date-times and times with
 * zones are equal if they are the same instant (feel-scala also asks for the same zone).
 */
export function equal(a: FeelValue, b: FeelValue, run: Run): boolean | undefined {
  if (a === null || b === null) return a === b
  if (typeof a !== 'object' || typeof b !== 'object') return typeof a === typeof b ? a === b : undefined
  run.spend(1)
  if (Array.isArray(a)) return Array.isArray(b) ? equalLists(a, b, run) : undefined
  if (isContext(a)) return isContext(b) ? equalContexts(a, b, run) : undefined
  if (a instanceof Range && b instanceof Range) return equalRanges(a, b, run)
  const ordered = order(a, b)
  return ordered === undefined ? undefined : ordered === 0
}

/** Equal beyond doubt: what does not compare is not the same. */
export function same(a: FeelValue, b: FeelValue, run: Run): boolean {
  return equal(a, b, run) === true
}

function equalLists(a: FeelValue[], b: FeelValue[], run: Run): boolean {
  if (a.length !== b.length) return false
  run.spend(a.length)
  return a.every((item, index) => same(item, b[index] ?? null, run))
}

function equalContexts(a: Context, b: Context, run: Run): boolean {
  const names = Object.keys(a)
  run.spend(names.length)
  if (names.length !== Object.keys(b).length) return false
  return names.every((name) => {
    const other = entryOf(b, name)
    return other !== undefined && same(entryOf(a, name) ?? null, other, run)
  })
}

function equalRanges(a: Range, b: Range, run: Run): boolean {
  return (
    a.start.closed === b.start.closed &&
    a.end.closed === b.end.closed &&
    same(a.start.value, b.start.value, run) &&
    same(a.end.value, b.end.value, run)
  )
}

/** Whether a value lies in a range; undefined where it does not compare with the boundaries. */
export function isWithin(value: FeelValue, range: Range): boolean | undefined {
  const fromStart = order(value, range.start.value)
  const fromEnd = order(value, range.end.value)
  if (fromStart === undefined || fromEnd === undefined) return undefined
  return (range.start.closed ? fromStart >= 0 : fromStart > 0) && (range.end.closed ? fromEnd <= 0 : fromEnd < 0)
}
