import type { Value } from './expressions.ts'

/** One zeebe:input or zeebe:output. */
export interface Mapping {
  source: Value
  /** The parts of the target between its dots. */
  target: string[]
}

/** Mappings as the context that they build: targets with a common first part share one entry. */
export type Mappings = readonly MappingEntry[]
export type MappingEntry =
  | { readonly name: string; readonly source: Value }
  | { readonly name: string; readonly entries: Mappings }

type Draft = Map<string, Value | Draft>

/** Groups mappings by the parts of their targets, in order of first appearance; a later one replaces an earlier one. */
export function mappingTree(mappings: readonly Mapping[]): Mappings {
  const root: Draft = new Map()
  for (const { source, target } of mappings) {
    let context = root
    for (const name of target.slice(0, -1)) {
      const inner = context.get(name)
      const next: Draft = inner instanceof Map ? inner : new Map()
      context.set(name, next)
      context = next
    }
    context.set(target.at(-1) ?? '', source)
  }
  return freeze(root)
}

function freeze(draft: Draft): Mappings {
  return [...draft].map(([name, inner]) =>
    inner instanceof Map ? { name, entries: freeze(inner) } : { name, source: inner },
  )
}
