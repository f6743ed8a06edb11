import type { ReactNode } from 'react'
import { Navigate, useLocation } from 'react-router'
import { type Session, useSession } from '../api/index.ts'
import { sharedTexts, useText } from '../i18n/index.ts'
import { Failure, Skeleton } from '../ui/index.ts'
import { deskTexts } from './desk-texts.ts'

export type Person = NonNullable<Session['person']>

/** Shows a page of the desk to staff; others are led to the sign-in, and back afterwards. */
export function StaffOnly({ children }: { children: (person: Person) => ReactNode }) {
  const { t } = useText(deskTexts)
  const { t: shared } = useText(sharedTexts)
  const known = useSession()
  const { pathname, search } = useLocation()
  if (known.state === 'loading')
    return (
      <main className="page">
        <Skeleton lines={['title', 'wide', 'wide', 'half']} />
      </main>
    )
  if (known.state === 'failed')
    return (
      <main className="page">
        <Failure problem={known.problem} onRetry={known.retry} />
      </main>
    )
  const { session } = known
  if (session.kind === 'staff' && session.person) return children(session.person)
  const signIn = `/dang-nhap?${new URLSearchParams({ next: pathname + search })}`
  if (session.kind === 'nobody') return <Navigate to={signIn} replace />
  return (
    <main className="page">
      <h1>{t('notStaff')}</h1>
      <p>{t('notStaffRemedy')}</p>
      <p>
        <a className="btn main" href={`/can-bo${signIn}`}>
          {shared('signIn')}
        </a>
      </p>
    </main>
  )
}
