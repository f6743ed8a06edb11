/** Until when a request may be answered: a term in days ends with its last day, so that "before the 13th" means all of it. */
import { type Calendar, dayNumberOf, HOUR, instantAt, type TimeLimit } from '#calendar'

const LAST_SECOND = 24 * HOUR - 1000

export function requestDue(calendar: Calendar, limit: TimeLimit, from: Date): Date {
  if (limit.unit === 'same-day') return calendar.endOfWorkingDay(from)
  if (limit.unit === 'working-hour') return calendar.addWorkingTime(from, limit.value * HOUR)
  if (limit.unit === 'working-day') return calendar.endOfWorkingDay(calendar.addWorkingDays(from, limit.value))
  // Civil Code art. 148: the term ends at midnight of its last day; a last day off moves to the next working day.
  return instantAt(dayNumberOf(calendar.addCalendarDays(from, limit.value)), LAST_SECOND)
}
