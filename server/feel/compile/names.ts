import type { Run } from '../evaluation/run.ts'
import { operands } from '../syntax/nodes.ts'
import { propertiesOf } from '../temporal/properties.ts'
import type { FeelValue } from '../types.ts'
import { entryOf, isContext, SpecialValue } from '../values/special-value.ts'
import { textOf } from '../values/text.ts'
import { type Evaluate, type NodeKinds, required } from './compilation.ts'

function compileVariable(name: string): Evaluate {
  return (run, scope) => {
    const value = scope.find(name)
    return value === undefined ? run.warn('NO_VARIABLE_FOUND', `No variable found with name '${name}'`) : value
  }
}

/** The entry of a context, the property of a temporal value, or of each item of a list. */
export function step(value: FeelValue, key: string, run: Run): FeelValue {
  if (isContext(value)) {
    const entry = entryOf(value, key)
    if (entry !== undefined) return entry
    const names = Object.keys(value)
    const known = names.length
      ? `Available keys: ${names.map((name) => `'${name}'`).join(', ')}`
      : 'The context is empty'
    return run.warn('NO_CONTEXT_ENTRY_FOUND', `No context entry found with key '${key}'. ${known}`)
  }
  if (Array.isArray(value)) {
    run.spend(value.length)
    return value.map((item) => step(item, key, run))
  }
  if (value === null) {
    return run.warn('NO_CONTEXT_ENTRY_FOUND', `No context entry found with key '${key}'. The context is null`)
  }
  const properties = value instanceof SpecialValue ? propertiesOf(value) : undefined
  const property = properties?.get(key)
  if (property !== undefined) return property
  const known = [...(properties?.keys() ?? [])].map((name) => `'${name}'`).join(', ')
  return run.warn(
    'NO_PROPERTY_FOUND',
    `No property found with name '${key}' of value '${textOf(value)}'. Available properties: ${known}`,
  )
}

export const names: NodeKinds = {
  VariableName: (node, c) => {
    const name = c.name(node)
    c.reads(name)
    return compileVariable(name)
  },
  PathExpression: (node, c) => {
    const [source, key] = operands(node)
    const evaluate = c.compile(required(source))
    const name = c.name(required(key))
    return (run, scope) => step(evaluate(run, scope), name, run)
  },
}
