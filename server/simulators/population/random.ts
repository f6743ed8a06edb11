/** A repeatable source of chance: the same seed gives the same people on every machine. */
export interface Chance {
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number
  /** True in `share` of the cases, 0…1. */
  holds(share: number): boolean
  pick<T>(choices: readonly [T, ...T[]]): T
}

export function seededChance(seed: string): Chance {
  // FNV-1a over the seed, then Mulberry32: small, fast and even enough for names and dates.
  let state = 0x811c9dc5
  for (const octet of Buffer.from(seed, 'utf8')) state = Math.imul(state ^ octet, 0x01000193)
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (from: number, to: number): number => from + Math.floor(fraction() * (to - from + 1))
  return {
    between,
    holds: (share) => fraction() < share,
    pick: (choices) => choices[between(0, choices.length - 1)] ?? choices[0],
  }
}
