import type { FeelValue } from '../types.ts'
import { FeelDateTime } from './date-time.ts'
import { plusMonths } from './days.ts'
import { DaysTimeDuration, YearsMonthsDuration } from './durations.ts'
import { parseDateTime } from './parse.ts'
import { secondsOfDay } from './time.ts'
import { cityZone, instantOfLocal, offsetAt } from './zones.ts'

/** A length of time in its two parts: months have no fixed number of milliseconds. */
export interface Duration {
  months: number
  milliseconds: number
}

/**
 * The instant of a date and time, or of its ISO text (`2024-01-31T10:00:00+07:00`, `…Z`, `…@Asia/Ho_Chi_Minh`, also
 * with the region in brackets behind the offset). A local one is taken in the city's zone. Undefined for all else.
 */
export function asInstant(value: FeelValue): Date | undefined {
  const dateTime = typeof value === 'string' ? parseInstant(value) : value
  if (!(dateTime instanceof FeelDateTime)) return undefined
  const seconds = dateTime.zone ? dateTime.instant : instantOfLocal(cityZone, dateTime.local)
  const instant = new Date(seconds * 1000 + Math.floor(dateTime.nanos / 1e6))
  return Number.isNaN(instant.getTime()) ? undefined : instant
}

function parseInstant(text: string): FeelDateTime | undefined {
  if (text.length > 120 || !text.includes('T')) return undefined
  return parseDateTime(text.replace(/((?:Z|[+-]\d\d:\d\d))\[[^\]]*\]$/, '$1'))
}

const isoPattern =
  /^(-)?P(?:(-?\d{1,9})Y)?(?:(-?\d{1,9})M)?(?:(-?\d{1,9})W)?(?:(-?\d{1,9})D)?(T(?:(-?\d{1,12})H)?(?:(-?\d{1,12})M)?(?:(-?\d{1,12})(?:\.(\d{1,9}))?S)?)?$/

/** The length of a FEEL duration or of an ISO text, which may mix both kinds (`P1Y2M3DT4H`) and have weeks. */
export function durationOf(value: FeelValue): Duration | undefined {
  if (value instanceof YearsMonthsDuration) return { months: value.months, milliseconds: 0 }
  if (value instanceof DaysTimeDuration) {
    return { months: 0, milliseconds: value.seconds * 1000 + Math.floor(value.nanos / 1e6) }
  }
  return typeof value === 'string' ? parseIsoDuration(value) : undefined
}

function parseIsoDuration(text: string): Duration | undefined {
  const parts = isoPattern.exec(text)
  if (!parts || text.endsWith('P') || text.endsWith('T')) return undefined
  const [, minus, years = 0, months = 0, weeks = 0, days = 0, , hours = 0, minutes = 0, seconds = '0', fraction = ''] =
    parts
  const sign = minus ? -1 : 1
  const part = Number(`0.${fraction || '0'}`) * (seconds.startsWith('-') ? -1 : 1)
  const inSeconds =
    (Number(weeks) * 7 + Number(days)) * secondsOfDay + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  return {
    months: sign * (Number(years) * 12 + Number(months)) || 0,
    milliseconds: Math.trunc(sign * (inSeconds * 1000 + part * 1000)) || 0,
  }
}

/**
 * The instant a duration later: months first, on the city's calendar (from 31 January a month leads to the last day of
 * February, at the same time of day), then exact time. An Invalid Date if that lies beyond what a Date can hold.
 */
export function addDuration(date: Date, { months, milliseconds }: Duration): Date {
  if (months === 0) return new Date(date.getTime() + milliseconds)
  const seconds = Math.floor(date.getTime() / 1000)
  const rest = date.getTime() - seconds * 1000
  const local = seconds + offsetAt(cityZone, seconds)
  const day = Math.floor(local / secondsOfDay)
  const later = plusMonths(day, months) * secondsOfDay + local - day * secondsOfDay
  return new Date(instantOfLocal(cityZone, later) * 1000 + rest + milliseconds)
}
