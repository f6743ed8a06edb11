import type { FeelValue } from '../types.ts'
import { FeelDate } from './date.ts'
import { FeelDateTime } from './date-time.ts'
import { DaysTimeDuration, YearsMonthsDuration } from './durations.ts'
import { FeelTime, secondsOfDay } from './time.ts'

/** Undefined: the two do not go together, or the result is out of range. */
type Result = FeelValue | undefined

/** A point or duration plus a duration. */
export function plus(a: FeelValue, b: FeelValue): Result {
  if (b instanceof DaysTimeDuration) return plusSeconds(a, b)
  if (b instanceof YearsMonthsDuration) return plusMonths(a, b.months)
  return a instanceof DaysTimeDuration || a instanceof YearsMonthsDuration ? plusReversed(b, a) : undefined
}

function plusReversed(point: FeelValue, duration: DaysTimeDuration | YearsMonthsDuration): Result {
  return duration instanceof DaysTimeDuration ? plusSeconds(point, duration) : plusMonths(point, duration.months)
}

function plusSeconds(a: FeelValue, { seconds, nanos }: DaysTimeDuration): Result {
  if (a instanceof DaysTimeDuration) return DaysTimeDuration.of(a.seconds + seconds, a.nanos + nanos)
  if (a instanceof FeelTime || a instanceof FeelDateTime) return a.plus(seconds, nanos)
  // A date is its midnight; what is left of the sum's day is dropped.
  return a instanceof FeelDate ? FeelDate.ofDay(a.day + Math.floor(seconds / secondsOfDay)) : undefined
}

function plusMonths(a: FeelValue, months: number): Result {
  if (a instanceof YearsMonthsDuration) return YearsMonthsDuration.of(a.months + months)
  return a instanceof FeelDate || a instanceof FeelDateTime ? a.plusMonths(months) : undefined
}

/** A point minus a point or duration, or the difference of two durations. */
export function minus(a: FeelValue, b: FeelValue): Result {
  if (b instanceof DaysTimeDuration) return plusSeconds(a, b.negated())
  if (b instanceof YearsMonthsDuration) return plusMonths(a, -b.months)
  if (a instanceof FeelDate && b instanceof FeelDate) return DaysTimeDuration.of((a.day - b.day) * secondsOfDay)
  if (a instanceof FeelDateTime && b instanceof FeelDateTime && !a.zone === !b.zone) {
    return DaysTimeDuration.of(a.instant - b.instant, a.nanos - b.nanos)
  }
  if (a instanceof FeelTime && b instanceof FeelTime && !a.zone === !b.zone) {
    return DaysTimeDuration.of(a.utcSecond - b.utcSecond, a.nanos - b.nanos)
  }
  return undefined
}

/** A duration times a number, in either order; as in feel-scala the number's fraction is dropped. */
export function times(a: FeelValue, b: FeelValue): Result {
  if (typeof a === 'number') return typeof b === 'number' ? undefined : times(b, a)
  if (typeof b !== 'number') return undefined
  const factor = Math.trunc(b)
  if (a instanceof YearsMonthsDuration) return YearsMonthsDuration.of(a.months * factor)
  return a instanceof DaysTimeDuration ? DaysTimeDuration.of(a.seconds * factor, a.nanos * factor) : undefined
}

/** A duration by a number (whole months, whole milliseconds) or by a duration of its kind. */
export function dividedBy(a: FeelValue, b: FeelValue): Result {
  if (a instanceof YearsMonthsDuration) {
    if (typeof b === 'number' && b !== 0) return YearsMonthsDuration.of(a.months / b)
    if (b instanceof YearsMonthsDuration && b.months !== 0) return a.months / b.months
  }
  if (a instanceof DaysTimeDuration) {
    if (typeof b === 'number' && b !== 0) return ofMilliseconds(Math.trunc((a.total * 1000) / b))
    if (b instanceof DaysTimeDuration && b.total !== 0) return a.total / b.total
  }
  return undefined
}

function ofMilliseconds(milliseconds: number): DaysTimeDuration | undefined {
  const seconds = Math.floor(milliseconds / 1000)
  return DaysTimeDuration.of(seconds, (milliseconds - seconds * 1000) * 1e6)
}
