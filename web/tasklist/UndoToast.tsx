import { useEffect, useState } from 'react'
import { instantOf, useText } from '../i18n/index.ts'
import { Failure } from '../ui/index.ts'
import { deskTexts } from './desk-texts.ts'
import { useTaskActs } from './task-queries.ts'
import { useNow } from './use-now.ts'

export interface Undoable {
  task: string
  name: string
  label: string
  /** Until when it may be undone; null: not any more. */
  until: string | null
}

/** Says what was decided and offers the way back while there is one. */
export function UndoToast({ of, onGone, onUndone }: { of: Undoable; onGone(): void; onUndone(task: string): void }) {
  const { t } = useText(deskTexts)
  const now = useNow(500)
  const { undo } = useTaskActs(of.task)
  const [shownUntil] = useState(() => now.getTime() + 5_000)
  const until = of.until === null ? 0 : instantOf(of.until).getTime()
  const left = Math.ceil((until - now.getTime()) / 1000)
  const over = left <= 0 && now.getTime() > shownUntil && !undo.isPending && undo.error === null
  useEffect(() => {
    if (over) onGone()
  }, [over, onGone])
  return (
    <div className="toast" role="status">
      <span>{t('decided', { label: of.label, name: of.name })}</span>
      {left > 0 && !undo.error && (
        <>
          <button
            type="button"
            className="btn"
            aria-disabled={undo.isPending || undefined}
            onClick={() => undo.mutate(undefined, { onSuccess: () => onUndone(of.task) })}
          >
            {t('undo')}
          </button>
          <span className="small" aria-hidden="true">
            {t('undoneIn', { n: left })}
          </span>
        </>
      )}
      {undo.error && <Failure problem={undo.error} onRetry={onGone} takeFocus />}
    </div>
  )
}
