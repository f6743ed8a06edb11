import type { Key, Variables } from '../contract.ts'
import type { Element, SequenceFlow } from '../model/graph.ts'
import type { ElementInstance, Trigger } from '../state/records.ts'
import { Fault } from './fault.ts'
import { raiseIncident, removeIncident } from './incidents.ts'
import { change, childrenOf, elementOf, instanceOf, update } from './instances.ts'
import { cancelJob } from './jobs.ts'
import { endProcessInstance } from './process-instances.ts'
import type { Processing, Transition } from './processing.ts'
import { RecordTooBig } from './record-size.ts'
import { closeSubscriptions } from './subscriptions.ts'
import { setLocal } from './variables.ts'

/** How an element is entered. */
export interface Entry {
  /** Tokens of the scope that this activation uses up. */
  tokens: number
  /** Event variables, local to the new instance. */
  variables?: Variables
  /** What an event sub-process or a process was started by. */
  trigger?: Trigger
}

/** Queues the activation of an element that no sequence flow leads to (start, boundary event, event sub-process). */
export function enter(p: Processing, element: Element, scopeKey: Key, entry: Omit<Entry, 'tokens'> = {}): void {
  update(p, scopeKey, { tokens: instanceOf(p, scopeKey).tokens + 1 })
  p.enqueue(() => activate(p, element, scopeKey, { ...entry, tokens: 1 }))
}

/** Takes a sequence flow: queues the activation of its target, or lets the token wait at a join. */
export function takeFlow(p: Processing, flow: SequenceFlow, scopeKey: Key): void {
  const scope = instanceOf(p, scopeKey)
  const { target } = flow
  if (!target.joins) {
    update(p, scopeKey, { tokens: scope.tokens + 1 })
    p.enqueue(() => activate(p, target, scopeKey, { tokens: 1 }))
    return
  }
  const waiting = new Map(Object.entries(scope.joins?.[target.id] ?? {}))
  waiting.set(flow.id, (waiting.get(flow.id) ?? 0) + 1)
  const joined = target.incoming.every(({ id }) => (waiting.get(id) ?? 0) > 0)
  if (joined) for (const { id } of target.incoming) waiting.set(id, (waiting.get(id) ?? 0) - 1)
  const left = Object.fromEntries([...waiting].filter(([, count]) => count > 0))
  update(p, scopeKey, { tokens: scope.tokens + 1, joins: { ...scope.joins, [target.id]: left } })
  if (joined) p.enqueue(() => activate(p, target, scopeKey, { tokens: target.incoming.length }))
}

function activate(p: Processing, element: Element, scopeKey: Key, entry: Entry): void {
  const scope = p.state.elementInstances.get(scopeKey)
  if (scope?.state !== 'ACTIVATED') return
  if (scope.interruptedBy !== undefined && scope.interruptedBy !== element.id) return
  update(p, scopeKey, { tokens: scope.tokens - entry.tokens })
  const { key } = insertInstance(p, element, scopeKey, 'ACTIVATING', entry.trigger)
  if (entry.variables) setLocal(p, key, entry.variables)
  runActivation(p, key)
}

/** Stores a new instance of an element in a scope; runs nothing. */
export function insertInstance(
  p: Processing,
  element: Element,
  scopeKey: Key,
  state: 'ACTIVATING' | 'ACTIVATED',
  trigger?: Trigger,
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
    ...(trigger && { trigger }),
  }
  p.state.elementInstances.insert(key, instance)
  p.state.children.insert(scopeKey + key, 1)
  update(p, scopeKey, { children: scope.children + 1 })
  note(p, 'activating', instance)
  return instance
}

/** Runs the activating step of an instance in state ACTIVATING: for the first time, or again after an incident. */
export function runActivation(p: Processing, key: Key): void {
  const instance = instanceOf(p, key)
  p.working(instance.processInstanceKey)
  const element = elementOf(p, instance)
  const outcome = asFault(p.attempt(() => element.behaviour.activate(p, element, instance)))
  if (outcome instanceof Fault) {
    raiseIncident(p, instanceOf(p, key), outcome)
    return
  }
  update(p, key, { state: 'ACTIVATED' })
  note(p, 'activated', instance)
  if (outcome === 'complete') complete(p, key)
}

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
  const outcome = asFault(p.attempt(() => element.behaviour.complete(p, element, instance)))
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
  remove(p, instance, instance.scopeKey)
  // In a scope that was interrupted meanwhile the token goes nowhere.
  if (instanceOf(p, instance.scopeKey).interruptedBy === undefined)
    for (const flow of outcome.take) takeFlow(p, flow, instance.scopeKey)
  element.behaviour.completed?.(p, element, instance)
  afterChild(p, instanceOf(p, instance.scopeKey))
}

/** A scope completes when it has no active child and no token on a flow. */
function completeEmptyScope(p: Processing, scopeKey: Key): void {
  const scope = p.state.elementInstances.get(scopeKey)
  if (scope?.state === 'ACTIVATED' && scope.children === 0 && scope.tokens === 0 && !scope.trigger)
    complete(p, scopeKey)
}

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
  remove(p, instance, instance.scopeKey)
  const scope = instanceOf(p, instance.scopeKey)
  const { trigger } = instance
  const boundary =
    trigger && elementOf(p, instance).boundaryEvents.find((candidate) => candidate.id === trigger.elementId)
  if (boundary && trigger && scope.state === 'ACTIVATED' && scope.interruptedBy === undefined)
    enter(p, boundary, scope.key, trigger.variables ? { variables: trigger.variables } : {})
  else afterChild(p, scope)
}

/** What becomes of a scope of which a child has ended: it ends too, goes on with what interrupted it, or stays. */
function afterChild(p: Processing, scope: ElementInstance): void {
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

function asFault<Outcome>(outcome: Outcome | RecordTooBig): Outcome | Fault {
  return outcome instanceof RecordTooBig ? new Fault('MESSAGE_SIZE_EXCEEDED', outcome.message) : outcome
}

function note(p: Processing, what: Transition['what'], { elementId, key, processInstanceKey }: ElementInstance): void {
  p.effects.transitions.push({ what, elementId, key, processInstanceKey })
}

function remove(p: Processing, instance: ElementInstance, scopeKey: Key): void {
  p.state.variables.delete(instance.key)
  p.state.elementInstances.delete(instance.key)
  p.state.children.delete(scopeKey + instance.key)
  const scope = instanceOf(p, scopeKey)
  p.state.elementInstances.put(scopeKey, change(scope, { children: scope.children - 1 }))
}
