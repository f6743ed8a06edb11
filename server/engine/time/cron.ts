import { instantOf, wallClock } from './zone.ts'

/** A Spring cron expression, field by field: which values of the wall clock match. */
export interface Cron {
  seconds: ReadonlySet<number>
  minutes: ReadonlySet<number>
  hours: ReadonlySet<number>
  months: ReadonlySet<number>
  /** Whether a day matches both its fields: of the month and of the week. */
  day(date: Date): boolean
}

const MACROS: { [name: string]: string } = {
  '@yearly': '0 0 0 1 1 *',
  '@annually': '0 0 0 1 1 *',
  '@monthly': '0 0 0 1 * *',
  '@weekly': '0 0 0 * * 0',
  '@daily': '0 0 0 * * *',
  '@midnight': '0 0 0 * * *',
  '@hourly': '0 0 * * * *',
}
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
/** Further ahead than this no day is looked for: 29 February on a certain weekday comes within it. */
const YEARS_AHEAD = 40

type DayRule = (date: Date) => boolean

/** Reads six fields (second minute hour day month weekday) or a macro; undefined if it is none. */
export function parseCron(text: string): Cron | undefined {
  const fields = (MACROS[text.trim().toLowerCase()] ?? text).trim().split(/\s+/)
  const [second, minute, hour, dayOfMonth, month, dayOfWeek] = fields
  if (fields.length !== 6 || !second || !minute || !hour || !dayOfMonth || !month || !dayOfWeek) return undefined
  const seconds = values(second, 0, 59)
  const minutes = values(minute, 0, 59)
  const hours = values(hour, 0, 23)
  const months = values(named(month, MONTHS, 1), 1, 12)
  const monthDays = dayOfMonthRule(dayOfMonth)
  const weekDays = dayOfWeekRule(named(dayOfWeek, WEEKDAYS, 0))
  if (!seconds || !minutes || !hours || !months || !monthDays || !weekDays) return undefined
  return { seconds, minutes, hours, months, day: (date) => monthDays(date) && weekDays(date) }
}

/** The first instant after `after` that matches, in milliseconds since the epoch; undefined if none comes. */
export function nextCron(cron: Cron, after: number): number | undefined {
  const wall = wallClock(after)
  wall.setUTCMilliseconds(0)
  wall.setUTCSeconds(wall.getUTCSeconds() + 1)
  const lastYear = wall.getUTCFullYear() + YEARS_AHEAD
  while (wall.getUTCFullYear() <= lastYear) {
    if (!cron.months.has(wall.getUTCMonth() + 1))
      wall.setTime(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + 1, 1))
    else if (!cron.day(wall)) wall.setUTCHours(24, 0, 0)
    else if (!cron.hours.has(wall.getUTCHours())) wall.setUTCHours(wall.getUTCHours() + 1, 0, 0)
    else if (!cron.minutes.has(wall.getUTCMinutes())) wall.setUTCMinutes(wall.getUTCMinutes() + 1, 0)
    else if (!cron.seconds.has(wall.getUTCSeconds())) wall.setUTCSeconds(wall.getUTCSeconds() + 1)
    else return instantOf(wall)
  }
  return undefined
}

/** Lists, ranges, steps: `1,5-10,*` with `/n`. */
function values(field: string, min: number, max: number): Set<number> | undefined {
  const found = new Set<number>()
  for (const part of field.split(',')) {
    const match = /^(\*|\?|\d+)(?:-(\d+))?(?:\/(\d+))?$/.exec(part)
    if (!match) return undefined
    const [, first, last, step] = match
    const every = first === '*' || first === '?'
    const from = every ? min : Number(first)
    const to = every || (step !== undefined && last === undefined) ? max : Number(last ?? first)
    const by = Number(step ?? 1)
    if (from < min || to > max || from > to || by < 1 || (every && last !== undefined)) return undefined
    for (let value = from; value <= to; value += by) found.add(value)
  }
  return found
}

function named(field: string, names: string[], first: number): string {
  return field.toUpperCase().replace(/[A-Z]{3}/g, (name) => {
    const index = names.indexOf(name)
    return index < 0 ? name : String(index + first)
  })
}

function daysInMonth(date: Date): number {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
}

/** `L` the last day, `L-n` n days before it, `nW` the weekday nearest to day n, `LW` the last weekday. */
function dayOfMonthRule(field: string): DayRule | undefined {
  if (field === '*' || field === '?') return () => true
  const rules = field.toUpperCase().split(',').map(monthDayPart)
  return combined(rules)
}

function monthDayPart(part: string): DayRule | undefined {
  if (part === 'L') return (date) => date.getUTCDate() === daysInMonth(date)
  if (part === 'LW') return (date) => date.getUTCDate() === nearestWeekday(date, daysInMonth(date))
  const fromLast = /^L-(\d+)$/.exec(part)
  if (fromLast) return (date) => date.getUTCDate() === daysInMonth(date) - Number(fromLast[1])
  const nearest = /^(\d+)W$/.exec(part)
  if (nearest) return (date) => date.getUTCDate() === nearestWeekday(date, Number(nearest[1]))
  const days = values(part, 1, 31)
  return days && ((date) => days.has(date.getUTCDate()))
}

/** The Monday to Friday nearest to a day, within its month. */
function nearestWeekday(date: Date, day: number): number {
  const last = daysInMonth(date)
  if (day > last) return 0
  const weekday = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), day)).getUTCDay()
  if (weekday === 6) return day > 1 ? day - 1 : day + 2
  if (weekday === 0) return day < last ? day + 1 : day - 2
  return day
}

/** `nL` the last weekday n of the month, `n#m` the m-th one; 0 and 7 are Sunday. */
function dayOfWeekRule(field: string): DayRule | undefined {
  if (field === '*' || field === '?') return () => true
  return combined(field.split(',').map(weekDayPart))
}

function weekDayPart(part: string): DayRule | undefined {
  const last = /^([0-7])L$/.exec(part)
  if (last) return (date) => date.getUTCDay() === Number(last[1]) % 7 && date.getUTCDate() > daysInMonth(date) - 7
  const nth = /^([0-7])#([1-5])$/.exec(part)
  if (nth)
    return (date) => date.getUTCDay() === Number(nth[1]) % 7 && Math.ceil(date.getUTCDate() / 7) === Number(nth[2])
  const days = values(part, 0, 7)
  return days && ((date) => days.has(date.getUTCDay()) || (date.getUTCDay() === 0 && days.has(7)))
}

function combined(rules: (DayRule | undefined)[]): DayRule | undefined {
  const known = rules.filter((rule) => rule !== undefined)
  return known.length === rules.length ? (date) => known.some((rule) => rule(date)) : undefined
}
