/** Working time, days off and the dossier's clock. Pure, and the same in the browser as on the server. */
export { type ClockFacts, type DossierClock, readDossierClock } from './dossier-clock.ts'
export {
  DAY,
  type Day,
  type DayNumber,
  dayFromNumber,
  dayNumberOf,
  dayOf,
  daysInMonth,
  HOUR,
  instantAt,
  MINUTE,
  parseDay,
  parseTimeOfDay,
  type TimeOfDay,
  timeOfDay,
  weekdayOf,
} from './local-time.ts'
export { type NamedPeriod, type NamedPeriodRule, type NamedPeriods, namedPeriods } from './named-periods.ts'
export type { CalendarDefinition, DayKind } from './office-hours.ts'
export { type CountedUnit, nominalHours, parseLimit, type TimeLimit } from './time-limit.ts'
export { formatDay, formatInstant, formatTime, type Language } from './words.ts'
export { type Calendar, createCalendar } from './working-time.ts'
