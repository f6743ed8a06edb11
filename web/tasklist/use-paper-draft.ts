import { useCallback, useEffect, useState } from 'react'
import { type ApiProblem, asProblem } from '../api/index.ts'
import { draftPaper } from './task-queries.ts'

/** The drafted paper of a step as it stands on screen. */
export type PaperDraft =
  | { state: 'none' }
  | { state: 'loading' }
  | { state: 'failed'; problem: ApiProblem }
  | { state: 'shown'; address: string; hash: string | undefined; of: string }

/** `show` drafts the paper from these answers; what it was drafted from is kept, to tell when it lags behind. */
export function usePaperDraft(task: string) {
  const [paper, setPaper] = useState<PaperDraft>({ state: 'none' })
  const address = paper.state === 'shown' ? paper.address : undefined
  useEffect(
    () => () => {
      if (address) URL.revokeObjectURL(address)
    },
    [address],
  )

  const show = useCallback(
    async (answers: { [key: string]: unknown }, outcome: string | undefined) => {
      setPaper({ state: 'loading' })
      try {
        const { blob, hash } = await draftPaper(task, answers, outcome)
        const pdf = new Blob([blob], { type: 'application/pdf' })
        setPaper({ state: 'shown', address: URL.createObjectURL(pdf), hash, of: JSON.stringify(answers) })
      } catch (error) {
        setPaper({ state: 'failed', problem: asProblem(error) })
      }
    },
    [task],
  )
  return { paper, show }
}
