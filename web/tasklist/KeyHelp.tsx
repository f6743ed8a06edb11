import { useEffect, useRef } from 'react'
import { sharedTexts, useText } from '../i18n/index.ts'
import { deskTexts } from './desk-texts.ts'

/** All keys of the desk. */
export function KeyHelp({ open, onClose }: { open: boolean; onClose(): void }) {
  const { t } = useText(deskTexts)
  const { t: shared } = useText(sharedTexts)
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (open) dialog.current?.showModal()
    else dialog.current?.close()
  }, [open])
  const keys = [
    ['j  k', t('keyNext')],
    ['Enter', t('keyOpen')],
    ['1 – 4', t('keyParts')],
    ['c', t('keyClaim')],
    ['a – z', t('keyLetter')],
    ['Ctrl K', t('keySearch')],
    ['Esc', t('keyEsc')],
  ] as const
  return (
    <dialog className="ask-first" aria-labelledby="keys" ref={dialog} onClose={onClose}>
      <h2 id="keys">{t('keys')}</h2>
      <dl className="keys-help">
        {keys.map(([key, says]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
      <button type="button" className="btn" onClick={onClose}>
        {shared('close')}
      </button>
    </dialog>
  )
}
