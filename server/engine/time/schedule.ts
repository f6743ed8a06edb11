import type { Repetition, Timer } from '../state/records.ts'
import { nextCron, parseCron } from './cron.ts'
import { parseDateTime } from './date-time.ts'
import { addDuration, parseDuration } from './duration.ts'

/** When a timer fires next and what comes after that. */
export interface Schedule {
  /** Milliseconds since the epoch. */
  dueDate: number
  repetition: Repetition
}

const ONCE: Repetition = { kind: 'once' }

/** Fires once, after an ISO duration; zero or negative fires at once. */
export function afterDuration(text: string, now: number): Schedule | undefined {
  const duration = parseDuration(text)
  return duration && { dueDate: addDuration(now, duration), repetition: ONCE }
}

/** Fires once, at an ISO date-time with zone; a past one fires at once. */
export function atDate(text: string): Schedule | undefined {
  const dueDate = parseDateTime(text, { zoneRequired: true })
  return dueDate === undefined ? undefined : { dueDate, repetition: ONCE }
}

/** As atDate; a date-time without zone is reckoned in the engine's. */
export function atLocalDate(text: string): Schedule | undefined {
  const dueDate = parseDateTime(text)
  return dueDate === undefined ? undefined : { dueDate, repetition: ONCE }
}

/**
 * Fires again and again: `R[n]/[start/]duration` (`R/` = endless; first due = start if in the future, else now +
 * duration), or a cron expression in the engine's zone. Undefined if the text is neither.
 */
export function byCycle(text: string, now: number): Schedule | undefined {
  if (!text.startsWith('R')) {
    const cron = parseCron(text)
    const dueDate = cron && nextCron(cron, now)
    return dueDate === undefined ? undefined : { dueDate, repetition: { kind: 'cron', expression: text } }
  }
  const [repeat, ...rest] = text.split('/')
  const interval = rest.at(-1)
  const duration = interval === undefined ? undefined : parseDuration(interval)
  if (!/^R(-1|\d*)$/.test(repeat ?? '') || !interval || !duration || rest.length > 2) return undefined
  const start = rest.length === 2 ? parseDateTime(rest[0] ?? '') : now
  if (start === undefined) return undefined
  const count = repeat === 'R' || repeat === 'R-1' ? undefined : Number(repeat?.slice(1))
  const dueDate = start > now ? start : addDuration(now, duration)
  if (count === undefined) return { dueDate, repetition: { kind: 'interval', interval } }
  return { dueDate, repetition: { kind: 'interval', interval, left: count - 1 } }
}

/** The next round of a timer that fired: last due + interval, but if that is past, now + interval. */
export function nextFiring({ dueDate, repetition }: Timer, now: number): Schedule | undefined {
  if (repetition.kind === 'once') return undefined
  if (repetition.kind === 'cron') {
    const cron = parseCron(repetition.expression)
    const next = cron && nextCron(cron, now)
    return next === undefined ? undefined : { dueDate: next, repetition }
  }
  if (repetition.left !== undefined && repetition.left < 1) return undefined
  const duration = parseDuration(repetition.interval)
  if (!duration) return undefined
  const regular = addDuration(dueDate, duration)
  return {
    dueDate: regular < now ? addDuration(now, duration) : regular,
    repetition: repetition.left === undefined ? repetition : { ...repetition, left: repetition.left - 1 },
  }
}
