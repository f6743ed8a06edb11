/** Listeners by name; one that throws does not keep the others from hearing. */
export class Listeners {
  readonly #byName = new Map<string, Set<() => void>>()

  /** Adds a listener; returns the way to remove it. */
  add(name: string, listener: () => void): () => void {
    const listeners = this.#byName.get(name) ?? new Set()
    listeners.add(listener)
    this.#byName.set(name, listeners)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0 && this.#byName.get(name) === listeners) this.#byName.delete(name)
    }
  }

  call(name: string): void {
    for (const listener of [...(this.#byName.get(name) ?? [])]) queueMicrotask(listener)
  }
}
