/** A day of the city, `YYYY-MM-DD`. */
export type Day = string & { readonly brand?: 'day' }

/** Days since 1970-01-01 in the city's zone. */
export type DayNumber = number

/** Milliseconds since the city's midnight. */
export type TimeOfDay = number

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/**
 * Asia/Ho_Chi_Minh has kept UTC+7 without summer time since 13 June 1975. A fixed offset gives the same answer
 * in every browser and under every TZ.
 */
const OFFSET = 7 * HOUR

/** The day of the city in which an instant lies. */
export function dayNumberOf(instant: Date): DayNumber {
  return Math.floor((timeOf(instant) + OFFSET) / DAY)
}

/** Milliseconds since that day's midnight. */
export function timeOfDay(instant: Date): TimeOfDay {
  return timeOf(instant) + OFFSET - dayNumberOf(instant) * DAY
}

export function instantAt(day: DayNumber, time: TimeOfDay): Date {
  return new Date(day * DAY + time - OFFSET)
}

/** The day `YYYY-MM-DD` on the city's calendar. */
export function dayOf(instant: Date): Day {
  return dayFromNumber(dayNumberOf(instant))
}

export function dayFromNumber(day: DayNumber): Day {
  const date = new Date(day * DAY)
  if (Number.isNaN(date.getTime())) throw new RangeError('a day outside the calendar')
  const year = date.getUTCFullYear()
  if (year < 0 || year > 9999) throw new RangeError(`year ${year} has no form YYYY`)
  return date.toISOString().slice(0, 10)
}

/** Reads `YYYY-MM-DD`; undefined for anything else, also for 2017-02-30. Years 0001 to 9999. */
export function parseDay(text: string): DayNumber | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!parts) return undefined
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined
  // setUTCFullYear, because Date.UTC takes the years 0 to 99 for 1900 to 1999.
  return Math.round(new Date(0).setUTCFullYear(year, month - 1, day) / DAY)
}

/** Reads `HH:MM`, `24:00` for the end of a day. */
export function parseTimeOfDay(text: string): TimeOfDay | undefined {
  const parts = /^(\d{2}):(\d{2})$/.exec(text)
  if (!parts) return undefined
  const time = Number(parts[1]) * HOUR + Number(parts[2]) * MINUTE
  return Number(parts[2]) < 60 && time <= DAY ? time : undefined
}

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export function weekdayOf(day: DayNumber): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function timeOf(instant: Date): number {
  const time = instant.getTime()
  if (Number.isNaN(time)) throw new RangeError('not an instant')
  return time
}
