import { typeName } from '#feel'
import type { Key } from '../contract.ts'
import { compileMessageJob } from '../elements/message-job.ts'
import type { Build, EventDefinitionKind, EventPlace } from '../model/build.ts'
import type { Value } from '../model/expressions.ts'
import type { Catching } from '../model/graph.ts'
import { childOf, extensionsOf, type Node, textOf } from '../model/node.ts'
import { evaluate, evaluateString } from '../processing/evaluation.ts'
import { Fault } from '../processing/fault.ts'
import { openMessageStart } from '../processing/message-starts.ts'
import { openMessageSubscription } from '../processing/messages.ts'
import type { Processing } from '../processing/processing.ts'
import { checkConstantName, constantName } from './event-name.ts'

export const messageDefinition: EventDefinitionKind = {
  type: 'bpmn:MessageEventDefinition',
  places: ['start', 'event sub-process start', 'intermediate catch', 'boundary', 'intermediate throw', 'end'],
  nonInterrupting: true,
  catching: compileMessage,
  throwing(definition, event, build) {
    return compileMessageJob(event, definition, build)
  },
}

/** `definition` is the event definition, or the receive task itself: both name the message in `messageRef`. */
function compileMessage(definition: Node, _event: Node, place: EventPlace, build: Build): Catching | undefined {
  const message = childOf(definition, 'messageRef')
  if (!message) {
    build.faults.add(definition, 'Must reference a message')
    return undefined
  }
  const nameText = textOf(message, 'name') ?? ''
  if (nameText === '') build.faults.add(message, 'Name must be present and not empty')
  const name = build.value(message, nameText)
  const [subscription] = extensionsOf(message, 'zeebe:Subscription')
  const keyText = textOf(subscription, 'correlationKey') ?? ''
  if (place !== 'start' && !subscription)
    build.faults.add(message, 'Must have exactly one zeebe:subscription extension element')
  else if (place !== 'start' && keyText === '')
    build.faults.add(subscription ?? message, 'zeebe:correlationKey must be present and not empty')
  const correlationKey = subscription && keyText !== '' ? build.expression(subscription, keyText) : undefined
  if (name && place === 'start') checkConstantName('message', definition, nameText, name, build)
  if (!name || (place !== 'start' && !correlationKey)) return undefined
  return {
    kind: 'message',
    prepare(p, element, host) {
      if (!correlationKey) throw new Error('A message is awaited without a correlation key')
      const messageName = evaluateString(p, name, host.key)
      if (messageName instanceof Fault) return messageName
      // A boundary event's key is evaluated around its activity: the activity's input mappings are not visible.
      const scopeKey = element.attachedTo && host.scopeKey !== undefined ? host.scopeKey : host.key
      const key = correlationKeyOf(p, correlationKey, scopeKey)
      if (key instanceof Fault) return key
      return () => openMessageSubscription(p, element, host, { messageName, correlationKey: key })
    },
    openStart(p, element, process) {
      const messageName = constantName(name)
      if (messageName instanceof Fault) return messageName
      openMessageStart(p, {
        messageName,
        elementId: element.id,
        processDefinitionKey: process.key,
        bpmnProcessId: process.bpmnProcessId,
      })
      return undefined
    },
  }
}

/** A text, or a number as its integer text. */
function correlationKeyOf(p: Processing, value: Value, scopeKey: Key): string | Fault {
  const result = evaluate(p, value, scopeKey)
  if (result instanceof Fault) return result
  if (typeof result.value === 'string') return result.value
  if (typeof result.value === 'number') return String(Math.trunc(result.value))
  return new Fault(
    'EXTRACT_VALUE_ERROR',
    `Failed to extract the correlation key for '${value.text}': The value must be either a string or a number, but was '${typeName(result.value)}'.${result.warnings}`,
    scopeKey,
  )
}
