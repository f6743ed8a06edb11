import type { Ref } from 'react'
import { type Form, problemInFull } from '#forms'
import { useText } from '../../i18n/index.ts'
import { filingTexts } from './filing-texts.ts'
import type { PlacedProblem } from './steps.ts'
import { stepAddress } from './use-step-address.ts'

interface OpenPointsProps {
  form: Form
  points: readonly PlacedProblem[]
  ref: Ref<HTMLDivElement>
}

/** What is still missing or wrong in earlier steps, each with the way there and back. */
export function OpenPoints({ form, points, ref }: OpenPointsProps) {
  const { t, language } = useText(filingTexts)
  if (points.length === 0) return null
  return (
    <div className="sum" role="alert" tabIndex={-1} aria-labelledby="open-points" ref={ref}>
      <h2 id="open-points">{t('openPoints', { count: points.length })}</h2>
      <ul>
        {points.map(({ step, problem }) => (
          <li key={`${problem.path} ${problem.code}`}>
            <a href={stepAddress(step, { mending: true, control: `f-${problem.path.replace(/[^A-Za-z0-9]+/g, '-')}` })}>
              {problemInFull(form, problem, language)}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
