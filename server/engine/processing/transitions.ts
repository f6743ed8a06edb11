import type { Key } from '../contract.ts'
import type { Element, SequenceFlow } from '../model/graph.ts'
import type { ElementInstance } from '../state/records.ts'
import { Fault } from './fault.ts'
import { keepElement } from './history.ts'
import { change, instanceOf, update } from './instances.ts'
import type { Processing, Transition } from './processing.ts'
import { RecordTooBig } from './record-size.ts'

/** Stores a new instance of an element in a scope; runs nothing. */
export function insertInstance(
  p: Processing,
  element: Element,
  scopeKey: Key,
  state: 'ACTIVATING' | 'ACTIVATED',
  { trigger, loopCounter, compensates }: Pick<ElementInstance, 'trigger' | 'loopCounter' | 'compensates'> = {},
): ElementInstance {
  const scope = instanceOf(p, scopeKey)
  const key = p.nextKey()
  const instance: ElementInstance = {
    key,
    elementId: element.id,
    processInstanceKey: scope.processInstanceKey,
    processDefinitionKey: scope.processDefinitionKey,
    scopeKey,
    state,
    children: 0,
    tokens: 0,
    startedAt: p.now,
    ...(scope.recorded && { recorded: true }),
    ...(trigger && { trigger }),
    ...(loopCounter !== undefined && { loopCounter }),
    ...(compensates !== undefined && { compensates }),
  }
  p.state.elementInstances.insert(key, instance)
  p.state.children.insert(scopeKey + key, 1)
  update(p, scopeKey, { children: scope.children + 1 })
  note(p, 'activating', instance)
  return instance
}

/** Removes an ended instance with its variables from its scope. */
export function removeInstance(p: Processing, instance: ElementInstance, scopeKey: Key): void {
  p.state.variables.delete(instance.key)
  p.state.elementInstances.delete(instance.key)
  p.state.children.delete(scopeKey + instance.key)
  const scope = instanceOf(p, scopeKey)
  p.state.elementInstances.put(scopeKey, change(scope, { children: scope.children - 1 }))
}

/** Tells who watches how an instance went on. */
export function note(p: Processing, what: Exclude<Transition['what'], 'taken'>, instance: ElementInstance): void {
  const { elementId, key, processInstanceKey } = instance
  p.effects.transitions.push({ what, elementId, key, processInstanceKey })
  if (instance.recorded && (what === 'completed' || what === 'terminated')) keepElement(p, instance, what)
}

/** Tells who watches that a sequence flow of a scope was taken. */
export function noteTaken(p: Processing, flow: SequenceFlow, { key, processInstanceKey }: ElementInstance): void {
  p.effects.transitions.push({ what: 'taken', elementId: flow.id, key, processInstanceKey })
}

/** Runs a step of an element; where that would make a record too big, it is undone and a fault instead. */
export function attemptStep<Outcome>(p: Processing, step: () => Outcome): Outcome | Fault {
  const outcome = p.attempt(step)
  return outcome instanceof RecordTooBig ? new Fault('MESSAGE_SIZE_EXCEEDED', outcome.message) : outcome
}
