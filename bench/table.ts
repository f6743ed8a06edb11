/** What one table of the bench is made of. */

/** The median of some runs and the range they lay in. */
export interface Figure {
  median: number
  least: number
  most: number
}

/** One line of a table: what was measured, and the figures by column; text stands where there is nothing to measure. */
export interface Row {
  name: string
  figures: { [column: string]: Figure | number | string }
}

/** A promise of docs/figures.md that the table decides. */
export interface Check {
  says: string
  /** As it is promised: `≥ 10`. */
  wanted: string
  got: number
  holds: boolean
}

export interface TableResult {
  rows: Row[]
  checks: Check[]
}

export interface TableOptions {
  /** Interleaved runs of each side. */
  runs: number
  /** A look instead of a measurement: shorter runs, smaller sizes. */
  quick: boolean
  /** A folder on a disk for all that the table writes; removed afterwards. */
  folder: string
}

export interface Table {
  title: string
  /** The table is ended as failed after so long. */
  limitSeconds: number
  measure(options: TableOptions): Promise<TableResult>
}

/** Seconds of one run. */
export const runSeconds = ({ quick }: TableOptions): number => (quick ? 0.7 : 1.2)

export function figure(values: readonly number[]): Figure {
  const sorted = [...values].sort((one, other) => one - other)
  return { median: quantile(sorted, 0.5), least: sorted[0] ?? Number.NaN, most: sorted.at(-1) ?? Number.NaN }
}

/** The value below which a part of the sorted values lies. */
export function quantile(sorted: readonly number[], part: number): number {
  const middle = part * (sorted.length - 1)
  const low = sorted[Math.floor(middle)] ?? Number.NaN
  const high = sorted[Math.ceil(middle)] ?? Number.NaN
  return low + (high - low) * (middle - Math.floor(middle))
}

export function atLeast(says: string, got: number, wanted: number): Check {
  return { says, wanted: `≥ ${wanted}`, got, holds: Number.isFinite(got) && got >= wanted }
}
export function atMost(says: string, got: number, wanted: number): Check {
  return { says, wanted: `≤ ${wanted}`, got, holds: Number.isFinite(got) && got <= wanted }
}

/** Runs each side once a round, so that what else the machine does meanwhile falls on all of them. */
export async function interleaved<Name extends string, Result>(
  runs: number,
  sides: Readonly<Record<Name, () => Promise<Result>>>,
): Promise<Record<Name, Result[]>> {
  const names = Object.keys(sides) as Name[]
  const results = Object.fromEntries(names.map((name) => [name, [] as Result[]])) as Record<Name, Result[]>
  for (let run = 0; run < runs; run++) for (const name of names) results[name].push(await sides[name]())
  return results
}

/** The ratio of two sides' medians. */
export function ratio(one: readonly number[], other: readonly number[]): number {
  return figure(one).median / figure(other).median
}
