/** Things found by a word: each world's index is made once, when it is first asked. */
import type { World } from './world.ts'

export function indexed<Item>(
  itemsOf: (world: World) => readonly Item[],
  wordOf: (item: Item) => string,
): (world: World, word: string) => readonly Item[] {
  const indexes = new WeakMap<World, Map<string, Item[]>>()
  return (world, word) => {
    let index = indexes.get(world)
    if (!index) {
      index = new Map()
      for (const item of itemsOf(world)) {
        const key = wordOf(item)
        const known = index.get(key)
        if (known) known.push(item)
        else index.set(key, [item])
      }
      indexes.set(world, index)
    }
    return index.get(word) ?? []
  }
}
