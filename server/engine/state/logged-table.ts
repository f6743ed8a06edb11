import type { DiskTable } from './disk.ts'
import { lowerBound, OrderedMap } from './ordered-map.ts'

/** A row that is in the log: `value` undefined = deleted; `beneath` = an older version may lie in the table on the disk. */
interface Kept<Value> {
  value: Value | undefined
  beneath: boolean
}

/** A change of a row that waits for the log. */
export interface Change {
  table: string
  key: string
  /** Undefined = removed. */
  value: unknown
  /** Lets reads see it; returns whether it hides a row that is on the disk. */
  keep(): boolean
}

/**
 * A table whose newest rows are in memory and in the log, and go on to the disk from time to time. Reads see memory
 * first, then what is on its way to the disk, then the disk. What is made and removed in between never gets there.
 */
export class LoggedTable<Value> implements DiskTable<Value> {
  readonly #name: string
  readonly #beneath: DiskTable<Value>
  readonly #note: (change: Change) => void
  #memory = new OrderedMap<Kept<Value>>()
  #leaving: OrderedMap<Kept<Value>> | undefined

  constructor(name: string, beneath: DiskTable<Value>, note: (change: Change) => void) {
    this.#name = name
    this.#beneath = beneath
    this.#note = note
  }

  get(key: string): Value | undefined {
    const kept = this.#kept(key)
    return kept ? kept.value : this.#beneath.get(key)
  }

  doesExist(key: string): boolean {
    const kept = this.#kept(key)
    return kept ? kept.value !== undefined : this.#beneath.doesExist(key)
  }

  getRange(range: { start: string; end: string }): Iterable<{ key: string; value: Value }> {
    const layers = [this.#memory, ...(this.#leaving ? [this.#leaving] : [])].filter(({ size }) => size > 0)
    return layers.length === 0 ? this.#beneath.getRange(range) : this.#merged(range, new Layers(layers, range))
  }

  put(key: string, value: Value, isNew = false): void {
    this.#note({
      table: this.#name,
      key,
      value,
      keep: () => {
        this.#memory.set(key, { value, beneath: this.#memory.get(key)?.beneath ?? !isNew })
        return false
      },
    })
  }

  remove(key: string): void {
    this.#note({
      table: this.#name,
      key,
      value: undefined,
      keep: () => {
        const hides = this.#memory.get(key)?.beneath ?? true
        if (hides) this.#memory.set(key, { value: undefined, beneath: true })
        else this.#memory.delete(key)
        return hides
      },
    })
  }

  /** Forgets what is in memory. */
  clear(): void {
    this.#memory.clear()
    this.#leaving = undefined
  }

  /** Rows in memory that are not on their way. */
  get size(): number {
    return this.#memory.size
  }

  /** Sends what is in memory on its way; what comes now is kept apart from it. */
  leave(): void {
    this.#leaving = this.#memory
    this.#memory = new OrderedMap()
  }

  /** Hands what is on its way to the transaction that is being written. */
  write(): void {
    for (const [key, { value, beneath }] of this.#leaving?.entries() ?? [])
      if (value !== undefined) this.#beneath.put(key, value)
      else if (beneath) this.#beneath.remove(key)
  }

  /** What was on its way is on the disk. */
  arrived(): void {
    this.#leaving = undefined
  }

  #kept(key: string): Kept<Value> | undefined {
    return this.#memory.get(key) ?? this.#leaving?.get(key)
  }

  *#merged(
    range: { start: string; end: string },
    above: Layers<Kept<Value>>,
  ): Generator<{ key: string; value: Value }> {
    for (const row of this.#beneath.getRange(range)) {
      let hidden = false
      for (let next = above.takeUpTo(row.key); next; next = above.takeUpTo(row.key)) {
        const [key, { value }] = next
        hidden ||= key === row.key
        if (value !== undefined) yield { key, value }
      }
      if (!hidden) yield row
    }
    for (let next = above.takeUpTo(undefined); next; next = above.takeUpTo(undefined)) {
      const [key, { value }] = next
      if (value !== undefined) yield { key, value }
    }
  }
}

/** Layers of rows read as one, in key order within a range; of a key that several have, the first layer's row. */
class Layers<Row> {
  readonly #cursors: { layer: OrderedMap<Row>; keys: readonly string[]; at: number }[]
  readonly #end: string

  constructor(layers: readonly OrderedMap<Row>[], { start, end }: { start: string; end: string }) {
    this.#cursors = layers.map((layer) => ({ layer, keys: layer.keys(), at: lowerBound(layer.keys(), start) }))
    this.#end = end
  }

  /** Takes the next row whose key is not beyond this one; without one, the next of all. */
  takeUpTo(last: string | undefined): [key: string, row: Row] | undefined {
    let least: string | undefined
    for (const { keys, at } of this.#cursors) {
      const key = keys[at]
      if (key !== undefined && key < this.#end && (least === undefined || key < least)) least = key
    }
    if (least === undefined || (last !== undefined && least > last)) return undefined
    let found: Row | undefined
    for (const cursor of this.#cursors) {
      if (cursor.keys[cursor.at] !== least) continue
      found ??= cursor.layer.get(least)
      cursor.at += 1
    }
    return found === undefined ? undefined : [least, found]
  }
}
