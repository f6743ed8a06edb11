/** How long steps took, by thousand dossiers, so that growth shows. Pure. */

export interface Taken {
  readonly step: string
  /** Place of the dossier in the order of filing, from 0. */
  readonly n: number
  readonly ms: number
}

export interface StepTimes {
  readonly step: string
  /** First and last dossier of the rows, counted from 1. */
  readonly dossiers: string
  readonly count: number
  /** Milliseconds. */
  readonly p50: number
  readonly p95: number
  readonly p99: number
}

/** The smallest of the numbers that `share` (0…1] of them do not exceed; NaN of none. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

/** A row for each step over all dossiers, and where there are several groups of `size` one for each group besides. */
export function stepTimes(taken: readonly Taken[], steps: readonly string[], size = 1000): StepTimes[] {
  const groups = Math.ceil(taken.reduce((most, { n }) => Math.max(most, n + 1), 0) / size)
  return steps.flatMap((step) => {
    const own = taken.filter((one) => one.step === step)
    if (own.length === 0) return []
    const all = timesOf(step, 'all', own)
    if (groups < 2) return [all]
    const parts = Array.from({ length: groups }, (_, group) => {
      const of = own.filter(({ n }) => Math.floor(n / size) === group)
      return timesOf(step, `${group * size + 1}–${(group + 1) * size}`, of)
    })
    return [...parts.filter(({ count }) => count > 0), all]
  })
}

function timesOf(step: string, dossiers: string, taken: readonly Taken[]): StepTimes {
  const numbers = taken.map(({ ms }) => ms)
  const at = (share: number) => Math.round(percentile(numbers, share))
  return { step, dossiers, count: numbers.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

export interface Growth {
  readonly step: string
  /** Milliseconds of the first group and of the last that is at least half as large. */
  readonly first: number
  readonly last: number
  /** Last by first: 1 is flat. */
  readonly ratio: number
  /** Last by the fastest group: so that a slow beginning hides nothing. */
  readonly byFastest: number
}

/** How the median of each step grew from the first group of dossiers to the last; nothing of a single group. */
export function growthOf(times: readonly StepTimes[]): Growth[] {
  const steps = [...new Set(times.map(({ step }) => step))]
  return steps.flatMap((step) => {
    const groups = times.filter((row) => row.step === step && row.dossiers !== 'all')
    const [first] = groups
    const last = groups.findLast(({ count }) => count * 2 >= (first?.count ?? 0))
    if (!first || !last || first === last) return []
    const fastest = Math.min(...groups.filter(({ count }) => count * 2 >= first.count).map(({ p50 }) => p50))
    return [
      { step, first: first.p50, last: last.p50, ratio: by(last.p50, first.p50), byFastest: by(last.p50, fastest) },
    ]
  })
}

/** Two digits; of nothing by nothing 1. */
const by = (a: number, b: number): number => (a === b ? 1 : Number((a / b).toFixed(2)))
