import { type TestContext, type TestFunction, ValidationError } from 'yup'
import { isProblemCode, type Params, type ProblemCode } from './problem.ts'
import { Scope } from './scope.ts'

/** Nothing, or what is wrong. */
export type Verdict = undefined | ProblemCode | readonly [code: ProblemCode, params: Params]

/**
 * A test for a yup schema that speaks in problem codes. Absent answers pass; the check gives its scope to yup as
 * context.
 */
export function judged<T>(judge: (value: NonNullable<T>, scope: Scope) => Verdict): TestFunction<T> {
  return (value, test) => {
    if (value === undefined || value === null) return true
    const verdict = judge(value, scopeOf(test))
    if (verdict === undefined) return true
    const [code, params] = typeof verdict === 'string' ? [verdict, {}] : verdict
    return test.createError({ message: code, params })
  }
}

function scopeOf(test: TestContext): Scope {
  const context: unknown = test.options.context
  if (context instanceof Scope) return context
  throw new TypeError('a form schema is judged within a scope')
}

/** The code and parameters that a schema ended with; anything but a verdict of ours is thrown on. */
export function verdictOf(error: unknown): readonly [code: ProblemCode, params: Params] {
  if (!(error instanceof ValidationError) || !isProblemCode(error.message)) throw error
  const params = Object.entries(error.params ?? {}).filter(
    (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
  )
  return [error.message, Object.fromEntries(params)]
}
