import type { Key, Variables } from '../contract.ts'
import type { Element } from '../model/graph.ts'
import { hash } from '../state/keys.ts'
import type { ElementInstance, SignalSubscription } from '../state/records.ts'
import { trigger } from './events.ts'
import { startProcessInstance } from './process-instances.ts'
import type { Processing } from './processing.ts'
import { noteSubscription } from './subscriptions.ts'

/**
 * Opens the subscription of a catching element on behalf of `host`. An instance has one subscription per name: a boundary
 * event's replaces what was there, an event sub-process's does not.
 */
export function openSignalSubscription(
  p: Processing,
  element: Element,
  host: ElementInstance,
  signalName: string,
): void {
  const row = rowOf(signalName, host.key)
  const known = p.state.signalSubscriptions.has(row)
  if (known && element.type === 'startEvent') return
  p.state.signalSubscriptions.put(row, {
    signalName,
    elementId: element.id,
    processDefinitionKey: host.processDefinitionKey,
    elementInstanceKey: host.key,
  })
  if (!known) noteSubscription(p, host, 'signals', row)
}

/** Removes a subscription; always true, so that it can be part of a condition. */
export function removeSignalSubscription(p: Processing, row: string): true {
  p.state.signalSubscriptions.delete(row)
  return true
}

/** Opens the signal start event of a deployed version. */
export function openSignalStart(p: Processing, element: Element, processDefinitionKey: Key, signalName: string): void {
  const row = rowOf(signalName, processDefinitionKey)
  p.state.signalSubscriptions.put(row, { signalName, elementId: element.id, processDefinitionKey })
  p.state.startSignals.put(processDefinitionKey + row, 1)
}

/** Closes the signal start events of a version. */
export function closeSignalStarts(p: Processing, processDefinitionKey: Key): void {
  for (const [row] of p.state.startSignals.range(processDefinitionKey)) {
    removeSignalSubscription(p, row.slice(processDefinitionKey.length))
    p.state.startSignals.delete(row)
  }
}

/**
 * Lets a signal reach everything that waits for it now: each open catching event, and a new instance of each process
 * whose latest version starts with it. Nothing is kept for later.
 */
export function broadcast(p: Processing, signalName: string, variables: Variables): void {
  for (const [row] of p.state.signalSubscriptions.range(hash(signalName))) {
    // What an earlier subscription interrupted does not wait any more.
    const subscription = p.state.signalSubscriptions.get(row)
    if (subscription) reach(p, subscription, variables)
  }
}

function reach(p: Processing, subscription: SignalSubscription, variables: Variables): void {
  const { elementInstanceKey, elementId, processDefinitionKey } = subscription
  if (elementInstanceKey !== undefined) {
    trigger(p, elementInstanceKey, elementId, variables)
    return
  }
  const definition = p.state.processes.get(processDefinitionKey)
  if (definition) startProcessInstance(p, definition, { trigger: { elementId, variables } })
}

function rowOf(signalName: string, owner: Key): string {
  return hash(signalName) + owner
}
