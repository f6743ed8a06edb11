import { HOUR, MINUTE } from '#calendar'
import type { TaskRow } from '../api/index.ts'
import { clockTime, instantOf, type Say, shortDay } from '../i18n/index.ts'
import type { IconName } from '../ui/index.ts'
import type { deskTexts } from './desk-texts.ts'

type Words = Say<typeof deskTexts>
type Urgency = TaskRow['urgency']

const DAY_LENGTH = 24 * HOUR

/** Class and shape of an urgency; the word stands beside. */
export const urgencies: { readonly [urgency in Urgency]: { tone: string; icon: IconName } } = {
  late: { tone: 'late', icon: 'alert' },
  soon: { tone: 'soon', icon: 'clock' },
  'on-time': { tone: '', icon: 'dot' },
  waiting: { tone: 'wait', icon: 'wait' },
}

export interface Due {
  dueAt: string | null
  stepDueAt: string | null
  urgency: Urgency
}

/** The instant that counts for a task: the dossier's appointment, before there is one the step's own. */
export function dueOf({ dueAt, stepDueAt }: Pick<Due, 'dueAt' | 'stepDueAt'>): string | null {
  return dueAt ?? stepDueAt
}

/** `2 giờ 20 phút`, `3 ngày`: two units at most, the second only below a day. */
export function lengthInWords(milliseconds: number, t: Words): string {
  const days = Math.floor(milliseconds / DAY_LENGTH)
  if (days > 0) return t('days', { n: days })
  const hours = Math.floor(milliseconds / HOUR)
  const minutes = Math.floor((milliseconds % HOUR) / MINUTE)
  if (hours === 0) return t('minutes', { n: Math.max(1, minutes) })
  return minutes === 0 ? t('hours', { n: hours }) : `${t('hours', { n: hours })} ${t('minutes', { n: minutes })}`
}

/** For a row of the list: `16:30`, `15/12, 11:30`, `trễ 2 giờ`. */
export function dueInList(row: Due & { status: TaskRow['status'] }, now: Date, t: Words): string {
  const due = dueOf(row)
  if (due === null) return ''
  if (row.urgency === 'late') return t('lateBy', { time: lengthInWords(now.getTime() - instantOf(due).getTime(), t) })
  if (shortDay(due) === shortDay(now)) return clockTime(due)
  return `${shortDay(due).slice(0, 5)}, ${clockTime(due)}`
}

/** For the head of a case: `Hạn 16:30 hôm nay, còn 2 giờ 20 phút`. */
export function dueInHead(row: Due, now: Date, t: Words): string {
  const due = dueOf(row)
  if (row.urgency === 'waiting') return t('paused')
  if (due === null) return t('noDue')
  const apart = instantOf(due).getTime() - now.getTime()
  const at =
    shortDay(due) === shortDay(now)
      ? t('dueToday', { time: clockTime(due) })
      : t('dueAt', { at: `${shortDay(due)}, ${clockTime(due)}` })
  return `${at}, ${apart < 0 ? t('lateBy', { time: lengthInWords(-apart, t) }) : t('left', { time: lengthInWords(apart, t) })}`
}
