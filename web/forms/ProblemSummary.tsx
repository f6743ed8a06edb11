import { forwardRef, type MouseEvent } from 'react'
import type { Language } from '#forms'
import { controlId } from './form-page.ts'
import { thingsToMend } from './words.ts'

export interface ShownProblem {
  path: string
  /** With the field's label where the message doesn't name it. */
  text: string
}

interface ProblemSummaryProps {
  problems: readonly ShownProblem[]
  language: Language
}

/** All problems of a page; takes the focus when it appears, and leads to each field. */
export const ProblemSummary = forwardRef<HTMLDivElement, ProblemSummaryProps>(function ProblemSummary(
  { problems, language },
  ref,
) {
  return (
    <div className="sum" role="alert" tabIndex={-1} aria-labelledby="form-problems" ref={ref}>
      <h2 id="form-problems">{thingsToMend(problems.length, language)}</h2>
      <ul>
        {problems.map(({ path, text }) => (
          <li key={path}>
            <a href={`#${controlId(path)}`} onClick={(event) => focusField(event, path)}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
})

/** A link to an input only scrolls; people expect to type. */
function focusField(event: MouseEvent, path: string): void {
  const control = document.getElementById(controlId(path))
  if (!control) return
  event.preventDefault()
  control.focus()
  control.scrollIntoView({ block: 'center' })
}
