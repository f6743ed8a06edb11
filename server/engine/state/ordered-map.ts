/** A map by text whose keys can be read in order: the first reading sorts them, from then on they are kept sorted. */
export class OrderedMap<Value> {
  readonly #values = new Map<string, Value>()
  #order: string[] | undefined

  get size(): number {
    return this.#values.size
  }

  get(key: string): Value | undefined {
    return this.#values.get(key)
  }

  has(key: string): boolean {
    return this.#values.has(key)
  }

  set(key: string, value: Value): void {
    if (this.#order && !this.#values.has(key)) this.#order.splice(lowerBound(this.#order, key), 0, key)
    this.#values.set(key, value)
  }

  delete(key: string): void {
    if (this.#values.delete(key) && this.#order) this.#order.splice(lowerBound(this.#order, key), 1)
  }

  clear(): void {
    this.#values.clear()
    this.#order = undefined
  }

  /** In no order that means anything. */
  entries(): Iterable<[key: string, value: Value]> {
    return this.#values
  }

  /** All keys in order; changes with the map. */
  keys(): readonly string[] {
    this.#order ??= [...this.#values.keys()].sort((one, other) => (one < other ? -1 : 1))
    return this.#order
  }
}

/** Where the key stands, or would stand, in keys that are in order. */
export function lowerBound(order: readonly string[], key: string): number {
  let low = 0
  let high = order.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((order[middle] ?? '') < key) low = middle + 1
    else high = middle
  }
  return low
}
