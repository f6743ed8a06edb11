/** When a step's own limit ends. Step limits are targets; the appointment is the dossier's. */
import { type Calendar, HOUR, type TimeLimit } from '#calendar'

const deadline: { [unit in TimeLimit['unit']]: (calendar: Calendar, value: number, from: Date) => Date } = {
  'working-hour': (calendar, value, from) => calendar.addWorkingTime(from, value * HOUR),
  'working-day': (calendar, value, from) => calendar.addWorkingDays(from, value),
  'calendar-day': (calendar, value, from) => calendar.addCalendarDays(from, value),
  'same-day': (calendar, _, from) => calendar.endOfWorkingDay(from),
}

export function stepDeadline(calendar: Calendar, limit: TimeLimit, from: Date): Date {
  return deadline[limit.unit](calendar, limit.unit === 'same-day' ? 0 : limit.value, from)
}
