import type { Checked, Item, Problem } from '#forms'

/** Keys of the fields that a page shows, in its order. */
export function keysOf(items: readonly Item[]): string[] {
  return items.flatMap((item) => {
    if (item.type === 'field') return [item.field.key]
    return item.type === 'group' ? keysOf(item.items) : []
  })
}

/** The first problem at each path of these fields, in the order of the page. */
export function problemsOn(keys: readonly string[], problems: readonly Problem[]): Problem[] {
  const place = new Map(keys.map((key, index) => [key, index]))
  const seen = new Set<string>()
  return problems
    .filter(({ path }) => {
      const first = !seen.has(path)
      seen.add(path)
      return first && place.has(firstKey(path))
    })
    .sort((a, b) => (place.get(firstKey(a.path)) ?? 0) - (place.get(firstKey(b.path)) ?? 0))
}

export function problemsIn(checked: Checked): readonly Problem[] {
  return checked.ok ? [] : checked.problems
}

function firstKey(path: string): string {
  return path.split(/[.[]/, 1)[0] ?? path
}
