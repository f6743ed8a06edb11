import type { TaskRow } from '../api/index.ts'
import { longDay, type Say, shortDay } from '../i18n/index.ts'
import type { deskTexts } from './desk-texts.ts'
import { dueOf } from './due-words.ts'

export interface TaskGroup {
  key: 'late' | 'today' | 'later' | 'undated' | 'waiting'
  rows: TaskRow[]
}

const order = ['late', 'today', 'later', 'undated', 'waiting'] as const

/** Late, today, later, without a date, waiting: in this order, empty ones left out, rows as they came. */
export function groupTasks(rows: readonly TaskRow[], now: Date): TaskGroup[] {
  const today = shortDay(now)
  const keyOf = (row: TaskRow): TaskGroup['key'] => {
    if (row.urgency === 'late' || row.urgency === 'waiting') return row.urgency
    const due = dueOf(row)
    if (due === null) return 'undated'
    return shortDay(due) === today ? 'today' : 'later'
  }
  return order
    .map((key) => ({ key, rows: rows.filter((row) => keyOf(row) === key) }))
    .filter((group) => group.rows.length > 0)
}

export function groupTitle(
  group: TaskGroup,
  now: Date,
  { t, language }: { t: Say<typeof deskTexts>; language: 'vi' | 'en' },
): string {
  const titles: { readonly [key in TaskGroup['key']]: string } = {
    late: t('groupLate'),
    today: t('groupToday', {
      day: longDay(now, language)
        .replace(/\/\d{4}$/, '')
        .replace(', ', ' '),
    }),
    later: t('groupLater'),
    undated: t('groupUndated'),
    waiting: t('groupWaiting'),
  }
  return `${titles[group.key]} · ${group.rows.length}`
}
