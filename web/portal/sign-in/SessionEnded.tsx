import { useEffect, useRef } from 'react'
import { phoneNumber, useText } from '../../i18n/index.ts'
import { SignIn } from './SignIn.tsx'
import { signInTexts } from './sign-in-texts.ts'

/** Stands before the page when its session has ended; the same person goes on where they were. */
export function SessionEnded({ phone }: { phone: string | undefined }) {
  const { t } = useText(signInTexts)
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (dialog.current && !dialog.current.open) dialog.current.showModal()
  }, [])
  return (
    // What is behind it can't be saved without a session, so it can't be put aside.
    <dialog
      className="ask-first"
      aria-labelledby="session-ended"
      ref={dialog}
      onCancel={(event) => event.preventDefault()}
    >
      <h2 id="session-ended">{t('endedTitle')}</h2>
      <p>{t('endedHow', { phone: phoneNumber(phone ?? '') })}</p>
      <SignIn onlyPhone={phone} />
    </dialog>
  )
}
