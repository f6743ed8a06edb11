import { type Counting, countingOf, extensionOf } from './counting.ts'
import type { CountedUnit, TimeLimit } from './time-limit.ts'
import type { Calendar } from './working-time.ts'

/** The facts that move a dossier's clock, in any order. */
export interface ClockFacts {
  limit: TimeLimit
  /** When the one-stop officer accepted; undefined before. */
  acceptedAt?: Date | undefined
  /** Waits for the citizen; `to` undefined while it lasts. */
  pauses?: readonly { from: Date; to?: Date | undefined; kind?: string }[]
  /** Time that the law adds (verification, consultation), from the instant it is used. */
  extensions?: readonly { at: Date; unit: CountedUnit; value: number }[]
  /** When the result was available, or the dossier was closed. */
  stoppedAt?: Date | undefined
}

/** What the clock shows. `left` and `remaining` are milliseconds. */
export type DossierClock =
  | { state: 'not-started' }
  | (Counted & {
      state: 'running'
      /** Working time until the appointment; 0 when it is past. */
      remaining: number
      late: boolean
    })
  | (Counted & {
      /** `due` and `appointment` are those that stood when the clock stopped; they move with the resumption. */
      state: 'paused'
      pausedAt: Date
      /** What is left of the limit: working time, or elapsed time for calendar days. */
      left: number
    })
  | (Counted & { state: 'stopped'; stoppedAt: Date; late: boolean })

interface Counted {
  /** When counting began: the acceptance, or the next beginning of hours. */
  startedAt: Date
  /** The deadline by the letter of the limit. */
  due: Date
  /** The deadline that the citizen is told: the end of its half-day (not rounded for working hours). */
  appointment: Date
}

/**
 * Reads a dossier's clock at `now` by the six rules of "Counting" (services.md). Pure: the same facts give the same
 * answer, in whatever order they are listed.
 */
export function readDossierClock(calendar: Calendar, facts: ClockFacts, now: Date): DossierClock {
  if (!facts.acceptedAt) return { state: 'not-started' }
  const startedAt = calendar.nextWorking(facts.acceptedAt)
  const counting = countingOf(calendar, facts.limit)
  const end = facts.stoppedAt
  let run: Run = { deadline: counting.deadline(startedAt, counting.whole), extra: 0, paused: undefined }
  for (const move of movesOf(calendar, facts, startedAt)) {
    if (!end || move.at < end) run = MOVES[move.kind](counting, run, move)
  }
  const counted = {
    startedAt,
    due: counting.due(run.deadline),
    appointment: counting.appointment(run.deadline),
  }
  if (end) {
    // Closed during a wait for the citizen: the office isn't late, however long the wait was.
    return { ...counted, state: 'stopped', stoppedAt: end, late: !run.paused && end > counted.appointment }
  }
  if (run.paused) return { ...counted, state: 'paused', pausedAt: run.paused.at, left: run.paused.left }
  return {
    ...counted,
    state: 'running',
    remaining: calendar.workingTimeBetween(now, counted.appointment),
    late: now > counted.appointment,
  }
}

interface Run {
  /** Not yet rounded. */
  deadline: Date
  /** What extensions have added. */
  extra: number
  paused: { at: Date; left: number } | undefined
}

interface Move {
  at: Date
  kind: 'stop' | 'resume' | 'extend'
  /** Milliseconds of an extension. */
  added: number
}

const MOVES: Readonly<Record<Move['kind'], (counting: Counting, run: Run, move: Move) => Run>> = {
  stop: (counting, run, { at }) =>
    // Rule 5: a pause counts if it begins before the appointment as it then stands.
    at < counting.appointment(run.deadline)
      ? { ...run, paused: { at, left: counting.leftAt(at, run.deadline, run.extra) } }
      : run,
  resume: (counting, run, { at }) =>
    run.paused ? { ...run, deadline: counting.deadline(at, run.paused.left), paused: undefined } : run,
  extend: (counting, run, { added }) => {
    const extra = run.extra + added
    if (run.paused) return { ...run, extra, paused: { ...run.paused, left: run.paused.left + added } }
    return { ...run, extra, deadline: counting.extended(run.deadline, added) }
  },
}

/** Stops, resumptions and extensions in their order. */
function movesOf(calendar: Calendar, facts: ClockFacts, startedAt: Date): Move[] {
  const stops = mergedPauses(calendar, facts.pauses ?? [], startedAt).flatMap(({ from, to }): Move[] => [
    { at: from, kind: 'stop', added: 0 },
    ...(to ? [{ at: to, kind: 'resume' as const, added: 0 }] : []),
  ])
  const extensions = (facts.extensions ?? []).map(
    ({ at, unit, value }): Move => ({ at, kind: 'extend', added: extensionOf(calendar, facts.limit, unit, value) }),
  )
  return [...stops, ...extensions].sort((a, b) => a.at.getTime() - b.at.getTime())
}

interface Pause {
  from: Date
  to: Date | undefined
}

/** Pauses by rule 1 and 5: at the beginnings of hours, without the part before the start, overlapping ones as one. */
function mergedPauses(calendar: Calendar, pauses: NonNullable<ClockFacts['pauses']>, startedAt: Date): Pause[] {
  const effective = pauses
    .map(({ from, to }) => ({
      from: later(calendar.nextWorking(from), startedAt),
      to: to && calendar.nextWorking(to),
    }))
    .filter(({ from, to }) => !to || from < to)
    .sort((a, b) => a.from.getTime() - b.from.getTime())
  const merged: Pause[] = []
  for (const pause of effective) {
    const last = merged.at(-1)
    if (!last || (last.to && last.to < pause.from)) merged.push({ ...pause })
    else if (last.to) last.to = pause.to && later(last.to, pause.to)
  }
  return merged
}

function later(a: Date, b: Date): Date {
  return a < b ? b : a
}
