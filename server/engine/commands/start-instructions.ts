import type { Key, Variables } from '../contract.ts'
import { type Element, type Graph, isInsideMultiInstance } from '../model/graph.ts'
import { activateDirectly, type ScopeInstances } from '../processing/direct-activation.ts'
import { Fault } from '../processing/fault.ts'
import { insertProcessInstance } from '../processing/process-instances.ts'
import type { Processing } from '../processing/processing.ts'
import { Refusal } from '../processing/refusal.ts'
import { openScopeSubscriptions } from '../processing/subscriptions.ts'
import type { ProcessDefinition } from '../state/records.ts'

const NOT_STARTABLE = ['startEvent', 'boundaryEvent']
const EXPECTED = 'Expected to create instance of process with start instructions but'

/** Creates an instance in which these elements are active; the scopes around them are made once for all of them. */
export function createAt(
  p: Processing,
  definition: ProcessDefinition,
  graph: Graph,
  elementIds: string[],
  variables: Variables,
): Key | Refusal {
  const elements: Element[] = []
  for (const id of elementIds) {
    const element = startable(graph, id)
    if (element instanceof Refusal) return element
    elements.push(element)
  }
  const instance = insertProcessInstance(p, definition, 'ACTIVATED', { variables })
  const scopes: ScopeInstances = new Map([[graph.process, instance.key]])
  const fault = [
    () => openScopeSubscriptions(p, graph.process, instance),
    ...elements.map((element) => () => activateDirectly(p, element, scopes)),
  ].reduce<Fault | undefined>((before, step) => before ?? step(), undefined)
  if (fault instanceof Fault)
    return new Refusal('INVALID_ARGUMENT', `${EXPECTED} a subscription failed: ${fault.message}`)
  return instance.key
}

function startable(graph: Graph, id: string): Element | Refusal {
  const refuse = (why: string) => new Refusal('INVALID_ARGUMENT', `${EXPECTED} ${why}`)
  const element = graph.elements.get(id)
  if (!element || element === graph.process) return refuse(`no element found with id '${id}'.`)
  if (isInsideMultiInstance(element))
    return refuse(
      `the element with id '${id}' is inside a multi-instance subprocess. The creation of elements inside a multi-instance subprocess is not supported.`,
    )
  if (NOT_STARTABLE.includes(element.type))
    return refuse(`the element with id '${id}' targets unsupported element type '${typeWord(element.type)}'.`)
  if (element.incoming.some(({ source }) => source.type === 'eventBasedGateway'))
    return refuse(
      `the element with id '${id}' belongs to an event-based gateway. The creation of elements belonging to an event-based gateway is not supported.`,
    )
  return element
}

/** startEvent -> START_EVENT */
function typeWord(type: string): string {
  return type.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
}
