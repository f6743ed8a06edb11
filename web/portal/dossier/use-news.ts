import { useEffect, useRef, useState } from 'react'
import type { DossierView } from '../../api/index.ts'

/** Pauses before it is asked whether an act has reached the case; in milliseconds. */
const PAUSES = [1_000, 2_000, 4_000, 8_000, 16_000] as const

/** The citizen has withdrawn; the case is closed a moment later. */
export function isWithdrawn(dossier: DossierView): boolean {
  return dossier.closedAt === null && dossier.timeline.some(({ type }) => type === 'withdrawn')
}

/** What the citizen did is on record, and the status has not followed yet. */
export function isOnItsWay(dossier: DossierView): boolean {
  const answered = dossier.requests.some(({ state }) => state === 'answered')
  return isWithdrawn(dossier) || (answered && dossier.status === 'supplement')
}

interface News {
  reload: (() => void) | undefined
  /** Nothing moves under somebody who is answering. */
  hold: boolean
  /** Something is about to happen. */
  soon: boolean
}

/** Asks again when the citizen comes back to the window, and a few times after an act of theirs. */
export function useNews({ reload, hold, soon }: News): void {
  const latest = useRef(reload)
  latest.current = reload
  const [asked, setAsked] = useState(0)

  useEffect(() => {
    const returned = () => document.visibilityState === 'visible' && !hold && latest.current?.()
    document.addEventListener('visibilitychange', returned)
    return () => document.removeEventListener('visibilitychange', returned)
  }, [hold])

  useEffect(() => {
    const pause = PAUSES[asked]
    if (!soon || pause === undefined) return
    const timer = setTimeout(() => {
      latest.current?.()
      setAsked(asked + 1)
    }, pause)
    return () => clearTimeout(timer)
  }, [soon, asked])

  useEffect(() => {
    if (!soon) setAsked(0)
  }, [soon])
}
