import type { Build, EventDefinitionKind, EventPlace } from '../model/build.ts'
import { isExpression } from '../model/expressions.ts'
import type { Behaviour, Catching } from '../model/graph.ts'
import { childOf, type Node, textOf } from '../model/node.ts'
import { escalate } from '../processing/escalations.ts'
import { evaluateString } from '../processing/evaluation.ts'
import { Fault } from '../processing/fault.ts'
import { instanceOf } from '../processing/instances.ts'
import { applyOutputs } from '../processing/mappings.ts'

/** Activities from within which an escalation can come. */
const ESCALATING = ['bpmn:SubProcess', 'bpmn:CallActivity']

export const escalationDefinition: EventDefinitionKind = {
  type: 'bpmn:EscalationEventDefinition',
  places: ['event sub-process start', 'boundary', 'intermediate throw', 'end'],
  nonInterrupting: true,
  catching: compileCatching,
  throwing: compileThrowing,
}

/** The code is static; without reference or code it catches all. */
function compileCatching(definition: Node, event: Node, place: EventPlace, build: Build): Catching {
  const escalation = childOf(definition, 'escalationRef')
  const code = textOf(escalation, 'escalationCode') ?? ''
  if (escalation && isExpression(code))
    build.faults.add(definition, 'The escalationCode of the escalation catch event is not allowed to be an expression')
  const activity = childOf(event, 'attachedToRef')
  if (place === 'boundary' && activity && !ESCALATING.some((type) => activity.$instanceOf(type)))
    build.faults.add(event, 'An escalation boundary event should only be attached to a subprocess, or a call activity.')
  return { kind: 'escalation', ...(code !== '' && { code }), prepare: () => () => {} }
}

/** Escalates and goes on, unless the catching side interrupts its scope. */
function compileThrowing(definition: Node, _event: Node, build: Build): Behaviour | undefined {
  const escalation = childOf(definition, 'escalationRef')
  const codeText = textOf(escalation, 'escalationCode') ?? ''
  if (!escalation) build.faults.add(definition, 'Must reference an escalation')
  else if (codeText === '') build.faults.add(escalation, 'EscalationCode must be present and not empty')
  const code = escalation && codeText !== '' ? build.value(escalation, codeText) : undefined
  if (!code) return undefined
  return {
    activate(p, _element, instance) {
      const value = code.kind === 'static' ? code.text : evaluateString(p, code, instance.key)
      if (value instanceof Fault) return value
      if (instance.scopeKey === undefined) throw new Error('An escalation event has no scope')
      return escalate(p, instanceOf(p, instance.scopeKey), value) ? 'complete' : 'wait'
    },
    complete: (p, element, instance) => applyOutputs(p, element, instance) ?? { take: element.outgoing },
  }
}
