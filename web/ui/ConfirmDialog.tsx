import { type ReactNode, useEffect, useId, useRef } from 'react'
import { sharedTexts, useText } from '../i18n/index.ts'

interface ConfirmDialogProps {
  open: boolean
  title: string
  /** What the button does, as a verb. */
  act: string
  busy?: boolean
  onConfirm(): void
  onCancel(): void
  children?: ReactNode
}

/** A question that stands before everything else; Escape and "Thôi" leave all as it is. */
export function ConfirmDialog({ open, title, act, busy = false, onConfirm, onCancel, children }: ConfirmDialogProps) {
  const { t } = useText(sharedTexts)
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()
  useEffect(() => {
    const element = dialog.current
    if (open && element && !element.open) element.showModal()
    if (!open && element?.open) element.close()
  }, [open])
  return (
    <dialog className="ask-first" aria-labelledby={heading} ref={dialog} onClose={onCancel}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault()
          if (!busy) onConfirm()
        }}
      >
        <h2 id={heading}>{title}</h2>
        {children}
        <div className="acts">
          <button type="submit" className="btn main" aria-disabled={busy || undefined}>
            {act}
          </button>
          <button type="button" className="btn second" onClick={onCancel}>
            {t('cancel')}
          </button>
        </div>
      </form>
    </dialog>
  )
}
