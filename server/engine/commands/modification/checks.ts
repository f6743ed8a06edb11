import type { Key } from '../../contract.ts'
import { elementTypeOf, flowOf, scopesAround } from '../../model/element-types.ts'
import type { Element, Graph } from '../../model/graph.ts'
import type { Processing } from '../../processing/processing.ts'
import { isKey } from '../../state/keys.ts'
import type { ElementInstance } from '../../state/records.ts'
import type { Request } from '../command.ts'

/** What a modification is checked against. */
export interface Modification {
  p: Processing
  instance: ElementInstance
  graph: Graph
  request: Request<'modifyProcessInstance'>
}

/** Finds fault with a modification; the text follows `Expected to modify instance of process '<id>' but `. */
type Check = (modification: Modification) => string | undefined

const ACTIVATE = 'it contains one or more activate instructions'
const TERMINATE = 'it contains one or more terminate instructions'
const VARIABLES = 'it contains one or more variable instructions'
const UNSUPPORTED = ['PROCESS', 'START_EVENT', 'BOUNDARY_EVENT']
const SUPPORTED =
  'SUB_PROCESS, EVENT_SUB_PROCESS, INTERMEDIATE_CATCH_EVENT, INTERMEDIATE_THROW_EVENT, END_EVENT, SERVICE_TASK, RECEIVE_TASK, USER_TASK, MANUAL_TASK, TASK, EXCLUSIVE_GATEWAY, PARALLEL_GATEWAY, EVENT_BASED_GATEWAY, INCLUSIVE_GATEWAY, MULTI_INSTANCE_BODY, CALL_ACTIVITY, BUSINESS_RULE_TASK, SCRIPT_TASK, SEND_TASK'

/** All checks, in the order in which their faults are told; what they need of each other holds by that order. */
export const checks: readonly Check[] = [
  elementsExist,
  elementsAreNotBehindEventBasedGateways,
  elementsAreOfSupportedTypes,
  elementInstancesToTerminateExist,
  variableScopesExist,
  variableScopesAreFlowScopes,
  ancestorsAreActive,
  ancestorsBelongToTheInstance,
  ancestorsAreAroundTheElements,
]

function elementsExist({ graph, request }: Modification) {
  const unknown = elementIds(request).filter((id) => !graph.elements.has(id) && !flowOf(graph, id))
  return fault(unknown, (ids) => `${ACTIVATE} with an element that could not be found: ${ids}`)
}

function elementsAreNotBehindEventBasedGateways({ graph, request }: Modification) {
  const behind = elementIds(request).filter((id) =>
    graph.elements.get(id)?.incoming.some(({ source }) => source.type === 'eventBasedGateway'),
  )
  return fault(
    behind,
    (ids) =>
      `${ACTIVATE} for elements that are unsupported: ${ids}. The activation of events belonging to an event-based gateway is not supported.`,
  )
}

function elementsAreOfSupportedTypes({ graph, request }: Modification) {
  const typeOf = (id: string) => {
    const element = graph.elements.get(id)
    return element ? elementTypeOf(element) : 'SEQUENCE_FLOW'
  }
  const unsupported = elementIds(request).filter((id) => !graph.elements.has(id) || UNSUPPORTED.includes(typeOf(id)))
  return fault(
    unsupported,
    (ids) =>
      `${ACTIVATE} for elements that are unsupported: ${ids}. The activation of elements with type ${quoted(unsupported.map(typeOf))} is not supported. Supported element types are: [${SUPPORTED}].`,
  )
}

function elementInstancesToTerminateExist({ p, instance, request }: Modification) {
  const unknown = request.terminateInstructions
    .map(({ elementInstanceKey }) => elementInstanceKey)
    .filter((key) => find(p, key)?.processInstanceKey !== instance.key)
  return fault(unknown, (keys) => `${TERMINATE} with an element instance that could not be found: ${keys}`)
}

function variableScopesExist({ graph, request }: Modification) {
  const unknown = request.activateInstructions
    .flatMap(({ variableInstructions = [] }) => variableInstructions.map(({ scopeId }) => scopeId))
    .filter((scopeId) => scopeId !== '' && !graph.elements.has(scopeId))
  return fault(unknown, (ids) => `${VARIABLES} with a scope element id that could not be found: ${ids}`)
}

function variableScopesAreFlowScopes({ graph, request }: Modification) {
  const stray = request.activateInstructions.some(({ elementId, variableInstructions = [] }) => {
    const allowed = ['', elementId, ...scopeIds(graph.elements.get(elementId))]
    return variableInstructions.some(({ scopeId }) => !allowed.includes(scopeId))
  })
  if (!stray) return undefined
  return `${VARIABLES} with a scope element that doesn't belong to the activating element's flow scope. These variables should be set before or after the modification.`
}

function ancestorsAreActive({ p, request }: Modification) {
  const inactive = ancestorKeys(request).filter((key) => find(p, key)?.state !== 'ACTIVATED')
  return fault(
    inactive,
    (keys) => `${ACTIVATE} with an ancestor scope key that does not exist, or is not in an active state: ${keys}`,
  )
}

function ancestorsBelongToTheInstance({ p, instance, request }: Modification) {
  const strange = ancestorKeys(request).filter((key) => find(p, key)?.processInstanceKey !== instance.key)
  return fault(
    strange,
    (keys) => `${ACTIVATE} with an ancestor scope key that does not belong to the modified process instance: ${keys}`,
  )
}

function ancestorsAreAroundTheElements({ p, graph, request }: Modification) {
  const faults = request.activateInstructions.flatMap(({ elementId, ancestorElementInstanceKey: key }) => {
    const ancestor = key && find(p, key)
    if (!ancestor || scopeIds(graph.elements.get(elementId)).includes(ancestor.elementId)) return []
    return [`\n- instance '${key}' of element '${ancestor.elementId}' is not an ancestor of element '${elementId}'`]
  })
  if (faults.length === 0) return undefined
  return `${ACTIVATE} with an ancestor scope key that is not an ancestor of the element to activate:${faults.join('')}`
}

function find(p: Processing, key: Key): ElementInstance | undefined {
  return isKey(key) ? p.state.elementInstances.get(key) : undefined
}

const elementIds = ({ activateInstructions }: Modification['request']) =>
  activateInstructions.map(({ elementId }) => elementId)
const ancestorKeys = ({ activateInstructions }: Modification['request']) =>
  activateInstructions.flatMap(({ ancestorElementInstanceKey }) => ancestorElementInstanceKey ?? [])
const scopeIds = (element: Element | undefined) => (element ? scopesAround(element).map(({ id }) => id) : [])

function fault(faulty: string[], text: (quoted: string) => string): string | undefined {
  return faulty.length === 0 ? undefined : text(quoted(faulty))
}

/** `'a', 'b'`, each once. */
const quoted = (texts: string[]) => [...new Set(texts)].map((text) => `'${text}'`).join(', ')
