import type { Run } from '../evaluation/run.ts'
import type { FeelValue } from '../types.ts'
import { decimal, plus } from '../values/numbers.ts'
import { textOf } from '../values/text.ts'
import { type BuiltIns, type Outcome, Refusal, variadic } from './overload.ts'

const sum = (numbers: readonly number[]): number => numbers.reduce(plus, 0)

function median(numbers: readonly number[]): number {
  const ordered = numbers.toSorted((a, b) => a - b)
  const middle = ordered.length >> 1
  const upper = ordered[middle] ?? 0
  return ordered.length % 2 === 1 ? upper : decimal(plus(ordered[middle - 1] ?? 0, upper) / 2)
}

/** Of a sample: divided by n - 1, so null for a single number. */
function standardDeviation(numbers: readonly number[]): number {
  const mean = sum(numbers) / numbers.length
  const squares = numbers.reduce((total, number) => total + plus(number, -mean) ** 2, 0)
  return Math.sqrt(squares / (numbers.length - 1))
}

/** The most frequent numbers, ascending. */
function mode(numbers: readonly number[]): number[] {
  const counts = new Map<number, number>()
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1)
  let most = 0
  for (const count of counts.values()) most = Math.max(most, count)
  return [...counts].flatMap(([number, count]) => (count === most ? [number] : [])).sort((a, b) => a - b)
}

/** Of an empty list the outcome is `ofNone`; of a list with anything but numbers there is none. */
function over(reckon: (numbers: number[]) => number | number[], ofNone: FeelValue = null) {
  return [
    variadic([['list', 'list']], ([list], run: Run): Outcome => {
      run.spend(list.length)
      if (list.length === 0) return ofNone
      const numbers = list.filter((item) => typeof item === 'number')
      if (numbers.length < list.length) {
        const other = list.find((item) => typeof item !== 'number') ?? null
        return new Refusal(`expected number but found '${textOf(other)}'`)
      }
      const result = reckon(numbers)
      if (Array.isArray(result)) return result
      return Number.isFinite(result) ? decimal(result) : null
    }),
  ]
}

export const statistics: BuiltIns = {
  sum: over(sum),
  product: over((numbers) => numbers.reduce((total, number) => decimal(total * number), 1)),
  mean: over((numbers) => sum(numbers) / numbers.length),
  median: over(median),
  stddev: over(standardDeviation),
  mode: over(mode, []),
}
