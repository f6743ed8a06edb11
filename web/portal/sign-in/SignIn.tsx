import { useState } from 'react'
import { type Session, takeSession } from '../../api/index.ts'
import { CodeStep } from './CodeStep.tsx'
import { type Challenge, PhoneStep } from './PhoneStep.tsx'

interface SignInProps {
  /** Only this number, already known; absent: any. */
  onlyPhone?: string | undefined
  /** It has come in place of what had the focus: the first field takes it. */
  takeFocus?: boolean
  /** After signing in; the page knows the session by then. */
  onSignedIn?: (session: Session) => void
}

/** Phone, then the code from the message; wherever it stands, one is there again afterwards. */
export function SignIn({ onlyPhone, takeFocus = false, onSignedIn }: SignInProps) {
  const [challenge, setChallenge] = useState<Challenge>()
  const [phone, setPhone] = useState(onlyPhone ?? '')
  if (!challenge) {
    return (
      <PhoneStep
        phone={phone}
        fixed={onlyPhone !== undefined}
        takeFocus={takeFocus}
        onPhone={setPhone}
        onSent={setChallenge}
      />
    )
  }
  return (
    <CodeStep
      phone={phone}
      challenge={challenge}
      onSentAgain={setChallenge}
      onOtherPhone={onlyPhone === undefined ? () => setChallenge(undefined) : undefined}
      onSession={(session) => {
        takeSession(session)
        onSignedIn?.(session)
      }}
    />
  )
}
