import type { Key, Variables } from '../contract.ts'
import type { Element } from '../model/graph.ts'
import type { ElementInstance, Trigger } from '../state/records.ts'
import { enter } from './activation.ts'
import { complete } from './completion.ts'
import { elementOf, instanceOf, update } from './instances.ts'
import type { Processing } from './processing.ts'
import { closeSubscriptions, eventSubProcessStarts } from './subscriptions.ts'
import { interrupt, terminate } from './termination.ts'

/**
 * Lets an event happen to the instance that waits for it. False, and nothing happens, if the instance is gone or can't
 * take it any more (not active, or an interrupting event came first).
 */
export function trigger(p: Processing, hostKey: Key, catchingId: string, variables?: Variables): boolean {
  const host = p.state.elementInstances.get(hostKey)
  if (host?.state !== 'ACTIVATED' || host.trigger) return false
  if (p.state.banned.has(host.processInstanceKey)) return false
  p.working(host.processInstanceKey)
  const element = elementOf(p, host)
  const event: Trigger = variables ? { elementId: catchingId, variables } : { elementId: catchingId }
  const boundary = element.boundaryEvents.find(({ id }) => id === catchingId)
  if (boundary) {
    triggerBoundary(p, host, boundary, event)
    return true
  }
  const eventSubProcess = element.content?.eventSubProcesses.find((candidate) =>
    candidate.content?.starts.some(({ id }) => id === catchingId),
  )
  if (eventSubProcess) return triggerEventSubProcess(p, host, element, eventSubProcess, event)
  update(p, host.key, { trigger: event })
  complete(p, host.key)
  return true
}

function triggerBoundary(p: Processing, host: ElementInstance, boundary: Element, event: Trigger): void {
  if (boundary.interrupting) {
    closeSubscriptions(p, host)
    update(p, host.key, { trigger: event })
    terminate(p, host.key)
  } else if (host.scopeKey !== undefined) {
    enter(p, boundary, host.scopeKey, event.variables ? { variables: event.variables } : {})
  }
}

function triggerEventSubProcess(
  p: Processing,
  host: ElementInstance,
  scope: Element,
  eventSubProcess: Element,
  event: Trigger,
): boolean {
  if (host.interruptedBy !== undefined) return false
  if (eventSubProcess.interrupting) {
    closeSubscriptions(p, instanceOf(p, host.key), eventSubProcessStarts(scope))
    interrupt(p, host.key, eventSubProcess, event)
  } else enter(p, eventSubProcess, host.key, { trigger: event })
  return true
}
