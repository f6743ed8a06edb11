/** The time that decisions are made by. Passed in everywhere; nothing else reads the time for a decision. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock that runs beside the real one, shifted so that it showed `start` when it was made. */
export function shiftedClock(start: Date): Clock {
  const offset = start.getTime() - Date.now()
  return { now: () => new Date(Date.now() + offset) }
}

const CITY_OFFSET_MS = 7 * 3_600_000

/** The calendar day in Asia/Ho_Chi_Minh (UTC+7 without daylight saving since 1975), `YYYY-MM-DD`. */
export function cityDay(at: Date): string {
  return new Date(at.getTime() + CITY_OFFSET_MS).toISOString().slice(0, 10)
}

/** A day of the city as the `date` column holds it: midnight UTC of that calendar day. */
export function dateColumn(day: string): Date {
  return new Date(`${day}T00:00:00Z`)
}

/** ISO text with the city's offset, as diagrams carry instants. */
export function cityInstant(at: Date): string {
  return `${new Date(at.getTime() + CITY_OFFSET_MS).toISOString().slice(0, 23)}+07:00`
}
