import type { Key } from '../contract.ts'
import type { Element } from '../model/graph.ts'
import { enter } from './activation.ts'
import { Fault } from './fault.ts'
import { instanceOf } from './instances.ts'
import type { Processing } from './processing.ts'
import { openScopeSubscriptions } from './subscriptions.ts'
import { insertInstance } from './transitions.ts'

/** The instances of scopes that elements are activated in: those that are there, and those made on the way. */
export type ScopeInstances = Map<Element, Key>

/**
 * Activates an element without a token that led to it: the scopes around it that have no instance yet are made, active
 * at once and without their start events, with their boundary events and event sub-processes open.
 */
export function activateDirectly(p: Processing, element: Element, scopes: ScopeInstances): Fault | undefined {
  const scopeKey = element.scope && scopeInstance(p, element.scope, scopes)
  if (scopeKey === undefined) throw new Error(`Element '${element.id}' has no scope to be activated in`)
  if (scopeKey instanceof Fault) return scopeKey
  enter(p, element, scopeKey)
  return undefined
}

function scopeInstance(p: Processing, scope: Element, scopes: ScopeInstances): Key | Fault {
  const known = scopes.get(scope)
  if (known !== undefined) return known
  const around = scope.scope && scopeInstance(p, scope.scope, scopes)
  if (around === undefined) throw new Error(`The process instance of '${scope.id}' is not among the scopes`)
  if (around instanceof Fault) return around
  const { key } = insertInstance(p, scope, around, 'ACTIVATED')
  scopes.set(scope, key)
  return openScopeSubscriptions(p, scope, instanceOf(p, key)) ?? key
}
