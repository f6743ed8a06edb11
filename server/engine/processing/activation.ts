import type { Key, Variables } from '../contract.ts'
import type { Element, SequenceFlow } from '../model/graph.ts'
import type { Trigger } from '../state/records.ts'
import { complete } from './completion.ts'
import { Fault } from './fault.ts'
import { raiseIncident } from './incidents.ts'
import { elementOf, instanceOf, update } from './instances.ts'
import type { Processing } from './processing.ts'
import { attemptStep, insertInstance, note, noteTaken } from './transitions.ts'
import { setLocal } from './variables.ts'

/** How an element is entered. */
export interface Entry {
  /** Tokens of the scope that this activation uses up. */
  tokens: number
  /** Event variables, local to the new instance. */
  variables?: Variables
  /** What an event sub-process or a process was started by. */
  trigger?: Trigger
  /** Of an inner instance of a multi-instance body. */
  loopCounter?: number
  /** Of a compensation handler: the throw event's instance that waits for it. */
  compensates?: Key
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
  noteTaken(p, flow, scope)
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
  const { key } = insertInstance(p, element, scopeKey, 'ACTIVATING', entry)
  if (entry.variables) setLocal(p, key, entry.variables)
  runActivation(p, key, entry)
}

/**
 * Runs the activating step of an instance in state ACTIVATING: for the first time, then with its entry if it has one, or
 * again after an incident.
 */
export function runActivation(p: Processing, key: Key, entry?: Entry): void {
  const instance = instanceOf(p, key)
  p.working(instance.processInstanceKey)
  const element = elementOf(p, instance)
  const outcome = attemptStep(p, () => element.behaviour.activate(p, element, instance, entry))
  if (outcome instanceof Fault) {
    raiseIncident(p, instanceOf(p, key), outcome)
    return
  }
  update(p, key, { state: 'ACTIVATED' })
  note(p, 'activated', instance)
  if (outcome === 'complete') complete(p, key)
}
