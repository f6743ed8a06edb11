import { useEffect, useRef } from 'react'
import type { ApiProblem } from '../api/index.ts'
import { sharedTexts, useText } from '../i18n/index.ts'
import { Icon } from './Icon.tsx'

interface FailureProps {
  problem: ApiProblem
  onRetry?: (() => void) | undefined
  /** For an act of the person (a button pressed), so that it is read at once. */
  takeFocus?: boolean
  /** Nothing else is on the page: what failed is its heading. */
  whole?: boolean
}

/** What failed, what to do now, and the way to try again. */
export function Failure({ problem, onRetry, takeFocus = false, whole = false }: FailureProps) {
  const { t, pick } = useText(sharedTexts)
  const Title = whole ? 'h1' : 'p'
  const box = useRef<HTMLDivElement>(null)
  // Each problem anew, also the same one twice.
  useEffect(() => {
    if (takeFocus && problem) box.current?.focus()
  }, [takeFocus, problem])
  return (
    <div className="failure" role="alert" tabIndex={-1} ref={box}>
      <Title className="err">
        <Icon name="alert" />
        {pick(problem.title)}
      </Title>
      <p>{pick(problem.remedy)}</p>
      {problem.requestId !== undefined && problem.status >= 500 && (
        <p className="small soft">{t('requestId', { id: problem.requestId })}</p>
      )}
      {onRetry && (
        <p>
          <button type="button" className="btn second" onClick={onRetry}>
            {t('tryAgain')}
          </button>
        </p>
      )}
    </div>
  )
}
