import { compileExpression, type Expression } from '#feel'
import type { Component } from './component.ts'
import type { Params } from './problem.ts'

export interface Pattern {
  test(text: string): boolean
  /** The form's own words for what is wrong, if it has any. */
  message: Params
}

/** Enough for the longest answer and a pattern of some 50 parts; what takes longer does not fit. */
const MAX_STEPS = 2_000_000

/**
 * The pattern of a text field. It is FEEL's `matches`, whose machine takes linear time: a pattern such as `(a+)+$` can
 * stop neither server nor browser. Undefined, with a fault, for what that machine refuses.
 */
export function readPattern(validate: Component, englishMessage: string | undefined): Pattern | undefined {
  const source = validate.text('pattern')
  if (source === undefined || source === '') return undefined
  if (matches('', source) === undefined) {
    validate.fault(`not a pattern, or one that refers back or looks around: ${source.slice(0, 60)}`)
    return undefined
  }
  const vi = validate.text('patternErrorMessage')
  return {
    test: (text) => matches(text, source) === true,
    message: vi === undefined ? {} : { vi, en: englishMessage ?? vi },
  }
}

const expression = compiledMatches()

/** Undefined if the pattern can't be used. The instant is of no account: nothing here reads it. */
function matches(text: string, pattern: string): boolean | undefined {
  const result = expression.evaluate((name) => (name === 'text' ? text : pattern), {
    now: new Date(0),
    maxSteps: MAX_STEPS,
  })
  if (!result.ok) return false
  return typeof result.value === 'boolean' ? result.value : undefined
}

function compiledMatches(): Expression {
  const compiled = compileExpression('matches(text, pattern)')
  if (!compiled.ok) throw new TypeError(compiled.error)
  return compiled.expression
}
