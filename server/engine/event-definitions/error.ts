import type { Build, EventDefinitionKind } from '../model/build.ts'
import { isExpression } from '../model/expressions.ts'
import type { Behaviour } from '../model/graph.ts'
import { childOf, type Node, textOf } from '../model/node.ts'
import { throwError } from '../processing/errors.ts'
import { evaluateString } from '../processing/evaluation.ts'
import { Fault } from '../processing/fault.ts'
import { instanceOf } from '../processing/instances.ts'

export const errorDefinition: EventDefinitionKind = {
  type: 'bpmn:ErrorEventDefinition',
  places: ['event sub-process start', 'boundary', 'end'],
  nonInterrupting: false,
  /** The code is static; without reference or code it catches all. */
  catching(definition, _event, _place, build) {
    const error = childOf(definition, 'errorRef')
    const code = textOf(error, 'errorCode') ?? ''
    if (error && isExpression(code))
      build.faults.add(definition, `The errorCode of the error catch event is not allowed to be an expression`)
    return { kind: 'error', ...(code !== '' && { code }), prepare: () => () => {} }
  },
  throwing: compileErrorEnd,
}

/** An error end event: it ends nothing itself, the catching side interrupts its scope. */
function compileErrorEnd(definition: Node, _event: Node, build: Build): Behaviour | undefined {
  const error = childOf(definition, 'errorRef')
  const codeText = textOf(error, 'errorCode') ?? ''
  if (!error) build.faults.add(definition, 'Must reference an error')
  else if (codeText === '') build.faults.add(error, 'ErrorCode must be present and not empty')
  const code = error && codeText !== '' ? build.value(error, codeText) : undefined
  if (!code) return undefined
  return {
    activate(p, _element, instance) {
      const value = code.kind === 'static' ? code.text : evaluateString(p, code, instance.key)
      if (value instanceof Fault) return value
      if (instance.scopeKey === undefined) throw new Error('An end event has no scope')
      return throwError(p, instanceOf(p, instance.scopeKey), { code: value }) ?? 'wait'
    },
    complete: () => ({ take: [] }),
  }
}
