import type { Batched } from './commit.ts'
import type { DiskTable } from './disk.ts'
import type { Journal, Undoable } from './journal.ts'
import { lowerBound, OrderedMap } from './ordered-map.ts'

/** A record of the batch: `value` undefined = deleted; `onDisk` = an older version may lie in LMDB. */
export interface Entry<Value> {
  value: Value | undefined
  onDisk: boolean
}

export interface RangeOptions {
  /** Most rows to return. */
  limit?: number
  /** Only keys below this one. */
  before?: string
  /** Only keys above this one, which begins with the prefix. */
  after?: string | undefined
}

const AFTER_EVERY_KEY = '\uffff'

/**
 * Records of one type by a string key, in key order. Reads see the batch first and then LMDB; writes stay in the batch
 * until the store commits it, so what is created and deleted within one batch never reaches the disk.
 * Records are values: a change is a `put` of a new object, never an assignment to a record that was read.
 */
export class Table<Value> implements Undoable, Batched {
  readonly #disk: DiskTable<Value>
  readonly #journal: Journal
  readonly #batch = new OrderedMap<Entry<Value>>()
  /** How many rows of the batch stand in the transaction that is being written. */
  #written = 0

  constructor(disk: DiskTable<Value>, journal: Journal) {
    this.#disk = disk
    this.#journal = journal
  }

  get(key: string): Value | undefined {
    const entry = this.#batch.get(key)
    return entry ? entry.value : this.#disk.get(key)
  }

  has(key: string): boolean {
    const entry = this.#batch.get(key)
    return entry ? entry.value !== undefined : this.#disk.doesExist(key)
  }

  /** Stores a record whose key was never used before or was deleted. */
  insert(key: string, value: Value): void {
    this.#set(key, { value, onDisk: this.#batch.get(key)?.onDisk ?? false })
  }

  /** Stores a record that may replace an older one. */
  put(key: string, value: Value): void {
    this.#set(key, { value, onDisk: this.#batch.get(key)?.onDisk ?? true })
  }

  delete(key: string): void {
    const entry = this.#batch.get(key)
    if (entry && !entry.onDisk) this.#set(key, undefined)
    else if (entry || this.#disk.doesExist(key)) this.#set(key, { value: undefined, onDisk: true })
  }

  /** The first rows whose key begins with the prefix, in key order. */
  range(
    prefix: string,
    { limit = Number.POSITIVE_INFINITY, before, after }: RangeOptions = {},
  ): [key: string, value: Value][] {
    const end = before ?? prefix + AFTER_EVERY_KEY
    const order = this.#batch.keys()
    const rows: [string, Value][] = []
    let next = lowerBound(order, after ?? prefix)
    if (after !== undefined && order[next] === after) next += 1
    const takeFromBatch = (below: string) => {
      for (; rows.length < limit; next++) {
        const key = order[next]
        if (key === undefined || key >= below) return
        const value = this.#batch.get(key)?.value
        if (value !== undefined) rows.push([key, value])
      }
    }
    for (const { key, value } of this.#disk.getRange({ start: after ?? prefix, end })) {
      if (key === after) continue
      takeFromBatch(key)
      if (rows.length >= limit) return rows
      if (!this.#batch.has(key)) rows.push([key, value])
      if (rows.length >= limit) return rows
    }
    takeFromBatch(end)
    return rows
  }

  restore(key: string, entry: Entry<unknown> | undefined): void {
    this.#place(key, entry as Entry<Value> | undefined)
  }

  write(): void {
    for (const [key, { value, onDisk }] of this.#batch.entries()) {
      this.#writeRow(key, value, !onDisk)
      this.#written += 1
    }
  }

  unwrite(): void {
    // Reads don't see the transaction: they give what was committed before.
    for (const [key] of [...this.#batch.entries()].slice(0, this.#written)) this.#writeRow(key, this.#disk.get(key))
  }

  get batchSize(): number {
    return this.#batch.size
  }

  /** Forgets the batch, after it was committed or given up. */
  clearBatch(): void {
    this.#batch.clear()
    this.#written = 0
  }

  #writeRow(key: string, value: Value | undefined, isNew = false): void {
    if (value === undefined) this.#disk.remove(key)
    else this.#disk.put(key, value, isNew)
  }

  #set(key: string, entry: Entry<Value> | undefined): void {
    this.#journal.note(this, key, this.#batch.get(key))
    this.#place(key, entry)
  }

  #place(key: string, entry: Entry<Value> | undefined): void {
    if (entry === undefined) this.#batch.delete(key)
    else this.#batch.set(key, entry)
  }
}
