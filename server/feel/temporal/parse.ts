import { FeelDate } from './date.ts'
import { FeelDateTime } from './date-time.ts'
import { DaysTimeDuration, YearsMonthsDuration } from './durations.ts'
import { FeelTime } from './time.ts'
import { parseZone } from './zones.ts'

const datePattern = /^(-?(?:[1-9]\d{0,4})?\d{4})-(\d\d)-(\d\d)$/
const clockPattern = /^T?([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d|@.{1,64})?$/
const monthsPattern = /^(-)?P(?:(-?\d{1,12})Y)?(?:(-?\d{1,12})M)?$/
const timePattern =
  /^(-)?P(?:(-?\d{1,12})D)?(T(?:(-?\d{1,12})H)?(?:(-?\d{1,12})M)?(?:(-?\d{1,12})(?:\.(\d{0,9}))?S)?)?$/

/** `2024-02-29`; undefined if the text or the day is none. */
export function parseDate(text: string): FeelDate | undefined {
  const parts = datePattern.exec(text)
  return parts ? FeelDate.of({ year: Number(parts[1]), month: Number(parts[2]), day: Number(parts[3]) }) : undefined
}

/** `10:20`, `10:20:30.5`, with `Z`, `+07:00` or `@Asia/Ho_Chi_Minh` behind it or without. */
export function parseTime(text: string): FeelTime | undefined {
  const parts = clockPattern.exec(text)
  if (!parts) return undefined
  const [, hour, minute, second = '0', fraction = '', place] = parts
  const zone = place === undefined ? undefined : parseZone(place.replace('@', ''))
  if (place !== undefined && !zone) return undefined
  return new FeelTime(Number(hour) * 3600 + Number(minute) * 60 + Number(second), Number(fraction.padEnd(9, '0')), zone)
}

/** A date and a time joined by T, or a date alone (midnight, local). */
export function parseDateTime(text: string): FeelDateTime | undefined {
  const at = text.indexOf('T')
  const date = parseDate(at < 0 ? text : text.slice(0, at))
  const time = at < 0 ? new FeelTime(0, 0) : parseTime(text.slice(at))
  return date && time ? FeelDateTime.of(date, time) : undefined
}

/** `P1Y2M`, `-P3M`; each number may have a sign of its own. */
export function parseYearsMonths(text: string): YearsMonthsDuration | undefined {
  const parts = monthsPattern.exec(text)
  if (!parts || (parts[2] === undefined && parts[3] === undefined)) return undefined
  const months = Number(parts[2] ?? 0) * 12 + Number(parts[3] ?? 0)
  return YearsMonthsDuration.of(parts[1] ? -months : months)
}

/** `P1DT2H`, `-PT0.5S`; each number may have a sign of its own. */
export function parseDaysTime(text: string): DaysTimeDuration | undefined {
  const parts = timePattern.exec(text)
  if (!parts || parts[3] === 'T' || (parts[2] === undefined && parts[3] === undefined)) return undefined
  const [, minus, days = '0', , hours = '0', minutes = '0', seconds = '0', fraction = ''] = parts
  const whole = Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  const nanos = Number(fraction.padEnd(9, '0')) * (seconds.startsWith('-') ? -1 : 1)
  const duration = DaysTimeDuration.of(whole, nanos)
  return minus ? duration?.negated() : duration
}

export function parseDuration(text: string): YearsMonthsDuration | DaysTimeDuration | undefined {
  return parseYearsMonths(text) ?? parseDaysTime(text)
}

/** What an at-literal means: the first of date, date and time, time and the durations that the text is. */
export function parseTemporal(
  text: string,
): FeelDate | FeelDateTime | FeelTime | YearsMonthsDuration | DaysTimeDuration | undefined {
  if (text.startsWith('P') || text.startsWith('-P')) return parseDuration(text)
  return parseDate(text) ?? (text.indexOf('T') > 0 ? parseDateTime(text) : parseTime(text))
}
