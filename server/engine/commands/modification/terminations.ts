import type { Key } from '../../contract.ts'
import { childrenOf, instanceOf } from '../../processing/instances.ts'
import type { Processing } from '../../processing/processing.ts'

/**
 * The instances that end with those that are to be terminated: scopes left without children and without a token end
 * too, up to the process instance, unless an activation needs them. Only the outermost are given.
 */
export function endingWith(p: Processing, terminated: readonly Key[], needed: ReadonlySet<Key>): Key[] {
  const ending = new Set(terminated)
  for (const key of terminated) endEmptyScopes(p, key, ending, needed)
  return [...ending].filter((key) => !scopesOf(p, key).some((scope) => ending.has(scope)))
}

function endEmptyScopes(p: Processing, key: Key, ending: Set<Key>, needed: ReadonlySet<Key>): void {
  for (const scopeKey of scopesOf(p, key)) {
    const empty = childrenOf(p, scopeKey).every((child) => ending.has(child)) && instanceOf(p, scopeKey).tokens === 0
    if (!empty || needed.has(scopeKey)) return
    ending.add(scopeKey)
  }
}

/** The instances around an instance, the nearest first. */
function scopesOf(p: Processing, key: Key): Key[] {
  const { scopeKey } = instanceOf(p, key)
  return scopeKey === undefined ? [] : [scopeKey, ...scopesOf(p, scopeKey)]
}
