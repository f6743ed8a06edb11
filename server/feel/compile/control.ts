import type { Run } from '../evaluation/run.ts'
import { NamesScope, type Scope } from '../evaluation/scope.ts'
import type { Node } from '../syntax/grammar.ts'
import { operands, part, parts } from '../syntax/nodes.ts'
import type { FeelValue } from '../types.ts'
import { textOf } from '../values/text.ts'
import { type Body, type Compilation, type Evaluate, type NodeKinds, required } from './compilation.ts'
import { both, either, truth } from './logic.ts'

/** The list that a name of `for`, `some` or `every` runs through. */
interface Iteration {
  name: string
  items: Items
}
/** Null, with a warning, if there is no list. */
type Items = (run: Run, scope: Scope) => FeelValue[] | null

/** What is done with each combination of items; false ends the iteration. */
type Visit = (scope: Scope) => boolean

const noList = (value: FeelValue, run: Run): null =>
  run.warn('INVALID_TYPE', `Expected list but found '${textOf(value)}'`)

/** Whole numbers from one to the other, upwards or downwards. */
function count(from: FeelValue, to: FeelValue, run: Run): FeelValue[] | null {
  if (typeof from !== 'number' || typeof to !== 'number') {
    return run.warn('INVALID_TYPE', `Expected number but found '${textOf(typeof from === 'number' ? to : from)}'`)
  }
  const steps = Math.floor(Math.abs(to - from))
  run.spend(steps + 1)
  const direction = from <= to ? 1 : -1
  return Array.from({ length: steps + 1 }, (_, index) => from + index * direction)
}

function compileItems(context: Node, c: Compilation): Items {
  const [first, last] = operands(context)
  const from = c.compile(required(first))
  if (!last) {
    return (run, scope) => {
      const items = from(run, scope)
      return Array.isArray(items) ? items : noList(items, run)
    }
  }
  const to = c.compile(last)
  return (run, scope) => count(from(run, scope), to(run, scope), run)
}

/** Later iterations may read the names of those before them; all names stay bound until they are released. */
function compileIterations(node: Node, c: Compilation): Iteration[] {
  return operands(required(part(node, 'InExpressions'))).map((expression) => {
    const name = c.name(required(part(expression, 'Name')))
    const items = compileItems(required(part(expression, 'IterationContext')), c)
    c.bind([name], 1)
    return { name, items }
  })
}

/** Runs through all combinations, the first name slowest. False: something to run through was no list. */
function iterate(iterations: readonly Iteration[], run: Run, scope: Scope, visit: Visit): boolean {
  const through = (index: number, outer: Scope): boolean | null => {
    const iteration = iterations[index]
    if (!iteration) return visit(outer)
    const items = iteration.items(run, outer)
    if (!items) return null
    for (const item of items) {
      run.spend(1)
      const goesOn = through(index + 1, new NamesScope(outer).set(iteration.name, item))
      if (goesOn !== true) return goesOn
    }
    return true
  }
  return through(0, scope) !== null
}

function compileFor(iterations: Iteration[], body: Body): Evaluate {
  const readsPartial = body.reads.has('partial')
  return (run, scope) => {
    const results: FeelValue[] = []
    const complete = iterate(iterations, run, scope, (inner) => {
      run.spend(body.weight)
      // A copy, so that a result that holds `partial` never holds itself.
      if (readsPartial) run.spend(results.length)
      const seen = readsPartial ? new NamesScope(inner).set('partial', [...results]) : inner
      results.push(body.evaluate(run, seen))
      return true
    })
    return complete ? results : null
  }
}

function compileQuantifier(iterations: Iteration[], body: Body, joint: typeof both, start: boolean): Evaluate {
  return (run, scope) => {
    let result: FeelValue = start
    const complete = iterate(iterations, run, scope, (inner) => {
      run.spend(body.weight)
      result = joint(result, () => body.evaluate(run, inner), run)
      return result !== !start
    })
    return complete ? result : null
  }
}

export const control: NodeKinds = {
  IfExpression: (node, c) => {
    const [condition, then, otherwise] = operands(node)
    const holds = c.compile(required(condition))
    const consequence = c.compile(required(then))
    const alternative = c.compile(required(otherwise))
    return (run, scope) => (truth(holds(run, scope), run) === true ? consequence(run, scope) : alternative(run, scope))
  },
  ForExpression: (node, c) => {
    const iterations = compileIterations(node, c)
    const body = c.body(required(parts(node).at(-1)), ['partial'])
    c.bind(namesOf(iterations), -1)
    return compileFor(iterations, body)
  },
  QuantifiedExpression: (node, c) => {
    const iterations = compileIterations(node, c)
    const body = c.body(required(parts(node).at(-1)))
    c.bind(namesOf(iterations), -1)
    return part(node, 'some')
      ? compileQuantifier(iterations, body, either, false)
      : compileQuantifier(iterations, body, both, true)
  },
}

const namesOf = (iterations: readonly Iteration[]): string[] => iterations.map(({ name }) => name)
