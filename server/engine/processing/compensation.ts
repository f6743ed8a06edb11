import type { Key } from '../contract.ts'
import type { Element } from '../model/graph.ts'
import type { Compensable, ElementInstance } from '../state/records.ts'
import { enter } from './activation.ts'
import { complete } from './completion.ts'
import { instanceOf, update } from './instances.ts'
import type { Processing } from './processing.ts'
import { note } from './transitions.ts'

/**
 * Keeps a completed activity for a later compensation: one with a compensation boundary event, and an embedded
 * sub-process in which such ones completed. What an event sub-process holds is out of reach once it has ended.
 */
export function keepCompensable(p: Processing, element: Element, instance: ElementInstance): void {
  const { scopeKey } = instance
  if (scopeKey === undefined) return
  const holds = isScope(element) && p.state.compensables.range(instance.key, { limit: 1 }).length > 0
  const boundary = element.boundaryEvents.find(({ catching }) => catching?.kind === 'compensation')
  if (holds && isEventSubProcess(element)) forgetCompensables(p, instance.key)
  else if (holds || boundary) {
    const key = p.nextKey()
    p.state.compensables.insert(scopeKey + key, {
      key,
      activityId: element.id,
      activityInstanceKey: instance.key,
      ...(boundary && { boundaryEventId: boundary.id }),
      ...(holds && { holds }),
    })
  }
}

/** Forgets what completed in a scope that ends otherwise than by completing, and in the scopes within it. */
export function forgetCompensables(p: Processing, scopeKey: Key): void {
  for (const [row, compensable] of p.state.compensables.range(scopeKey)) {
    if (compensable.holds) forgetCompensables(p, compensable.activityInstanceKey)
    p.state.compensables.delete(row)
  }
}

/**
 * Starts the handlers of what completed in the throw event's scope (with `activityId` only of that activity's
 * instances), in order of completion; from an event sub-process also of what completed in the scope around it.
 * Gives the number of handlers. Each completed instance is compensated at most once.
 */
export function compensate(
  p: Processing,
  element: Element,
  thrower: ElementInstance,
  activityId: string | undefined,
): number {
  if (element.scope === undefined || thrower.scopeKey === undefined) throw new Error(`'${element.id}' has no scope`)
  const scopes = [thrower.scopeKey]
  const around = isEventSubProcess(element.scope) ? instanceOf(p, thrower.scopeKey).scopeKey : undefined
  if (around !== undefined) scopes.push(around)
  return scopes
    .flatMap((scopeKey) => p.state.compensables.range(scopeKey))
    .filter(([, compensable]) => activityId === undefined || compensable.activityId === activityId)
    .sort(([, one], [, other]) => (one.key < other.key ? -1 : 1))
    .reduce((handlers, [row, compensable]) => handlers + trigger(p, thrower, row, compensable), 0)
}

/** A handler has completed: the throw event goes on after the last one. */
export function handlerCompleted(p: Processing, throwerKey: Key): void {
  const thrower = p.state.elementInstances.get(throwerKey)
  if (!thrower) return
  const compensating = (thrower.compensating ?? 0) - 1
  update(p, throwerKey, { compensating: compensating > 0 ? compensating : undefined })
  if (compensating === 0) complete(p, throwerKey)
}

/** Starts the handler, then those of what completed within. */
function trigger(p: Processing, thrower: ElementInstance, row: string, compensable: Compensable): number {
  p.state.compensables.delete(row)
  const handlers = compensable.boundaryEventId === undefined ? 0 : startHandler(p, thrower, compensable.boundaryEventId)
  if (!compensable.holds) return handlers
  return p.state.compensables
    .range(compensable.activityInstanceKey)
    .reduce((started, [inner, held]) => started + trigger(p, thrower, inner, held), handlers)
}

/** The boundary event passes; its handler runs in the scope of the throw event. */
function startHandler(p: Processing, thrower: ElementInstance, boundaryEventId: string): number {
  const boundary = p.graph(thrower.processDefinitionKey).elements.get(boundaryEventId)
  if (!boundary?.handler || thrower.scopeKey === undefined) throw new Error(`'${boundaryEventId}' has no handler`)
  const passing = { ...thrower, key: p.nextKey(), elementId: boundaryEventId, startedAt: p.now }
  for (const what of ['activating', 'activated', 'completed'] as const) note(p, what, passing)
  enter(p, boundary.handler, thrower.scopeKey, { compensates: thrower.key })
  return 1
}

function isScope(element: Element): boolean {
  return element.content !== undefined || element.type === 'multiInstanceBody'
}

function isEventSubProcess(element: Element): boolean {
  return element.scope?.content?.eventSubProcesses.includes(element) ?? false
}
