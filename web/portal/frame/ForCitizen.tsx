import { type ReactNode, useRef } from 'react'
import { type Session, useSession } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import { Failure, Skeleton, type SkeletonLine } from '../../ui/index.ts'
import { SessionEnded } from '../sign-in/SessionEnded.tsx'
import { SignIn } from '../sign-in/SignIn.tsx'
import { frameTexts } from './frame-texts.ts'

interface ForCitizenProps {
  /** The shape of what is coming. */
  skeleton: readonly SkeletonLine[]
  /** Above the sign-in: why it is needed here. */
  heading: ReactNode
  /** Around everything but the children, where those bring a page of their own. */
  frame?: (content: ReactNode) => ReactNode
  /** What an officer sees who files for a citizen at the counter; absent where the page is the citizen's alone. */
  staff?: () => ReactNode
  children: (session: Session) => ReactNode
}

/**
 * What only a signed-in citizen sees; others sign in right here. When the session ends later, what is on the page stays
 * as it is and the same person signs in above it.
 */
export function ForCitizen({ skeleton, heading, frame = (content) => content, staff, children }: ForCitizenProps) {
  const known = useSession()
  const before = useRef<Session>(undefined)
  if (known.state === 'ready' && known.session.kind === 'citizen') before.current = known.session
  const citizen = before.current
  if (citizen) {
    const ended = known.state === 'ready' && known.session.kind !== 'citizen'
    return (
      <>
        {ended && <SessionEnded phone={citizen.phone} />}
        {children(citizen)}
      </>
    )
  }
  if (known.state === 'loading') return frame(<Skeleton lines={skeleton} />)
  if (known.state === 'failed') return frame(<Failure problem={known.problem} onRetry={known.retry} whole />)
  if (known.session.kind === 'staff') return staff ? staff() : frame(<StaffHere />)
  return frame(
    <div className="prose">
      {heading}
      <SignIn />
    </div>,
  )
}

function StaffHere() {
  const { t } = useText(frameTexts)
  return (
    <div className="prose">
      <h1>{t('staffTitle')}</h1>
      <p>{t('staffRemedy')}</p>
    </div>
  )
}
