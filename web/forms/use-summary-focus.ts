import { useEffect, useRef } from 'react'
import type { Problem } from '#forms'

/**
 * The summary takes the focus at each attempt that finds problems, and when the server has found some; not while people
 * type, although problems come and go then.
 */
export function useSummaryFocus(found: boolean, attempts: number, fromServer: readonly Problem[] | undefined) {
  const summary = useRef<HTMLDivElement>(null)
  const handled = useRef(0)

  useEffect(() => {
    if (found && attempts > handled.current) summary.current?.focus()
    handled.current = attempts
  }, [found, attempts])

  useEffect(() => {
    if (fromServer && fromServer.length > 0) summary.current?.focus()
  }, [fromServer])

  return summary
}
