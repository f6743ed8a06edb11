import { type DayNumber, parseDay, parseTimeOfDay, type TimeOfDay, weekdayOf } from './local-time.ts'

/** What `holidays.json` and the table of days say about one day. */
export type DayKind = 'public' | 'substitute' | 'swapped-off' | 'swapped-working'

export interface CalendarDefinition {
  /** Half-open periods of a working day, in order: `[['08:00', '11:30'], ['13:00', '16:30']]`. */
  hours: readonly (readonly [from: string, to: string])[]
  /** 1 = Monday … 7 = Sunday. */
  weekdays: readonly number[]
  /** Days that depart from the week; more fields are ignored. */
  days: readonly { date: string; kind: DayKind }[]
}

export interface Period {
  from: TimeOfDay
  to: TimeOfDay
}

export interface OfficeHours {
  /** At least one, ordered, apart from each other. */
  periods: readonly [Period, ...Period[]]
  isWorkingDay(day: DayNumber): boolean
}

/** Reads the definition; throws a RangeError that names the fault, for a calendar without working time never ends a wait. */
export function readOfficeHours(definition: CalendarDefinition): OfficeHours {
  const [first, ...rest] = definition.hours.map(readPeriod)
  if (!first) throw new RangeError('a calendar needs working hours')
  rest.reduce((before, period) => {
    if (period.from < before.to) throw new RangeError('working hours overlap or are out of order')
    return period
  }, first)
  const weekdays = new Set(definition.weekdays)
  if (![1, 2, 3, 4, 5, 6, 7].some((weekday) => weekdays.has(weekday))) {
    throw new RangeError('a calendar needs a working weekday')
  }
  const departures = new Map(definition.days.map((entry) => [readDay(entry.date), entry.kind === 'swapped-working']))
  return {
    periods: [first, ...rest],
    isWorkingDay: (day) => departures.get(day) ?? weekdays.has(weekdayOf(day)),
  }
}

function readPeriod([from, to]: readonly [string, string]): Period {
  const period = { from: parseTimeOfDay(from), to: parseTimeOfDay(to) }
  if (period.from === undefined || period.to === undefined || period.from >= period.to) {
    throw new RangeError(`not a period of working hours: ${from}–${to}`)
  }
  return { from: period.from, to: period.to }
}

function readDay(text: string): DayNumber {
  const day = parseDay(text)
  if (day === undefined) throw new RangeError(`not a day: ${text}`)
  return day
}
