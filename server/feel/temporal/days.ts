/** Days and years of the proleptic Gregorian calendar; a day is counted from 1970-01-01. */
export interface YearMonthDay {
  year: number
  /** 1 to 12. */
  month: number
  /** 1 to 31. */
  day: number
}

/** Java's LocalDate, and so feel-scala, knows years up to this. */
export const lastYear = 999_999_999

/** After Howard Hinnant's days_from_civil. */
export function dayNumber({ year, month, day }: YearMonthDay): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

export function yearMonthDay(dayNumber: number): YearMonthDay {
  const z = dayNumber + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return { year, month, day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1 }
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

export function isDay({ year, month, day }: YearMonthDay): boolean {
  return (
    [year, month, day].every(Number.isInteger) &&
    Math.abs(year) <= lastYear &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth(year, month)
  )
}

/** The same day of the month `months` later; a day that the month lacks becomes its last (31 Jan + 1 = 28 or 29 Feb). */
export function plusMonths(dayNumber_: number, months: number): number {
  const from = yearMonthDay(dayNumber_)
  const total = from.year * 12 + from.month - 1 + months
  const year = Math.floor(total / 12)
  const month = total - year * 12 + 1
  return dayNumber({ year, month, day: Math.min(from.day, daysInMonth(year, month)) })
}

/** Whole months from one day to another, negative backwards; as Java's Period.between counts them. */
export function monthsBetween(from: number, to: number): number {
  const start = yearMonthDay(from)
  const end = yearMonthDay(to)
  const months = (end.year - start.year) * 12 + end.month - start.month
  const days = end.day - start.day
  if (months > 0 && days < 0) return months - 1
  return months < 0 && days > 0 ? months + 1 : months
}

/** 1 is Monday, 7 Sunday. */
export function weekday(dayNumber: number): number {
  const fromThursday = (dayNumber + 3) % 7
  return (fromThursday < 0 ? fromThursday + 7 : fromThursday) + 1
}
