import type { Key } from '../contract.ts'
import { takeFlow } from './activation.ts'
import { handlerCompleted, keepCompensable } from './compensation.ts'
import { Fault } from './fault.ts'
import { raiseIncident } from './incidents.ts'
import { elementOf, instanceOf, update } from './instances.ts'
import { endProcessInstance } from './process-instances.ts'
import type { Processing } from './processing.ts'
import { closeSubscriptions } from './subscriptions.ts'
import { afterChild } from './termination.ts'
import { attemptStep, note, removeInstance } from './transitions.ts'

/** Queues the completion of an active instance. */
export function complete(p: Processing, key: Key): void {
  p.enqueue(() => {
    const instance = p.state.elementInstances.get(key)
    if (instance?.state !== 'ACTIVATED') return
    if (instance.scopeKey !== undefined && instanceOf(p, instance.scopeKey).state !== 'ACTIVATED') return
    update(p, key, { state: 'COMPLETING' })
    runCompletion(p, key)
  })
}

/** Runs the completing step of an instance in state COMPLETING: for the first time, or again after an incident. */
export function runCompletion(p: Processing, key: Key): void {
  const instance = instanceOf(p, key)
  p.working(instance.processInstanceKey)
  const element = elementOf(p, instance)
  const outcome = attemptStep(p, () => element.behaviour.complete(p, element, instance))
  if (outcome instanceof Fault) {
    raiseIncident(p, instanceOf(p, key), outcome)
    return
  }
  closeSubscriptions(p, instanceOf(p, key))
  note(p, 'completed', instance)
  if (instance.scopeKey === undefined) {
    endProcessInstance(p, instance, 'completed')
    return
  }
  if (element.compensable) keepCompensable(p, element, instance)
  removeInstance(p, instance, instance.scopeKey)
  if (instance.compensates !== undefined) handlerCompleted(p, instance.compensates)
  // In a scope that was interrupted meanwhile the token goes nowhere.
  if (instanceOf(p, instance.scopeKey).interruptedBy === undefined)
    for (const flow of outcome.take) takeFlow(p, flow, instance.scopeKey)
  element.behaviour.completed?.(p, element, instance)
  afterChild(p, instanceOf(p, instance.scopeKey))
}

/** A scope completes when it has no active child and no token on a flow. */
export function completeEmptyScope(p: Processing, scopeKey: Key): void {
  const scope = p.state.elementInstances.get(scopeKey)
  if (scope?.state === 'ACTIVATED' && scope.children === 0 && scope.tokens === 0 && !scope.trigger)
    complete(p, scopeKey)
}
