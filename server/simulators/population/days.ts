/** Calendar days as whole numbers since 1 January 1970, so that thousands of them stay small. */
const msADay = 86_400_000

export function dayOf(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / msADay
}

/** `YYYY-MM-DD`. */
export function isoDay(day: number): string {
  return new Date(day * msADay).toISOString().slice(0, 10)
}

export function fromIsoDay(iso: string): number {
  return Date.parse(`${iso}T00:00:00Z`) / msADay
}

/** By arithmetic, because it is asked a hundred thousand times while a population is made. */
export function yearOf(day: number): number {
  // Days since 1 March of the year 0, in cycles of 400 years of 146,097 days.
  const shifted = day + 719_468
  const cycle = Math.floor(shifted / 146_097)
  const inCycle = shifted - cycle * 146_097
  const year = Math.floor(
    (inCycle - Math.floor(inCycle / 1_460) + Math.floor(inCycle / 36_524) - Math.floor(inCycle / 146_096)) / 365,
  )
  const inYear = inCycle - (365 * year + Math.floor(year / 4) - Math.floor(year / 100))
  // January and February are the last months of such a year.
  return cycle * 400 + year + (inYear >= 306 ? 1 : 0)
}

/** 1 on 1 January. */
export function dayInYear(day: number): number {
  return day - dayOf(yearOf(day), 1, 1) + 1
}

/** The day so many years on, roughly: enough for lives, not for law. */
export function yearsAfter(day: number, years: number): number {
  return day + Math.round(years * 365.25)
}
