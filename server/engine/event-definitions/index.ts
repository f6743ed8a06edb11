import type { Build, EventDefinitionKind, EventPlace } from '../model/build.ts'
import type { Catching } from '../model/graph.ts'
import { childrenOf, flagOf, type Node } from '../model/node.ts'
import { compensationDefinition } from './compensation.ts'
import { errorDefinition } from './error.ts'
import { escalationDefinition } from './escalation.ts'
import { linkDefinition } from './link.ts'
import { messageDefinition } from './message.ts'
import { signalDefinition } from './signal.ts'
import { terminateDefinition } from './terminate.ts'
import { timerDefinition } from './timer.ts'

/** All event definitions that the engine runs, by type. */
export const eventDefinitionKinds: ReadonlyMap<string, EventDefinitionKind> = new Map(
  [
    messageDefinition,
    timerDefinition,
    signalDefinition,
    errorDefinition,
    escalationDefinition,
    compensationDefinition,
    linkDefinition,
    terminateDefinition,
  ].map((kind) => [kind.type, kind]),
)

/** The definitions of an event, in document order. */
export function definitionsOf(node: Node): Node[] {
  return childrenOf(node, 'eventDefinitions')
}

/** Where an event stands; undefined for elements that are no events. */
export function placeOf(node: Node): EventPlace | undefined {
  switch (node.$type) {
    case 'bpmn:StartEvent':
      return node.$parent && flagOf(node.$parent, 'triggeredByEvent') ? 'event sub-process start' : 'start'
    case 'bpmn:IntermediateCatchEvent':
      return 'intermediate catch'
    case 'bpmn:BoundaryEvent':
      return 'boundary'
    case 'bpmn:IntermediateThrowEvent':
      return 'intermediate throw'
    case 'bpmn:EndEvent':
      return 'end'
    default:
      return undefined
  }
}

/** What is said of a definition that may not stand in a place. */
const MUST_BE: { readonly [Place in EventPlace]: string } = {
  start: 'Start events must be one of: none, timer, message or signal',
  'event sub-process start':
    'Start events in event subprocesses must be one of: message, timer, error, signal or escalation',
  'intermediate catch': 'Event definition must be one of: message, timer, signal or link',
  boundary: 'Boundary events must be one of: timer, message, error, signal, escalation',
  'intermediate throw':
    'Intermediate throw events must be one of: none, message, link, signal, escalation or compensation',
  end: 'End events must be one of: none, error, message, terminate, signal, escalation or compensation',
}

/** Notes definitions that the engine does not run, or not in this place, or only interrupting. */
export function checkDefinitions(node: Node, build: Build): void {
  const place = placeOf(node)
  if (!place) return
  const teller = place === 'event sub-process start' ? (node.$parent ?? node) : node
  for (const definition of definitionsOf(node)) {
    const kind = eventDefinitionKinds.get(definition.$type)
    if (!kind) build.faults.add(definition, 'Event definition of this type is not supported')
    else if (!kind.places.includes(place)) build.faults.add(teller, MUST_BE[place])
    else if (!kind.nonInterrupting && !isInterrupting(node))
      build.faults.add(teller, 'Non-Interrupting event of this type is not allowed')
  }
}

/** Compiles what a catching event or a receive task waits for. */
export function compileCatching(node: Node, build: Build): Catching | undefined {
  if (node.$type === 'bpmn:ReceiveTask') return messageDefinition.catching?.(node, node, 'intermediate catch', build)
  const place = placeOf(node)
  const [definition] = definitionsOf(node)
  if (!place || !definition || place === 'end' || place === 'intermediate throw') return undefined
  const kind = eventDefinitionKinds.get(definition.$type)
  return kind?.places.includes(place) ? kind.catching?.(definition, node, place, build) : undefined
}

/** Whether an event ends what it interrupts; a start event of an event sub-process speaks for the sub-process. */
export function isInterrupting(node: Node): boolean {
  if (node.$type === 'bpmn:BoundaryEvent') return flagOf(node, 'cancelActivity') ?? true
  if (node.$type === 'bpmn:StartEvent') return flagOf(node, 'isInterrupting') ?? true
  if (node.$instanceOf('bpmn:SubProcess') && flagOf(node, 'triggeredByEvent')) {
    const start = childrenOf(node, 'flowElements').find((child) => child.$type === 'bpmn:StartEvent')
    return start ? isInterrupting(start) : true
  }
  return true
}
