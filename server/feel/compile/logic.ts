import type { Run } from '../evaluation/run.ts'
import type { Scope } from '../evaluation/scope.ts'
import { operands } from '../syntax/nodes.ts'
import type { FeelValue } from '../types.ts'
import { textOf } from '../values/text.ts'
import { type NodeKinds, required } from './compilation.ts'

/** True, false or unknown. */
export type Truth = boolean | null

/** What is no boolean is unknown, with a warning. */
export function truth(value: FeelValue, run: Run): Truth {
  if (typeof value === 'boolean') return value
  return run.warn('INVALID_TYPE', `Expected boolean but found '${textOf(value)}'`)
}

/** False if one of the two is false, also if the other is unknown; the second is not asked if the first decides. */
export function both(first: FeelValue, second: () => FeelValue, run: Run): Truth {
  const left = truth(first, run)
  if (left === false) return false
  const right = second()
  if (left === null) return right === false ? false : null
  return truth(right, run)
}

/** True if one of the two is true, also if the other is unknown; the second is not asked if the first decides. */
export function either(first: FeelValue, second: () => FeelValue, run: Run): Truth {
  const left = truth(first, run)
  if (left === true) return true
  const right = second()
  if (left === null) return right === true ? true : null
  return truth(right, run)
}

type Joint = (first: FeelValue, second: () => FeelValue, run: Run) => Truth

const joined =
  (joint: Joint): NodeKinds[string] =>
  (node, c) => {
    const [left, right] = operands(node)
    const first = c.compile(required(left))
    const second = c.compile(required(right))
    return (run: Run, scope: Scope) => joint(first(run, scope), () => second(run, scope), run)
  }

export const logic: NodeKinds = {
  Conjunction: joined(both),
  Disjunction: joined(either),
}
