/** The city's calendar: its hours and the rules of named periods from the seed, its days off from the database. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type Calendar,
  createCalendar,
  type DayKind,
  type NamedPeriodRule,
  type NamedPeriods,
  namedPeriods,
} from '#calendar'
import type { Tx } from '../db.ts'

interface HoursFile {
  workingHours: [string, string][]
  workingWeekdays: number[]
}

async function read<T>(root: string, name: string): Promise<T> {
  return JSON.parse(await readFile(join(root, 'prisma/seed', name), 'utf8'))
}

/** Working time, and the periods that rules know by name. Throws a RangeError if the data makes no calendar. */
export async function readCityCalendar(tx: Tx, root: string): Promise<{ calendar: Calendar; periods: NamedPeriods }> {
  const { workingHours, workingWeekdays } = await read<HoursFile>(root, 'holidays.json')
  const rules = await read<NamedPeriodRule[]>(root, 'named-periods.json')
  const rows = await tx.calendarDay.findMany({ orderBy: { date: 'asc' } })
  const definition = {
    hours: workingHours,
    weekdays: workingWeekdays,
    days: rows.map(({ date, kind, nameVi }) => ({
      date: date.toISOString().slice(0, 10),
      kind: kind as DayKind,
      name: nameVi,
    })),
  }
  return { calendar: createCalendar(definition), periods: namedPeriods(definition, rules) }
}
