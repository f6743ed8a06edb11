/** Forms in React: a compiled form's step with formik, and answers in words. Nothing here fetches. */

export { FormRows, type FormRowsProps } from './FormRows.tsx'
export type { TypedAnswers } from './FormStep.tsx'
export { FormStep, type FormStepProps } from './FormStep.tsx'
export type { UnitSource, Uploads } from './form-page.ts'
export { Markup } from './Markup.tsx'
export { ProblemSummary, type ShownProblem } from './ProblemSummary.tsx'
