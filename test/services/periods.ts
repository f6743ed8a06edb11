import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type NamedPeriods, namedPeriods } from '#calendar'

const seed = (file: string) => JSON.parse(readFileSync(resolve(import.meta.dirname, '../../prisma/seed', file), 'utf8'))

/** The named periods as the seed has them. */
export function namedPeriodsOfHanoi(): NamedPeriods {
  const { workingHours, workingWeekdays, days } = seed('holidays.json')
  return namedPeriods(
    {
      hours: workingHours,
      weekdays: workingWeekdays,
      days: days.map((day: { date: string; kind: 'public'; name: { vi: string } }) => ({ ...day, name: day.name.vi })),
    },
    seed('named-periods.json'),
  )
}
