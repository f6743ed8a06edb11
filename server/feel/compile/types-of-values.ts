import type { Run } from '../evaluation/run.ts'
import type { Node } from '../syntax/grammar.ts'
import { operands, part, parts } from '../syntax/nodes.ts'
import type { FeelValue } from '../types.ts'
import { entryOf, isContext } from '../values/special-value.ts'
import { feelTypeName } from '../values/type-names.ts'
import { type Compilation, type NodeKinds, required } from './compilation.ts'

type IsOfType = (value: FeelValue, run: Run) => boolean

/** Other spellings of type names. */
const alike: { readonly [name: string]: string } = {
  'date time': 'date and time',
  dateTime: 'date and time',
  'year-month-duration': 'years and months duration',
  yearMonthDuration: 'years and months duration',
  'day-time-duration': 'days and time duration',
  dayTimeDuration: 'days and time duration',
}

function compileType(type: Node, c: Compilation): IsOfType {
  const node = required(parts(type)[0])
  if (node.name === 'ListType') {
    const ofItem = compileType(required(part(node, 'Type')), c)
    return (value, run) => {
      if (!Array.isArray(value)) return false
      run.spend(value.length)
      return value.every((item) => ofItem(item, run))
    }
  }
  if (node.name === 'ContextType') return compileContextType(node, c)
  if (node.name === 'FunctionType') return (value) => feelTypeName(value) === 'function'
  const written = c.text(node).replace(/\s+/g, ' ')
  const name = Object.hasOwn(alike, written) ? alike[written] : written
  if (name === 'Any') return (value) => value !== null
  return (value) => feelTypeName(value) === name
}

function compileContextType(node: Node, c: Compilation): IsOfType {
  const entries = operands(required(part(node, 'ContextEntryTypes'))).map((entry) => ({
    name: c.name(required(part(entry, 'Name'))),
    isOfType: compileType(required(part(entry, 'Type')), c),
  }))
  return (value, run) => {
    run.spend(entries.length)
    return isContext(value) && entries.every(({ name, isOfType }) => isOfType(entryOf(value, name) ?? null, run))
  }
}

export const typesOfValues: NodeKinds = {
  InstanceOfExpression: (node, c) => {
    const evaluate = c.compile(required(operands(node)[0]))
    const isOfType = compileType(required(part(node, 'Type')), c)
    return (run, scope) => isOfType(evaluate(run, scope), run)
  },
}
