import { type Day, daysInMonth, parseDay, parseTimeOfDay } from '#calendar'

/**
 * Full years on a day. Who is born on 29 February completes a common year on 1 March. Negative before birth; undefined
 * for what is no day.
 */
export function ageOn(dateOfBirth: Day, day: Day): number | undefined {
  if (parseDay(dateOfBirth) === undefined || parseDay(day) === undefined) return undefined
  const years = Number(day.slice(0, 4)) - Number(dateOfBirth.slice(0, 4))
  return day.slice(5) < dateOfBirth.slice(5) ? years - 1 : years
}

/**
 * Full months from `a` to `b`; negative if `b` is earlier. A month that lacks the day is complete on its last:
 * from 31 January to 28 February is one.
 */
export function monthsBetween(a: Day, b: Day): number | undefined {
  if (parseDay(a) === undefined || parseDay(b) === undefined) return undefined
  return a <= b ? monthsForward(a, b) : -monthsForward(b, a)
}

function monthsForward(from: Day, to: Day): number {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split('-').map(Number)
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split('-').map(Number)
  const months = (toYear - fromYear) * 12 + toMonth - fromMonth
  return toDay < Math.min(fromDay, daysInMonth(toYear, toMonth)) ? months - 1 : months
}

/** Days from `a` to `b`; negative if `b` is earlier. */
export function daysBetween(a: Day, b: Day): number | undefined {
  const [from, to] = [parseDay(a), parseDay(b)]
  return from === undefined || to === undefined ? undefined : to - from
}

/** Whether `HH:MM` lies within [from, to]; the span may pass midnight. */
export function timeWithin(time: string, from: string, to: string): boolean | undefined {
  const [at, start, end] = [parseTimeOfDay(time), parseTimeOfDay(from), parseTimeOfDay(to)]
  if (at === undefined || start === undefined || end === undefined) return undefined
  return start <= end ? start <= at && at <= end : at >= start || at <= end
}
