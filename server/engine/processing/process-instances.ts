import type { Key, Variables } from '../contract.ts'
import type { ElementInstance, ProcessDefinition, Trigger } from '../state/records.ts'
import { runActivation } from './activation.ts'
import { calledInstanceEnded } from './calls.ts'
import { forgetCompensables } from './compensation.ts'
import { keepProcessInstance } from './history.ts'
import { elementOf } from './instances.ts'
import { releaseStartLock } from './message-starts.ts'
import type { Processing } from './processing.ts'
import { localVariables, setLocal } from './variables.ts'

/** How a process instance begins. */
export interface Start {
  variables?: Variables
  /** The start event that an event fired; the none start event when absent. */
  trigger?: Trigger
  startLock?: string
  /** The call activity's element instance that calls it. */
  calledBy?: Key
}

/** Creates a process instance; its start event runs in a later step of the same commit. */
export function startProcessInstance(p: Processing, definition: ProcessDefinition, start: Start): Key {
  const { key } = insertProcessInstance(p, definition, 'ACTIVATING', start)
  p.enqueue(() => runActivation(p, key))
  return key
}

/** Stores a new process instance; runs nothing. */
export function insertProcessInstance(
  p: Processing,
  definition: ProcessDefinition,
  state: 'ACTIVATING' | 'ACTIVATED',
  start: Start,
): ElementInstance {
  const key = p.nextKey()
  const instance: ElementInstance = {
    key,
    elementId: definition.bpmnProcessId,
    processInstanceKey: key,
    processDefinitionKey: definition.key,
    state,
    children: 0,
    tokens: 0,
    startedAt: p.now,
    ...(p.retention > 0 && { recorded: true }),
    ...(start.trigger && { trigger: start.trigger }),
    ...(start.startLock !== undefined && { startLock: start.startLock }),
    ...(start.calledBy !== undefined && { calledBy: start.calledBy }),
  }
  p.state.elementInstances.insert(key, instance)
  p.state.processInstances.insert(definition.key + key, 1)
  if (start.variables) setLocal(p, key, start.variables)
  return instance
}

/** Removes all traces of a process instance that has nothing left within it. */
export function endProcessInstance(p: Processing, instance: ElementInstance, how: 'completed' | 'terminated'): void {
  const variables = how === 'completed' ? localVariables(p, instance.key) : undefined
  p.effects.ended.set(instance.key, variables)
  if (instance.recorded) keepProcessInstance(p, instance, how)
  if (elementOf(p, instance).compensable) forgetCompensables(p, instance.key)
  p.state.variables.delete(instance.key)
  p.state.elementInstances.delete(instance.key)
  p.state.processInstances.delete(instance.processDefinitionKey + instance.key)
  p.state.banned.delete(instance.key)
  releaseStartLock(p, instance)
  if (instance.calledBy !== undefined) calledInstanceEnded(p, instance.calledBy, variables)
}
