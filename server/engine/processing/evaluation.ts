import { type FeelValue, type Lookup, typeName } from '#feel'
import type { Key } from '../contract.ts'
import { staticNumber, type Value } from '../model/expressions.ts'
import { Fault } from './fault.ts'
import type { Processing } from './processing.ts'
import { lookupFrom } from './variables.ts'

/** The result of an expression with what is needed to complain about its type. */
export interface Evaluated {
  value: FeelValue
  /** The warnings' text for failure messages; empty without warnings. */
  warnings: string
}

/** Evaluates with the variables that a scope sees. Static text counts as a number where it parses as one. */
export function evaluate(p: Processing, value: Value, scopeKey: Key): Evaluated | Fault {
  return evaluateWith(p.now, value, lookupFrom(p, scopeKey), scopeKey)
}

/** Evaluates with a lookup of the caller's; `scopeKey` names the scope in a fault. */
export function evaluateWith(now: number, value: Value, lookup: Lookup, scopeKey?: Key): Evaluated | Fault {
  if (value.kind === 'static') return { value: staticNumber(value.text) ?? value.text, warnings: '' }
  const evaluation = value.expression.evaluate(lookup, { now: new Date(now) })
  const warnings = warningText(evaluation.warnings)
  if (!evaluation.ok)
    return new Fault(
      'EXTRACT_VALUE_ERROR',
      `Failed to evaluate expression '${value.text}': ${evaluation.failure}${warnings}`,
      scopeKey,
    )
  return { value: evaluation.value, warnings }
}

function warningText(warnings: readonly { type: string; message: string }[]): string {
  if (warnings.length === 0) return ''
  const lines = warnings.map(({ type, message }) => `[${type}] ${message}`)
  return ` The evaluation reported the following warnings:\n${lines.join('\n')}`
}

/** The fault of a result that has none of the expected types. */
export function unexpectedType(value: Value, result: Evaluated, expected: string | string[], scopeKey?: Key): Fault {
  const types = typeof expected === 'string' ? `'${expected}'` : `one of '[${expected.join(', ')}]'`
  return new Fault(
    'EXTRACT_VALUE_ERROR',
    `Expected result of the expression '${value.text}' to be ${types}, but was '${typeName(result.value)}'.${result.warnings}`,
    scopeKey,
  )
}

export function evaluateBoolean(p: Processing, value: Value, scopeKey: Key): boolean | Fault {
  const result = evaluate(p, value, scopeKey)
  if (result instanceof Fault) return result
  return typeof result.value === 'boolean' ? result.value : unexpectedType(value, result, 'BOOLEAN', scopeKey)
}

export function evaluateList(p: Processing, value: Value, scopeKey: Key): FeelValue[] | Fault {
  const result = evaluate(p, value, scopeKey)
  if (result instanceof Fault) return result
  return Array.isArray(result.value) ? result.value : unexpectedType(value, result, 'ARRAY', scopeKey)
}

export function evaluateString(p: Processing, value: Value, scopeKey: Key): string | Fault {
  const result = evaluate(p, value, scopeKey)
  if (result instanceof Fault) return result
  return typeof result.value === 'string' ? result.value : unexpectedType(value, result, 'STRING', scopeKey)
}

export function evaluateNumber(p: Processing, value: Value, scopeKey: Key): number | Fault {
  const result = evaluate(p, value, scopeKey)
  if (result instanceof Fault) return result
  return typeof result.value === 'number' ? result.value : unexpectedType(value, result, 'NUMBER', scopeKey)
}
