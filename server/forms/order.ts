import type { Expression } from '#feel'
import type { Field, Placed } from './form.ts'

export type Ordered = { ok: true; placed: readonly Placed[] } | { ok: false; cycle: readonly string[] }

/**
 * Fields in an order in which each comes after those that its visibility or computed value reads. Decided in this
 * order, hiding reaches its fixed point in one pass; fields that wait for each other have none, and are a fault.
 */
export function inOrder(placed: readonly Placed[]): Ordered {
  const byKey = new Map(placed.map((entry) => [entry.field.key, entry]))
  const fileKeys = placed.filter(({ field }) => field.control.kind === 'files').map(({ field }) => field.key)
  const done: Placed[] = []
  const state = new Map<string, 'open' | 'done'>()
  const path: string[] = []

  /** False if a cycle was met; `path` then ends in it. */
  const visit = (entry: Placed): boolean => {
    const { key } = entry.field
    const known = state.get(key)
    path.push(key)
    if (known === 'open') return false
    if (known !== 'done') {
      state.set(key, 'open')
      for (const name of readsOf(entry, fileKeys)) {
        const needed = byKey.get(name)
        if (needed && !visit(needed)) return false
      }
      state.set(key, 'done')
      done.push(entry)
    }
    path.pop()
    return true
  }

  for (const entry of placed) {
    if (!visit(entry)) return { ok: false, cycle: path.slice(path.indexOf(path.at(-1) ?? '')) }
  }
  return { ok: true, placed: done }
}

function readsOf({ field, hide }: Placed, fileKeys: readonly string[]): Set<string> {
  const names = new Set<string>()
  for (const expression of [...hide, ...expressionsOf(field)]) {
    for (const name of expression.variables) names.add(name)
    // The key of an attachment is an argument, so all of them come first.
    if (expression.variables.has('hasAttachment')) for (const key of fileKeys) names.add(key)
  }
  return names
}

/** What decides the field's value: its computation, and in a list the visibility of what the rows hold. */
function expressionsOf({ computed, control }: Field): Expression[] {
  const inside =
    control.kind === 'rows' ? control.order.flatMap(({ field, hide }) => [...hide, ...expressionsOf(field)]) : []
  return computed ? [computed, ...inside] : inside
}
