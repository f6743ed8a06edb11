import { useEffect, useSyncExternalStore } from 'react'
import { type ApiProblem, asProblem, problemOf } from './api-problem.ts'
import { send } from './send.ts'
import type { Session } from './types.ts'

/** Who is signed in, as far as the page knows. */
export type KnownSession =
  | { state: 'loading' }
  | { state: 'failed'; problem: ApiProblem; retry(): void }
  | { state: 'ready'; session: Session }

let known: KnownSession = { state: 'loading' }
let asked: Promise<Session> | undefined
/** The platform's clock less the page's, in milliseconds. */
let ahead = 0
const listeners = new Set<() => void>()

/** The session; asked for once a page. Rejects with an `ApiProblem`. */
export function readSession(): Promise<Session> {
  asked ??= askSession().then(takeSession, (error: unknown) => {
    asked = undefined
    tell({ state: 'failed', problem: asProblem(error), retry: () => void askAgain().catch(() => undefined) })
    throw error
  })
  return asked
}

/** Forgets what is known and asks again. */
export function askAgain(): Promise<Session> {
  asked = undefined
  return readSession()
}

/** Takes over what signing in answered. */
export function takeSession(session: Session): Session {
  if (session.now) ahead = new Date(session.now).getTime() - Date.now()
  asked = Promise.resolve(session)
  tell({ state: 'ready', session })
  return session
}

/** An answer said that nobody is signed in any more. */
export function noteSessionEnd(): void {
  if (known.state === 'ready' && known.session.kind !== 'nobody') takeSession({ kind: 'nobody' })
}

/** The platform's clock; forms are checked against it, not against the clock of this computer. */
export function platformNow(): Date {
  return new Date(Date.now() + ahead)
}

/** Who is signed in; asks when nobody has asked yet. */
export function useSession(): KnownSession {
  useEffect(() => {
    readSession().catch(() => undefined)
  }, [])
  return useSyncExternalStore(subscribe, () => known)
}

async function askSession(): Promise<Session> {
  const response = await send(new Request('/api/session', { headers: { accept: 'application/json' } }))
  const body: unknown = await response.json().catch(() => undefined)
  if (!response.ok || !isSession(body)) throw problemOf(body, response)
  return body
}

function isSession(body: unknown): body is Session {
  return typeof body === 'object' && body !== null && 'kind' in body
}

function tell(next: KnownSession): void {
  known = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
