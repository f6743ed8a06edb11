import type { Run } from '../evaluation/run.ts'
import { ItemScope, type Scope } from '../evaluation/scope.ts'
import type { Node } from '../syntax/grammar.ts'
import { operands } from '../syntax/nodes.ts'
import type { FeelValue } from '../types.ts'
import { textOf } from '../values/text.ts'
import { type Body, type Evaluate, type NodeKinds, required } from './compilation.ts'

/** Kinds of filters that give a boolean for each item and never a position. */
const conditions = new Set(['Comparison', 'Conjunction', 'Disjunction', 'InstanceOfExpression', 'QuantifiedExpression'])

/** The item at a position, from 1, or from the end if negative; null outside the list. */
function itemAt(list: FeelValue[], position: number): FeelValue {
  const index = position > 0 ? Math.trunc(position) - 1 : list.length + Math.trunc(position)
  return list[index] ?? null
}

function select(list: FeelValue[], filter: Body, run: Run, scope: Scope): FeelValue {
  const selected: FeelValue[] = []
  for (const [index, item] of list.entries()) {
    run.spend(filter.weight)
    const result = filter.evaluate(run, new ItemScope(item, scope))
    if (typeof result === 'number' && index === 0) return itemAt(list, result)
    if (result === true) selected.push(item)
  }
  return selected
}

/** An empty list has no item to ask; a filter that gives a number without one still asks for a position. */
function selectFromNone(filter: Body, isCondition: boolean, run: Run, scope: Scope): FeelValue {
  if (isCondition) return []
  const warnings = run.warnings.length
  const isPosition = typeof filter.evaluate(run, scope) === 'number'
  run.warnings.length = warnings
  return isPosition ? null : []
}

function compileFilter(source: Evaluate, filter: Body, node: Node): Evaluate {
  const isCondition = conditions.has(node.name) || node.name === 'FunctionInvocation'
  return (run, scope) => {
    const list = source(run, scope)
    if (!Array.isArray(list)) return run.warn('INVALID_TYPE', `Expected list but found '${textOf(list)}'`)
    return list.length === 0 ? selectFromNone(filter, isCondition, run, scope) : select(list, filter, run, scope)
  }
}

export const filters: NodeKinds = {
  FilterExpression: (node, c) => {
    const [source, filter] = operands(node)
    const evaluate = c.compile(required(source))
    return compileFilter(evaluate, c.body(required(filter), ['item']), required(filter))
  },
}
