/** What an officer has typed for a task that is not decided yet; kept while the page is open, also over other tasks. */
import { useCallback, useState } from 'react'
import type { TaskView } from '../api/index.ts'

export interface DecisionDraft {
  answers: { [key: string]: unknown }
  reason: string
  /** Grows when answers are put in from outside of the form, so that the form is drawn anew. */
  filled: number
}

/** One point of a letter that asks the citizen for more, as the task forms have it. */
export interface LetterItem {
  path?: string
  reason: string
  remedy: string
  ground: string
}

const kept = new Map<string, DecisionDraft>()

export function useDecisionDraft(view: TaskView) {
  const { id } = view.row
  const [draft, setDraft] = useState<DecisionDraft>(
    () => kept.get(id) ?? { answers: { ...view.formInput }, reason: '', filled: 0 },
  )
  const change = useCallback(
    (part: Partial<DecisionDraft>) =>
      setDraft((before) => {
        const next = { ...before, ...part }
        kept.set(id, next)
        return next
      }),
    [id],
  )
  return { draft, change }
}

/** Done: what was typed has become a decision. */
export function forgetDraft(task: string): void {
  kept.delete(task)
}

const said = (text: string | null) => text ?? '–'

/** A point that differs from the register, or a rule that failed, as a point of the letter. */
export function letterItem(
  view: TaskView,
  from: { path?: string | undefined; rule?: string | undefined },
): LetterItem | undefined {
  const compared = view.comparisons.find(({ path }) => path === from.path)
  if (compared) {
    return {
      path: compared.path,
      reason: `Đơn ghi ${said(compared.form)}; cơ sở dữ liệu ghi ${said(compared.register)}.`,
      remedy: 'Sửa lại trong đơn, hoặc gửi giấy tờ chứng minh.',
      ground: view.checks.find(({ result }) => result === 'fail')?.ground ?? '',
    }
  }
  const rule = view.checks.find((check) => check.rule === from.rule)
  return rule && { reason: `Chưa đạt: ${rule.name.vi}.`, remedy: '', ground: rule.ground }
}

/** All that stands against the case and that the citizen can mend. */
export function proposedItems(view: TaskView): LetterItem[] {
  const differing = view.comparisons.filter(({ verdict }) => verdict === 'differs').map(({ path }) => ({ path }))
  const failed = view.checks
    .filter(({ result, onFail }) => result === 'fail' && onFail === 'supplement')
    .map(({ rule }) => ({ rule }))
  return [...differing, ...failed].flatMap((from) => letterItem(view, from) ?? [])
}

/** The points typed so far; rows nobody has touched are none. */
export function itemsOf(draft: DecisionDraft): { [key: string]: unknown }[] {
  const { items } = draft.answers
  return Array.isArray(items) ? items.filter((item) => typeof item === 'object' && item !== null && hasText(item)) : []
}

function hasText(item: object): boolean {
  return Object.values(item).some((value) => value !== '' && value !== null && value !== undefined)
}
