import { DAY, type DayNumber, dayNumberOf, instantAt, MINUTE, type TimeOfDay, timeOfDay } from './local-time.ts'
import { type CalendarDefinition, type OfficeHours, type Period, readOfficeHours } from './office-hours.ts'

/**
 * Working-time arithmetic of an office. Periods are half-open: 08:00:00 is inside, 11:30:00 is outside
 * (services.md, Counting 1). Every method throws a RangeError for an invalid Date or a negative amount.
 */
export interface Calendar {
  isWorking(instant: Date): boolean
  /** Whether the instant lies in a working day, whatever the hour. */
  isWorkingDay(instant: Date): boolean
  /** The instant itself inside working hours, else the next beginning of hours. */
  nextWorking(instant: Date): Date
  /** `ms` of working time later; used up exactly at the end of a period, it ends there (Counting 3). */
  addWorkingTime(from: Date, ms: number): Date
  /** `days` working days later at the same time of day, counted from the next working instant (Counting 2). */
  addWorkingDays(from: Date, days: number): Date
  /** `days` calendar days later at the same time of day; a last day off moves to the next working day (Counting 6). */
  addCalendarDays(from: Date, days: number): Date
  /** The same time of day on this day if it is a working day, else on the next one. */
  moveToWorkingDay(instant: Date): Date
  /** Milliseconds of working time from one instant to a later one; 0 if it isn't later. */
  workingTimeBetween(from: Date, to: Date): number
  /** The same in minutes, with fractions. */
  workingMinutesBetween(from: Date, to: Date): number
  /** End of the period in which the next working instant lies: 11:30 or 16:30. */
  endOfHalfDay(instant: Date): Date
  /** End of the last period of the day in which the next working instant lies: 16:30. */
  endOfWorkingDay(instant: Date): Date
  /** Working time of one whole working day, in milliseconds. */
  readonly dayLength: number
  /** On that very day the end of the first period that ends after the time of day, else of the last one (Counting 6). */
  roundOnDay(instant: Date): Date
}

/** Throws a RangeError if the definition has no working time or can't be read. */
export function createCalendar(definition: CalendarDefinition): Calendar {
  const office = readOfficeHours(definition)
  const nextWorking = (instant: Date) => place(office, instant).instant
  const workingTimeBetween = (from: Date, to: Date) => timeBetween(office, from, to)
  return {
    dayLength: office.periods.reduce((sum, period) => sum + period.to - period.from, 0),
    isWorking: (instant) => place(office, instant).instant === instant,
    isWorkingDay: (instant) => office.isWorkingDay(dayNumberOf(instant)),
    nextWorking,
    addWorkingTime: (from, ms) => addTime(office, from, ms),
    addWorkingDays: (from, days) => {
      const start = nextWorking(from)
      let day = dayNumberOf(start)
      for (let left = counted(days); left > 0; left -= 1) day = nextWorkingDay(office, day + 1)
      return instantAt(day, timeOfDay(start))
    },
    addCalendarDays: (from, days) =>
      moveToWorkingDay(office, new Date(nextWorking(from).getTime() + counted(days) * DAY)),
    moveToWorkingDay: (instant) => moveToWorkingDay(office, instant),
    workingTimeBetween,
    workingMinutesBetween: (from, to) => workingTimeBetween(from, to) / MINUTE,
    endOfHalfDay: (instant) => {
      const { day, period } = place(office, instant)
      return instantAt(day, period.to)
    },
    endOfWorkingDay: (instant) => instantAt(place(office, instant).day, lastPeriod(office).to),
    roundOnDay: (instant) => {
      const time = timeOfDay(instant)
      return instantAt(dayNumberOf(instant), (endingAfter(office, time) ?? lastPeriod(office)).to)
    },
  }
}

interface Place {
  instant: Date
  day: DayNumber
  time: TimeOfDay
  period: Period
}

/** The next working instant (the same object if it is one) with the period in which it lies. */
function place(office: OfficeHours, instant: Date): Place {
  const day = dayNumberOf(instant)
  const time = timeOfDay(instant)
  const period = office.isWorkingDay(day) ? endingAfter(office, time) : undefined
  if (period && period.from <= time) return { instant, day, time, period }
  if (period) return { instant: instantAt(day, period.from), day, time: period.from, period }
  const next = nextWorkingDay(office, day + 1)
  const first = office.periods[0]
  return { instant: instantAt(next, first.from), day: next, time: first.from, period: first }
}

function addTime(office: OfficeHours, from: Date, ms: number): Date {
  let here = place(office, from)
  let left = amount(ms)
  for (;;) {
    const room = here.period.to - here.time
    if (left <= room) return instantAt(here.day, here.time + left)
    left -= room
    here = place(office, instantAt(here.day, here.period.to))
  }
}

function timeBetween(office: OfficeHours, from: Date, to: Date): number {
  const [first, last] = [dayNumberOf(from), dayNumberOf(to)]
  const [start, end] = [timeOfDay(from), timeOfDay(to)]
  let sum = 0
  for (let day = first; day <= last; day += 1) {
    if (!office.isWorkingDay(day)) continue
    for (const period of office.periods) {
      const begins = day === first ? Math.max(period.from, start) : period.from
      const ends = day === last ? Math.min(period.to, end) : period.to
      sum += Math.max(0, ends - begins)
    }
  }
  return sum
}

function moveToWorkingDay(office: OfficeHours, instant: Date): Date {
  return instantAt(nextWorkingDay(office, dayNumberOf(instant)), timeOfDay(instant))
}

function nextWorkingDay(office: OfficeHours, from: DayNumber): DayNumber {
  let day = from
  while (!office.isWorkingDay(day)) day += 1
  return day
}

function endingAfter(office: OfficeHours, time: TimeOfDay): Period | undefined {
  return office.periods.find((period) => time < period.to)
}

function lastPeriod(office: OfficeHours): Period {
  return office.periods.at(-1) ?? office.periods[0]
}

/** A century: what is longer is a mistake, and would keep a loop busy. */
const LONGEST_DAYS = 36_525

function counted(days: number): number {
  if (!Number.isInteger(days) || days < 0 || days > LONGEST_DAYS) throw new RangeError(`not a number of days: ${days}`)
  return days
}

function amount(ms: number): number {
  if (!Number.isFinite(ms) || ms < 0 || ms > LONGEST_DAYS * DAY) throw new RangeError(`not an amount of time: ${ms}`)
  return ms
}
