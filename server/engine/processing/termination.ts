import type { Key } from '../contract.ts'
import type { Element } from '../model/graph.ts'
import type { ElementInstance, Trigger } from '../state/records.ts'
import { enter } from './activation.ts'
import { forgetCompensables } from './compensation.ts'
import { completeEmptyScope } from './completion.ts'
import { removeIncident } from './incidents.ts'
import { childrenOf, elementOf, instanceOf, update } from './instances.ts'
import { cancelJob } from './jobs.ts'
import { endProcessInstance } from './process-instances.ts'
import type { Processing } from './processing.ts'
import { closeSubscriptions } from './subscriptions.ts'
import { note, removeInstance } from './transitions.ts'

/** Queues the termination of an instance and all within it. */
export function terminate(p: Processing, key: Key): void {
  p.enqueue(() => {
    const stored = p.state.elementInstances.get(key)
    if (!stored || stored.state === 'TERMINATING') return
    p.working(stored.processInstanceKey)
    removeIncident(p, stored)
    cancelJob(p, stored)
    closeSubscriptions(p, stored)
    const instance = update(p, key, { state: 'TERMINATING', tokens: 0, joins: undefined })
    const element = elementOf(p, instance)
    if (element.compensable) forgetCompensables(p, key)
    if (element.behaviour.terminate?.(p, element, instance) === 'wait') return
    if (instance.children === 0) terminated(p, instance)
    else for (const child of childrenOf(p, key)) terminate(p, child)
  })
}

/** Ends a terminating instance that has nothing left within it, and goes on with what interrupted it. */
export function terminated(p: Processing, instance: ElementInstance): void {
  note(p, 'terminated', instance)
  if (instance.scopeKey === undefined) {
    endProcessInstance(p, instance, 'terminated')
    return
  }
  removeInstance(p, instance, instance.scopeKey)
  const scope = instanceOf(p, instance.scopeKey)
  const { trigger } = instance
  const boundary =
    trigger && elementOf(p, instance).boundaryEvents.find((candidate) => candidate.id === trigger.elementId)
  if (boundary && trigger && scope.state === 'ACTIVATED' && scope.interruptedBy === undefined)
    enter(p, boundary, scope.key, trigger.variables ? { variables: trigger.variables } : {})
  else afterChild(p, scope)
}

/** What becomes of a scope of which a child has ended: it ends too, goes on with what interrupted it, or stays. */
export function afterChild(p: Processing, scope: ElementInstance): void {
  if (scope.children > 0) return
  if (scope.state === 'TERMINATING') terminated(p, scope)
  else if (scope.interruptedBy !== undefined && scope.trigger) startInterrupting(p, scope, scope.trigger)
  else completeEmptyScope(p, scope.key)
}

/**
 * Ends everything in a scope for the sake of one element: an interrupting event sub-process (with its trigger), which
 * starts when all else has ended, or a terminate end event, after which the scope completes.
 */
export function interrupt(p: Processing, scopeKey: Key, by: Element, trigger?: Trigger): void {
  const scope = update(p, scopeKey, { interruptedBy: by.id, trigger, tokens: 0, joins: undefined })
  if (scope.children === 0) afterChild(p, scope)
  else for (const child of childrenOf(p, scopeKey)) terminate(p, child)
}

function startInterrupting(p: Processing, scope: ElementInstance, trigger: Trigger): void {
  const { interruptedBy } = scope
  const eventSubProcess = elementOf(p, scope).content?.eventSubProcesses.find(({ id }) => id === interruptedBy)
  if (!eventSubProcess) throw new Error(`Scope ${scope.key} is interrupted by the unknown '${interruptedBy}'`)
  update(p, scope.key, { trigger: undefined })
  enter(p, eventSubProcess, scope.key, { trigger })
}
