import type { Run } from '../evaluation/run.ts'
import type { FeelValue } from '../types.ts'
import { equal, order } from '../values/compare.ts'
import { textOf } from '../values/text.ts'

export type Comparison = (a: FeelValue, b: FeelValue, run: Run) => boolean | null

export function incomparable(a: FeelValue, b: FeelValue, run: Run): null {
  return run.warn('NOT_COMPARABLE', `Can't compare '${textOf(a)}' with '${textOf(b)}'`)
}

const equals: Comparison = (a, b, run) => equal(a, b, run) ?? incomparable(a, b, run)

const differs: Comparison = (a, b, run) => {
  const result = equals(a, b, run)
  return result === null ? null : !result
}

const ordered =
  (holds: (sign: number) => boolean): Comparison =>
  (a, b, run) => {
    const sign = order(a, b)
    return sign === undefined ? incomparable(a, b, run) : holds(sign)
  }

/** By the signs of the language. */
export const comparisons: { readonly [sign: string]: Comparison } = {
  '=': equals,
  '!=': differs,
  '<': ordered((sign) => sign < 0),
  '<=': ordered((sign) => sign <= 0),
  '>': ordered((sign) => sign > 0),
  '>=': ordered((sign) => sign >= 0),
}

export function comparisonOf(sign: string): Comparison {
  return comparisons[sign] ?? equals
}
