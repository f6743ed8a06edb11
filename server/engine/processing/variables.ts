import type { Lookup } from '#feel'
import type { Key, Variables } from '../contract.ts'
import type { Processing } from './processing.ts'
import { checkSize } from './record-size.ts'

/** Local variables of a scope. */
export function localVariables(p: Processing, scopeKey: Key): Variables {
  return p.state.variables.get(scopeKey) ?? {}
}

/** Adds or replaces local variables of a scope; throws RecordTooBig. */
export function setLocal(p: Processing, scopeKey: Key, variables: Variables): void {
  if (Object.keys(variables).length === 0) return
  const merged = { ...localVariables(p, scopeKey), ...variables }
  checkSize(merged)
  p.state.variables.put(scopeKey, merged)
}

/** Each name goes to the nearest scope from here upwards that has it, the rest to the process instance. */
export function mergeUpwards(p: Processing, scopeKey: Key, variables: Variables): void {
  let left = Object.entries(variables)
  for (const key of scopesUpwards(p, scopeKey)) {
    if (left.length === 0) return
    const root = p.state.elementInstances.get(key)?.scopeKey === undefined
    const local = localVariables(p, key)
    const here = root ? left : left.filter(([name]) => Object.hasOwn(local, name))
    left = root ? [] : left.filter(([name]) => !Object.hasOwn(local, name))
    setLocal(p, key, Object.fromEntries(here))
  }
}

/** All variables that a scope sees, inner ones before outer ones; with `names` only those. */
export function visibleVariables(p: Processing, scopeKey: Key, names?: readonly string[]): Variables {
  const visible = new Map<string, Variables[string]>()
  const wanted = names && new Set(names)
  for (const key of scopesUpwards(p, scopeKey)) {
    for (const [name, value] of Object.entries(localVariables(p, key)))
      if (!visible.has(name) && (!wanted || wanted.has(name))) visible.set(name, value)
    // Outer scopes are not read for what inner ones have.
    if (wanted && visible.size === wanted.size) break
  }
  return Object.fromEntries(visible)
}

/** Looks names up from a scope upwards, reading each scope at most once. */
export function lookupFrom(p: Processing, scopeKey: Key): Lookup {
  const read: Variables[] = []
  let next: Key | undefined = scopeKey
  return (name) => {
    for (let index = 0; ; index++) {
      if (index === read.length) {
        if (next === undefined) return undefined
        read.push(localVariables(p, next))
        next = p.state.elementInstances.get(next)?.scopeKey
      }
      const scope = read[index]
      if (scope && Object.hasOwn(scope, name)) return scope[name]
    }
  }
}

function* scopesUpwards(p: Processing, scopeKey: Key): Generator<Key> {
  let key: Key | undefined = scopeKey
  while (key !== undefined) {
    yield key
    key = p.state.elementInstances.get(key)?.scopeKey
  }
}
