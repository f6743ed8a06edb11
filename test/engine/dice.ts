import { seeded } from '../../scripts/soak/seeded.ts'

/** Choices that a seed repeats. */
export class Dice {
  readonly #random: () => number

  constructor(seed: number) {
    this.#random = seeded(seed)
  }

  /** A whole number from 0 to below `count`. */
  upTo(count: number): number {
    return Math.floor(this.#random() * count)
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.#random() < probability
  }

  /** One of several things. */
  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.upTo(items.length)] ?? items[0]
  }

  /** One of things that may be none. */
  anyOf<Item>(items: readonly Item[]): Item | undefined {
    return items[this.upTo(items.length)]
  }

  /** Some of the things, in their order. */
  some<Item>(items: readonly Item[], probability = 0.5): Item[] {
    return items.filter(() => this.chance(probability))
  }

  bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.upTo(256)))
  }
}
