import { parseTimeOfDay } from './local-time.ts'

/** How long a dossier or a step may take. */
export type TimeLimit =
  /** The same working day; what starts after the second `cutoff` (`HH:MM`) is due on the next one. */
  { unit: 'same-day'; cutoff: string } | { unit: CountedUnit; value: number }

export type CountedUnit = 'working-day' | 'calendar-day' | 'working-hour'

/** In sums of step limits a working day counts as 8 hours, whatever the office's hours (services.md, Counting 3). */
const NOMINAL_HOURS: Readonly<Record<CountedUnit, number>> = { 'working-hour': 1, 'working-day': 8, 'calendar-day': 8 }

/**
 * Reads a limit as diagrams write it: `4 working-hours`, `1 working-day`, `15 calendar-days`, `same-day 15:00`
 * (`same-day` alone has the cutoff 15:00). Undefined for anything else.
 */
export function parseLimit(text: string): TimeLimit | undefined {
  const sameDay = /^same-day(?: (\d{2}:\d{2}))?$/.exec(text)
  if (sameDay) {
    const cutoff = sameDay[1] ?? '15:00'
    return parseTimeOfDay(cutoff) === undefined ? undefined : { unit: 'same-day', cutoff }
  }
  const counted = /^(\d{1,4}) (working-day|calendar-day|working-hour)s?$/.exec(text)
  return counted && isCountedUnit(counted[2]) ? { unit: counted[2], value: Number(counted[1]) } : undefined
}

/** Hours by which step limits are added up; undefined for a same-day limit, which isn't a length. */
export function nominalHours(limit: TimeLimit): number | undefined {
  return limit.unit === 'same-day' ? undefined : limit.value * NOMINAL_HOURS[limit.unit]
}

function isCountedUnit(text: string | undefined): text is CountedUnit {
  return text !== undefined && Object.hasOwn(NOMINAL_HOURS, text)
}
