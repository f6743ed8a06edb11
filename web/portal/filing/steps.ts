import { check, type Form, type FormContext, type Item, isHidden, type Problem, type Step, settle } from '#forms'
import type { TypedAnswers } from '../../forms/index.ts'
import { CHECK_STEP } from './promise-apart.ts'

/** Steps that are asked for these answers, the check of all answers last. */
export function shownSteps(form: Form, answers: TypedAnswers, context: FormContext): readonly Step[] {
  const view = settle(form, answers, context)
  return form.steps.filter((step) => !isHidden(view, step.hide))
}

/** Problems of the answers, each with the step at which it is mended. */
export interface PlacedProblem {
  step: string
  problem: Problem
}

/** The step of each problem; one that belongs to no field is mended nowhere and stands at the check. */
export function placed(form: Form, problems: readonly Problem[]): PlacedProblem[] {
  return problems.map((problem) => {
    const key = problem.path.split(/[.[]/, 1)[0] ?? ''
    const step = form.steps.find(({ items }) => holds(items, key))
    return { step: step?.key ?? CHECK_STEP, problem }
  })
}

export function problemsOf(form: Form, answers: TypedAnswers, context: FormContext): PlacedProblem[] {
  const checked = check(form, answers, context)
  return checked.ok ? [] : placed(form, checked.problems)
}

/** Where one goes on: the first step that is not done, else the check. */
export function firstOpenStep(form: Form, answers: TypedAnswers, context: FormContext): string {
  const open = new Set(problemsOf(form, answers, context).map(({ step }) => step))
  return shownSteps(form, answers, context).find(({ key }) => open.has(key))?.key ?? CHECK_STEP
}

function holds(items: readonly Item[], key: string): boolean {
  return items.some((item) =>
    item.type === 'field' ? item.field.key === key : item.type === 'group' && holds(item.items, key),
  )
}
