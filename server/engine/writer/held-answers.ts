import type { Key, Variables } from '../contract.ts'

/** Answers that wait for the end of a process instance; they live in memory, as the connection does that waits. */
export class HeldAnswers {
  readonly #held = new Map<Key, { give: (variables: Variables) => void; stop: () => void }>()

  /** Holds an answer until the instance completes; an aborted signal forgets it. `stop` ends it when the engine stops. */
  hold(key: Key, signal: AbortSignal | undefined, give: (variables: Variables) => void, stop: () => void): void {
    if (signal?.aborted) return
    this.#held.set(key, { give, stop })
    signal?.addEventListener('abort', () => this.#held.delete(key), { once: true })
  }

  /** The instance has ended: a terminated one has no variables, and its answer never comes. */
  ended(key: Key, variables: Variables | undefined): void {
    if (variables) this.#held.get(key)?.give(variables)
    this.#held.delete(key)
  }

  stop(): void {
    for (const { stop } of this.#held.values()) stop()
    this.#held.clear()
  }
}
