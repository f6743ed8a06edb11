import { useCallback, useEffect, useRef, useState } from 'react'
import { type ApiProblem, asProblem } from './api-problem.ts'

/** The states of what a page loads. */
export type Loaded<Value> =
  | { state: 'loading' }
  | { state: 'failed'; problem: ApiProblem; retry(): void }
  | { state: 'ready'; value: Value; reload(): void; replace(value: Value): void }

type Held<Value> = { key: string } & (
  | { state: 'loading' }
  | { state: 'failed'; problem: ApiProblem }
  | { state: 'ready'; value: Value }
)

/**
 * Loads once per `key` (empty key: not at all, it stays loading). `reload` keeps the old value on the page until the new
 * one is there, and when it fails; a value of another key is never shown.
 */
export function useLoaded<Value>(key: string, load: (signal: AbortSignal) => Promise<Value>): Loaded<Value> {
  const [held, setHeld] = useState<Held<Value>>({ key, state: 'loading' })
  const [attempt, setAttempt] = useState(0)
  const latest = useRef(load)
  latest.current = load

  useEffect(() => {
    if (key === '') return
    const controller = new AbortController()
    const current = () => !controller.signal.aborted && attempt >= 0
    latest.current(controller.signal).then(
      (value) => current() && setHeld({ key, state: 'ready', value }),
      (error: unknown) => {
        // A question that was taken back is no fault, and its answer is nobody's.
        if (!current()) return
        const problem = asProblem(error)
        // What is on the page stays there when only its renewal has failed.
        setHeld((last) => (last.key === key && last.state === 'ready' ? last : { key, state: 'failed', problem }))
      },
    )
    return () => controller.abort()
  }, [key, attempt])

  const again = useCallback(() => setAttempt((last) => last + 1), [])
  const retry = useCallback(() => {
    setHeld({ key, state: 'loading' })
    again()
  }, [key, again])
  const replace = useCallback((value: Value) => setHeld({ key, state: 'ready', value }), [key])

  if (held.key !== key || held.state === 'loading') return { state: 'loading' }
  if (held.state === 'failed') return { state: 'failed', problem: held.problem, retry }
  return { state: 'ready', value: held.value, reload: again, replace }
}
