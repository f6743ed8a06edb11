import { instantOf, wallClock } from './zone.ts'

/** An ISO 8601 duration: months by the calendar of the engine's zone, the rest in milliseconds. */
export interface Duration {
  months: number
  milliseconds: number
}

const UNITS = { weeks: 604_800_000, days: 86_400_000, hours: 3_600_000, minutes: 60_000, seconds: 1000 }
const PATTERN =
  /^([+-])?P(?:([+-]?\d+)Y)?(?:([+-]?\d+)M)?(?:([+-]?\d+)W)?(?:([+-]?\d+)D)?(?:T(?:([+-]?\d+)H)?(?:([+-]?\d+)M)?(?:([+-]?\d+(?:\.\d{1,9})?)S)?)?$/

/** Reads an ISO 8601 duration such as `PT15S`, `P1DT2H`, `P1Y2M`, `-PT1S`; undefined if it is none. */
export function parseDuration(text: string): Duration | undefined {
  const match = PATTERN.exec(text)
  if (!match || /P$|T$/.test(text)) return undefined
  const sign = match[1] === '-' ? -1 : 1
  const [years, months, weeks, days, hours, minutes, seconds] = match.slice(2).map((part) => Number(part ?? 0))
  const milliseconds =
    (weeks ?? 0) * UNITS.weeks +
    (days ?? 0) * UNITS.days +
    (hours ?? 0) * UNITS.hours +
    (minutes ?? 0) * UNITS.minutes +
    (seconds ?? 0) * UNITS.seconds
  const inMonths = (years ?? 0) * 12 + (months ?? 0)
  // Infinity less infinity: of numbers with hundreds of digits.
  if (Number.isNaN(milliseconds) || Number.isNaN(inMonths)) return undefined
  // To the nanosecond first: 262.126 s are 262125.99999999997 ms in binary.
  return { months: sign * inMonths, milliseconds: sign * Math.trunc(Number(milliseconds.toFixed(6))) }
}

/** The last instant that a Date can be; the first is as far before 1970. */
const LAST_INSTANT = 8.64e15

/**
 * The instant after a duration; a day that the month does not have becomes its last one. What lies beyond all dates
 * becomes the last (or first) of them, so that it is a number and can be stored and found again.
 */
export function addDuration(instant: number, duration: Duration): number {
  const later = afterMonths(instant, duration.months) + duration.milliseconds
  return Math.max(-LAST_INSTANT, Math.min(later, LAST_INSTANT))
}

function afterMonths(instant: number, months: number): number {
  if (months === 0) return instant
  const wall = wallClock(instant)
  const day = wall.getUTCDate()
  wall.setUTCDate(1)
  wall.setUTCMonth(wall.getUTCMonth() + months)
  const last = new Date(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + 1, 0)).getUTCDate()
  wall.setUTCDate(Math.min(day, last))
  const later = instantOf(wall)
  return Number.isNaN(later) ? Math.sign(months) * LAST_INSTANT : later
}
