import type { Key } from '../contract.ts'
import type { Element } from '../model/graph.ts'
import type { ElementInstance } from '../state/records.ts'
import type { Processing } from './processing.ts'

/** The stored instance, which the caller knows to exist; its absence is a bug of the engine. */
export function instanceOf(p: Processing, key: Key): ElementInstance {
  const instance = p.state.elementInstances.get(key)
  if (!instance) throw new Error(`Element instance ${key} is referred to but not stored`)
  return instance
}

/** Stores the instance with some fields changed; `undefined` removes an optional field. */
export function update(p: Processing, key: Key, changes: Changes<ElementInstance>): ElementInstance {
  const changed = change(instanceOf(p, key), changes)
  p.state.elementInstances.put(key, changed)
  return changed
}

export type Changes<Kind> = { [Field in keyof Kind]?: Kind[Field] | undefined }

/** A copy with some fields changed; `undefined` removes an optional field. */
export function change<Kind extends object>(record: Kind, changes: Changes<Kind>): Kind {
  const changed: Kind = { ...record, ...(changes as Partial<Kind>) }
  for (const field in changes) if (changes[field] === undefined) delete changed[field]
  return changed
}

/** The element of the graph that the instance runs. */
export function elementOf(p: Processing, instance: ElementInstance): Element {
  const element = p.graph(instance.processDefinitionKey).elements.get(instance.elementId)
  if (!element) throw new Error(`Element '${instance.elementId}' of instance ${instance.key} is not in its process`)
  return instance.loopCounter !== undefined && element.inner ? element.inner : element
}

/** The living children of a scope, oldest first. */
export function childrenOf(p: Processing, scopeKey: Key): Key[] {
  return p.state.children.range(scopeKey).map(([row]) => row.slice(scopeKey.length) as Key)
}
