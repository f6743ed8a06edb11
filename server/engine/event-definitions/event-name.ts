import { typeName } from '#feel'
import type { Build } from '../model/build.ts'
import type { Value } from '../model/expressions.ts'
import type { Node } from '../model/node.ts'
import { evaluateWith, unexpectedType } from '../processing/evaluation.ts'
import { Fault } from '../processing/fault.ts'

/** The name of a process start event's message or signal: evaluated without variables, for it must be the same for all. */
export function constantName(name: Value): string | Fault {
  if (name.kind === 'static') return name.text
  const result = evaluateWith(0, name, () => undefined)
  if (result instanceof Fault) return result
  return typeof result.value === 'string' ? result.value : unexpectedType(name, result, 'STRING')
}

/** Notes a name at a process start event that is no constant text. */
export function checkConstantName(
  what: 'message' | 'signal',
  definition: Node,
  text: string,
  name: Value,
  build: Build,
): void {
  if (name.kind === 'static') return
  const result = evaluateWith(0, name, () => undefined)
  const start = definition.$parent ?? definition
  if (result instanceof Fault)
    build.faults.add(
      start,
      `Expected constant expression but found '${text}', which could not be evaluated without context: ${result.message}`,
    )
  else if (typeof result.value !== 'string')
    build.faults.add(
      start,
      `Expected constant expression of type String for ${what} name '${text}', but was ${typeName(result.value)}`,
    )
}
