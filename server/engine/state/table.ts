import type { Batched } from './commit.ts'
import type { DiskTable } from './disk.ts'
import type { Journal, Undoable } from './journal.ts'

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
  readonly #batch = new Map<string, Entry<Value>>()
  /** Keys of the batch in order; built by the first range of a batch, kept in order from then on. */
  #order: string[] | undefined
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
    const order = this.#ordered()
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
    for (const [key, entry] of this.#batch) {
      this.#writeRow(key, entry.value)
      this.#written += 1
    }
  }

  unwrite(): void {
    // Reads don't see the transaction: they give what was committed before.
    for (const key of [...this.#batch.keys()].slice(0, this.#written)) this.#writeRow(key, this.#disk.get(key))
  }

  get batchSize(): number {
    return this.#batch.size
  }

  /** Forgets the batch, after it was committed or given up. */
  clearBatch(): void {
    this.#batch.clear()
    this.#order = undefined
    this.#written = 0
  }

  #writeRow(key: string, value: Value | undefined): void {
    if (value === undefined) this.#disk.remove(key)
    else this.#disk.put(key, value)
  }

  #set(key: string, entry: Entry<Value> | undefined): void {
    this.#journal.note(this, key, this.#batch.get(key))
    this.#place(key, entry)
  }

  #place(key: string, entry: Entry<Value> | undefined): void {
    if (entry === undefined) {
      if (this.#batch.delete(key) && this.#order) this.#order.splice(lowerBound(this.#order, key), 1)
      return
    }
    if (this.#order && !this.#batch.has(key)) this.#order.splice(lowerBound(this.#order, key), 0, key)
    this.#batch.set(key, entry)
  }

  #ordered(): string[] {
    this.#order ??= [...this.#batch.keys()].sort((one, other) => (one < other ? -1 : 1))
    return this.#order
  }
}

function lowerBound(order: string[], key: string): number {
  let low = 0
  let high = order.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((order[middle] ?? '') < key) low = middle + 1
    else high = middle
  }
  return low
}
