import type { Run } from '../evaluation/run.ts'
import { operands, part } from '../syntax/nodes.ts'
import { dividedBy, minus, plus as plusDuration, times } from '../temporal/arithmetic.ts'
import { DaysTimeDuration, YearsMonthsDuration } from '../temporal/durations.ts'
import type { FeelValue } from '../types.ts'
import { decimal, plus } from '../values/numbers.ts'
import { textOf } from '../values/text.ts'
import { feelTypeName } from '../values/type-names.ts'
import { type Evaluate, type NodeKinds, required } from './compilation.ts'

type Operator = (a: FeelValue, b: FeelValue, run: Run) => FeelValue

/** A number within what JSON can hold; else null with a warning. */
function finite(value: number, run: Run): FeelValue {
  return Number.isFinite(value) ? decimal(value) : run.warn('INVALID_TYPE', 'The result is no number or too big')
}

function result(value: FeelValue | undefined, run: Run, complaint: () => string): FeelValue {
  if (value === undefined) return run.warn('INVALID_TYPE', complaint())
  return typeof value === 'number' ? finite(value, run) : value
}

function add(a: FeelValue, b: FeelValue, run: Run): FeelValue {
  if (typeof a === 'number' && typeof b === 'number') return finite(plus(a, b), run)
  if (typeof a === 'string' && typeof b === 'string') {
    run.text(a.length + b.length)
    return a + b
  }
  return result(plusDuration(a, b), run, () => `Can't add '${textOf(b)}' to '${textOf(a)}'`)
}

function subtract(a: FeelValue, b: FeelValue, run: Run): FeelValue {
  if (typeof a === 'number' && typeof b === 'number') return finite(plus(a, -b), run)
  return result(minus(a, b), run, () => `Can't subtract '${textOf(b)}' from '${textOf(a)}'`)
}

function multiply(a: FeelValue, b: FeelValue, run: Run): FeelValue {
  if (typeof a === 'number' && typeof b === 'number') return finite(a * b, run)
  return result(times(a, b), run, () => `Can't multiply '${textOf(a)}' by '${textOf(b)}'`)
}

function divide(a: FeelValue, b: FeelValue, run: Run): FeelValue {
  if (typeof a === 'number' && typeof b === 'number' && b !== 0) return finite(a / b, run)
  return result(dividedBy(a, b), run, () => `Can't divide '${textOf(a)}' by '${textOf(b)}'`)
}

function power(a: FeelValue, b: FeelValue, run: Run): FeelValue {
  if (typeof a === 'number' && typeof b === 'number') return finite(a ** b, run)
  const wrong = typeof a === 'number' ? b : a
  return run.warn('INVALID_TYPE', `Expected number but found '${textOf(wrong)}'`)
}

function negate(value: FeelValue, run: Run): FeelValue {
  if (typeof value === 'number') return decimal(-value)
  if (value instanceof DaysTimeDuration) return value.negated()
  if (value instanceof YearsMonthsDuration) return new YearsMonthsDuration(-value.months)
  return run.warn('INVALID_TYPE', `Expected number but found '${textOf(value)}' of type ${feelTypeName(value)}`)
}

const operators: { readonly [sign: string]: Operator } = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
  '**': power,
  '^': power,
}

function compileOperator(operator: Operator, left: Evaluate, right: Evaluate): Evaluate {
  return (run, scope) => operator(left(run, scope), right(run, scope), run)
}

export const arithmetic: NodeKinds = {
  ArithmeticExpression: (node, c) => {
    const sign = c.text(required(part(node, 'ArithOp')))
    const [first, second] = operands(node)
    const evaluate = c.compile(required(first))
    if (second) return compileOperator(operators[sign] ?? add, evaluate, c.compile(second))
    return sign === '-' ? (run, scope) => negate(evaluate(run, scope), run) : evaluate
  },
}
