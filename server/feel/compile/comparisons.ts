import { NamesScope } from '../evaluation/scope.ts'
import type { Node } from '../syntax/grammar.ts'
import { operands, part, parts } from '../syntax/nodes.ts'
import { comparisonOf } from './comparison-signs.ts'
import { type Compilation, type Evaluate, inputName, type NodeKinds, required } from './compilation.ts'
import { both } from './logic.ts'
import { compileTests } from './unary-tests.ts'

function compileBetween([value, low, high]: Node[], c: Compilation): Evaluate {
  const evaluate = c.compile(required(value))
  const from = c.compile(required(low))
  const to = c.compile(required(high))
  return (run, scope) => {
    const tested = evaluate(run, scope)
    return both(
      comparisonOf('>=')(tested, from(run, scope), run),
      () => comparisonOf('<=')(tested, to(run, scope), run),
      run,
    )
  }
}

function compileIn(value: Node, tests: Node, c: Compilation): Evaluate {
  const evaluate = c.compile(value)
  const test = compileTests(tests, c)
  return (run, scope) => test(run, new NamesScope(scope).set(inputName, evaluate(run, scope)))
}

export const comparison: NodeKinds = {
  Comparison: (node, c) => {
    if (part(node, 'between')) return compileBetween(operands(node), c)
    const [left, right] = operands(node)
    if (part(node, 'in')) return compileIn(required(left), required(parts(node).find(isTests)), c)
    const compare = comparisonOf(c.text(required(part(node, 'CompareOp'))))
    const first = c.compile(required(left))
    const second = c.compile(required(right))
    return (run, scope) => compare(first(run, scope), second(run, scope), run)
  },
}

const isTests = (node: Node): boolean => node.name === 'PositiveUnaryTest' || node.name === 'PositiveUnaryTests'
