import { type Day, type DayNumber, dayFromNumber, parseDay } from './local-time.ts'
import { type CalendarDefinition, readOfficeHours } from './office-hours.ts'

/** Days of a period, both included. */
export interface NamedPeriod {
  readonly from: Day
  readonly to: Day
}

/** Periods by the name that rules know them by (`periodTouches` of forms). */
export interface NamedPeriods {
  readonly [name: string]: readonly NamedPeriod[]
}

/** A period that lies around a closure of the office, as the data names it (`prisma/seed/named-periods.json`). */
export interface NamedPeriodRule {
  readonly name: string
  /** How the names of the closure's days begin. */
  readonly around: string
  /** Calendar days before the closure that belong to the period. */
  readonly daysBefore: number
}

/**
 * The periods that rules know by name: for each rule every run of days off that holds a day of that name, from so many
 * days before it to its last day. Throws a RangeError if the definition can't be read.
 */
export function namedPeriods(
  definition: CalendarDefinition & { readonly days: readonly { date: string; name: string }[] },
  rules: readonly NamedPeriodRule[],
): NamedPeriods {
  const { isWorkingDay } = readOfficeHours(definition)
  return Object.fromEntries(
    rules.map(({ name, around, daysBefore }) => {
      const closures = new Map<DayNumber, DayNumber>()
      for (const day of definition.days) {
        const number = parseDay(day.date)
        if (number === undefined || !day.name.startsWith(around) || isWorkingDay(number)) continue
        closures.set(edge(number, -1, isWorkingDay), edge(number, 1, isWorkingDay))
      }
      const periods = [...closures].map(([first, last]) => ({
        from: dayFromNumber(first - daysBefore),
        to: dayFromNumber(last),
      }))
      return [name, periods] as const
    }),
  )
}

/** The last day off in this direction. */
function edge(day: DayNumber, step: 1 | -1, isWorkingDay: (day: DayNumber) => boolean): DayNumber {
  let at = day
  while (!isWorkingDay(at + step)) at += step
  return at
}
