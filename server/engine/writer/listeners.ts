/** Listeners by name; one that throws does not keep the others from hearing. */
export class Listeners<News> {
  readonly #byName = new Map<string, Set<(news: News) => void>>()

  /** Adds a listener; returns the way to remove it. */
  add(name: string, listener: (news: News) => void): () => void {
    const listeners = this.#byName.get(name) ?? new Set()
    listeners.add(listener)
    this.#byName.set(name, listeners)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0 && this.#byName.get(name) === listeners) this.#byName.delete(name)
    }
  }

  call(name: string, news: News): void {
    for (const listener of [...(this.#byName.get(name) ?? [])]) queueMicrotask(() => listener(news))
  }
}
