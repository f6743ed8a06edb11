import {
  compileExpression,
  compileUnaryTests,
  type Evaluation,
  type FeelValue,
  type JsonValue,
  lookupIn,
  toJson,
} from '#feel'

/** Thursday, 5 March 2026, 09:30 in Hà Nội. */
export const now = new Date('2026-03-05T02:30:00Z')

export type Variables = { [name: string]: FeelValue | JsonValue }

export function evaluation(source: string, variables: Variables = {}, names: string[] = []): Evaluation {
  const compiled = compileExpression(source, { names })
  if (!compiled.ok) throw new Error(compiled.error)
  return compiled.expression.evaluate(lookupIn(variables), { now })
}

/** The result as JSON; throws the failure if there is one. */
export function result(source: string, variables: Variables = {}, names: string[] = []): JsonValue {
  const evaluated = evaluation(source, variables, names)
  if (!evaluated.ok) throw new Error(evaluated.failure)
  return toJson(evaluated.value)
}

export function failure(source: string, variables: Variables = {}): string {
  const evaluated = evaluation(source, variables)
  return evaluated.ok ? `no failure but ${JSON.stringify(toJson(evaluated.value))}` : evaluated.failure
}

/** As `[TYPE] message`, the way that incidents show them. */
export function warnings(source: string, variables: Variables = {}): string[] {
  return evaluation(source, variables).warnings.map(({ type, message }) => `[${type}] ${message}`)
}

export function parseError(source: string): string {
  const compiled = compileExpression(source)
  return compiled.ok ? 'no error' : compiled.error
}

export function tested(source: string, input: FeelValue, variables: Variables = {}): JsonValue {
  const compiled = compileUnaryTests(source)
  if (!compiled.ok) throw new Error(compiled.error)
  const evaluated = compiled.expression.test(input, lookupIn(variables), { now })
  if (!evaluated.ok) throw new Error(evaluated.failure)
  return toJson(evaluated.value)
}
