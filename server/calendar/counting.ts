import { DAY, HOUR, parseTimeOfDay, timeOfDay } from './local-time.ts'
import type { CountedUnit, TimeLimit } from './time-limit.ts'
import type { Calendar } from './working-time.ts'

/**
 * How one kind of limit is counted. `left` is the part of the limit that isn't used up, in milliseconds of what
 * the limit counts: working time, or elapsed time for calendar days.
 */
export interface Counting {
  /** What is left at the start. */
  readonly whole: number
  /** The deadline if the clock runs on from here without a stop; not yet rounded. */
  deadline(from: Date, left: number): Date
  /** A deadline moved by an extension. */
  extended(deadline: Date, added: number): Date
  /** What is left when the clock stops; never less than 0. `extra` = what extensions have added. */
  leftAt(stop: Date, deadline: Date, extra: number): number
  /** The last instant in time, before rounding to the half-day. */
  due(deadline: Date): Date
  /** What the citizen is told. */
  appointment(deadline: Date): Date
}

/** Counting of a limit; every instant given to it has already been moved into working hours (rule 1). */
export function countingOf(calendar: Calendar, limit: TimeLimit): Counting {
  return limit.unit === 'same-day' ? sameDay(calendar, limit.cutoff) : COUNTED[limit.unit](calendar, limit.value)
}

/**
 * An extension in milliseconds of what the limit counts. Throws a RangeError where the two can't be added:
 * working time to calendar days, or the other way round.
 */
export function extensionOf(calendar: Calendar, limit: TimeLimit, unit: CountedUnit, value: number): number {
  if ((limit.unit === 'calendar-day') !== (unit === 'calendar-day')) {
    throw new RangeError(`a limit in ${limit.unit}s can't be extended in ${unit}s`)
  }
  return lengthOf(calendar, unit, value)
}

function lengthOf(calendar: Calendar, unit: CountedUnit, value: number): number {
  return value * { 'working-day': calendar.dayLength, 'calendar-day': DAY, 'working-hour': HOUR }[unit]
}

const COUNTED: Readonly<Record<CountedUnit, (calendar: Calendar, value: number) => Counting>> = {
  // All working days are equally long, so n of them later at the same time of day is n times their length (rule 2).
  'working-day': (calendar, value) => ({
    whole: lengthOf(calendar, 'working-day', value),
    deadline: (from, left) => calendar.nextWorking(calendar.addWorkingTime(from, left)),
    extended: (deadline, added) => calendar.nextWorking(calendar.addWorkingTime(deadline, added)),
    leftAt: (stop, deadline) => calendar.workingTimeBetween(stop, deadline),
    due: (deadline) => deadline,
    appointment: (deadline) => calendar.endOfHalfDay(deadline),
  }),
  'working-hour': (calendar, value) => ({
    whole: lengthOf(calendar, 'working-hour', value),
    deadline: (from, left) => calendar.addWorkingTime(from, left),
    extended: (deadline, added) => calendar.addWorkingTime(deadline, added),
    leftAt: (stop, deadline) => calendar.workingTimeBetween(stop, deadline),
    due: (deadline) => deadline,
    appointment: (deadline) => deadline,
  }),
  // The move off a day off comes once, at the end, with the pauses included (rule 6).
  'calendar-day': (calendar, value) => ({
    whole: lengthOf(calendar, 'calendar-day', value),
    deadline: (from, left) => new Date(from.getTime() + left),
    extended: (deadline, added) => new Date(deadline.getTime() + added),
    leftAt: (stop, deadline) => Math.max(0, deadline.getTime() - stop.getTime()),
    due: (deadline) => calendar.moveToWorkingDay(deadline),
    appointment: (deadline) => calendar.roundOnDay(calendar.moveToWorkingDay(deadline)),
  }),
}

/** Rule 4: each resumption makes the limit anew; only what extensions added is carried over. */
function sameDay(calendar: Calendar, cutoff: string): Counting {
  const latest = parseTimeOfDay(cutoff)
  if (latest === undefined) throw new RangeError(`not a time of day: ${cutoff}`)
  // A deadline at 16:30 stays there: nothing added must not carry it into the next morning.
  const extended = (deadline: Date, added: number) =>
    added === 0 ? deadline : calendar.addWorkingTime(deadline, added)
  return {
    whole: 0,
    deadline: (from, left) => {
      // The whole second of the cutoff is in time, as its print on the receipt says.
      const inTime = Math.floor(timeOfDay(from) / 1000) * 1000 <= latest
      return extended(calendar.endOfWorkingDay(inTime ? from : calendar.addWorkingDays(from, 1)), left)
    },
    extended,
    leftAt: (_stop, _deadline, extra) => extra,
    due: (deadline) => deadline,
    appointment: (deadline) => deadline,
  }
}
