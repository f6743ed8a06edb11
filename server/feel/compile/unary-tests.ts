import type { Run } from '../evaluation/run.ts'
import type { Scope } from '../evaluation/scope.ts'
import type { Node } from '../syntax/grammar.ts'
import { operands, part, parts } from '../syntax/nodes.ts'
import type { FeelValue } from '../types.ts'
import { equal, isWithin, order, same } from '../values/compare.ts'
import { Range } from '../values/range.ts'
import { textOf } from '../values/text.ts'
import { comparisonOf, incomparable } from './comparison-signs.ts'
import { type Compilation, type Evaluate, inputName, type NodeKinds, required } from './compilation.ts'
import { either, truth } from './logic.ts'

function inputOf(run: Run, scope: Scope): FeelValue {
  const input = scope.find(inputName)
  return input === undefined ? run.warn('NO_VARIABLE_FOUND', 'No input value found.') : input
}

/** One test or several of which one must hold. */
export function compileTests(node: Node, c: Compilation): Evaluate {
  const tests = node.name === 'PositiveUnaryTests' ? operands(node) : [node]
  const compiled = tests.map((test) => compileTest(required(operands(test)[0]), c))
  const [only] = compiled
  if (only && compiled.length === 1) return only
  return (run, scope) => {
    let result: FeelValue = false
    for (const test of compiled) {
      result = either(result, () => test(run, scope), run)
      if (result === true) return true
    }
    return result
  }
}

function compileTest(node: Node, c: Compilation): Evaluate {
  if (node.name === 'SimplePositiveUnaryTest') return compileSimpleTest(node, c)
  // In `<condition> ? …` style entries the input is named; then the entry's own truth decides.
  const { evaluate, reads } = c.body(node)
  if (reads.has(inputName)) {
    return (run, scope) => {
      const result = evaluate(run, scope)
      return typeof result === 'boolean' ? result : null
    }
  }
  const isLiteral = node.name === 'BooleanLiteral'
  return (run, scope) => {
    const input = inputOf(run, scope)
    const value = evaluate(run, scope)
    return value === true && !isLiteral ? true : matches(input, value, run)
  }
}

/** Whether the input is the value, one of the list, or within the range. */
function matches(input: FeelValue, value: FeelValue, run: Run): boolean | null {
  if (value instanceof Range) return isWithin(input, value) ?? incomparable(input, value, run)
  if (Array.isArray(value)) {
    run.spend(value.length)
    return value.some((item) => same(item, input, run)) || same(input, value, run)
  }
  return equal(input, value, run) ?? incomparable(input, value, run)
}

function compileSimpleTest(node: Node, c: Compilation): Evaluate {
  const interval = part(node, 'Interval')
  if (interval) {
    const range = compileInterval(interval, c)
    return (run, scope) => {
      const value = range(run, scope)
      return value instanceof Range ? matches(inputOf(run, scope), value, run) : null
    }
  }
  return compileEndpointTest(node, c)
}

function compileEndpointTest(node: Node, c: Compilation): Evaluate {
  const compare = comparisonOf(c.text(required(part(node, 'CompareOp'))))
  const endpoint = c.compile(required(operands(node)[0]))
  return (run, scope) => compare(inputOf(run, scope), endpoint(run, scope), run)
}

/** A range's value; null where the boundaries are of different kinds. */
function compileInterval(node: Node, c: Compilation): Evaluate {
  const all = parts(node)
  const [low, high] = operands(node).map((boundary) => c.compile(boundary))
  const start = required(all[0])
  const end = required(all.at(-1))
  const from = low ?? (() => null)
  const to = high ?? (() => null)
  return (run, scope) => {
    const first = from(run, scope)
    const last = to(run, scope)
    if (typeof first === 'string' || order(first, last) === undefined) {
      return run.warn('INVALID_TYPE', `Invalid range definition '${textOf(first)}..${textOf(last)}'`)
    }
    return new Range({ value: first, closed: start.name === '[' }, { value: last, closed: end.name === ']' })
  }
}

export const unaryTests: NodeKinds = {
  '?': (_, c) => {
    c.reads(inputName)
    return (run, scope) => {
      const input = scope.find(inputName)
      if (input === undefined) throw run.failure("'?' can only be used inside a unary test")
      return input
    }
  },
  SimplePositiveUnaryTest: (node, c) => {
    const interval = part(node, 'Interval')
    return interval ? compileInterval(interval, c) : compileEndpointTest(node, c)
  },
  UnaryTests: (node, c) => {
    if (part(node, 'Wildcard')) return () => true
    const tests = compileTests(required(part(node, 'PositiveUnaryTests')), c)
    if (!part(node, 'not')) return tests
    return (run, scope) => {
      const result = truth(tests(run, scope), run)
      return result === null ? null : !result
    }
  },
}
