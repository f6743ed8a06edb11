import { FeelDate } from '../temporal/date.ts'
import { FeelDateTime } from '../temporal/date-time.ts'
import { dayNumber, daysInMonth, weekday, yearMonthDay } from '../temporal/days.ts'
import { cityZone } from '../temporal/zones.ts'
import type { FeelValue } from '../types.ts'
import { type BuiltIns, type Overload, overload } from './overload.ts'

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** What the city's clocks show at an instant; undefined if it is no valid one. */
function cityTime(instant: Date): FeelDateTime | undefined {
  const milliseconds = instant.getTime()
  if (Number.isNaN(milliseconds)) return undefined
  const seconds = Math.floor(milliseconds / 1000)
  return FeelDateTime.ofInstant(seconds, (milliseconds - seconds * 1000) * 1e6, cityZone)
}

function dayOfYear(day: number): number {
  return day - dayNumber({ year: yearMonthDay(day).year, month: 1, day: 1 }) + 1
}

/** ISO 8601: the week belongs to the year that its Thursday lies in. */
function weekOfYear(day: number): number {
  return Math.floor((dayOfYear(day - weekday(day) + 4) - 1) / 7) + 1
}

function lastDayOfMonth(day: number): FeelValue {
  const { year, month } = yearMonthDay(day)
  return FeelDate.of({ year, month, day: daysInMonth(year, month) }) ?? null
}

const ofDay = (reckon: (day: number) => FeelValue): readonly Overload[] => [
  overload([['date', 'date', 'dateTime']], ([date]) => reckon(date instanceof FeelDate ? date.day : date.date.day)),
]

export const temporal: BuiltIns = {
  now: [overload([], (_, run) => cityTime(run.now) ?? null)],
  today: [overload([], (_, run) => cityTime(run.now)?.date ?? null)],
  'day of year': ofDay(dayOfYear),
  'day of week': ofDay((day) => weekdays[weekday(day) - 1] ?? null),
  'month of year': ofDay((day) => months[yearMonthDay(day).month - 1] ?? null),
  'week of year': ofDay(weekOfYear),
  'last day of month': ofDay(lastDayOfMonth),
}
