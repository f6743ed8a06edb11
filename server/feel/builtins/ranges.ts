import type { Run } from '../evaluation/run.ts'
import type { FeelValue } from '../types.ts'
import { order } from '../values/compare.ts'
import { type Boundary, Range } from '../values/range.ts'
import { type BuiltIns, type Outcome, type Overload, overload, Refusal } from './overload.ts'

/** How a boundary or point lies to another: negative before, zero equal, positive after. */
type Sign = (a: FeelValue, b: FeelValue) => number
type OfRanges = (a: Range, b: Range, sign: Sign) => boolean

const isPoint = (value: FeelValue): boolean => typeof value !== 'string' && order(value, value) !== undefined

/** A point as the range that holds nothing else. */
const rangeOf = (value: FeelValue): Range =>
  value instanceof Range ? value : new Range({ value, closed: true }, { value, closed: true })

class Incomparable extends Error {}

const sign: Sign = (a, b) => {
  const placed = isPoint(a) && isPoint(b) ? order(a, b) : undefined
  if (placed === undefined) throw new Incomparable()
  return placed
}

function compare(holds: OfRanges): (a: FeelValue, b: FeelValue, run: Run) => Outcome {
  return (a, b) => {
    try {
      return holds(rangeOf(a), rangeOf(b), sign)
    } catch (error) {
      if (error instanceof Incomparable) return new Refusal('the values are not comparable')
      throw error
    }
  }
}

/** The parameters' names tell what each may be, a point or a range; every pairing that is named is allowed. */
function relation(pairs: readonly (readonly [string, string])[], holds: OfRanges): readonly Overload[] {
  return pairs.map(([first, second]) =>
    overload(
      [
        [first, 'any'],
        [second, 'any'],
      ],
      ([a, b], run) => {
        const fits = isOf(first, a) && isOf(second, b)
        return fits ? compare(holds)(a, b, run) : undefined
      },
    ),
  )
}

const isOf = (parameter: string, value: FeelValue): boolean =>
  parameter.startsWith('range') ? value instanceof Range : isPoint(value)

const bothClosed = (a: Boundary, b: Boundary): boolean => a.closed && b.closed

const before: OfRanges = (a, b, at) => {
  const placed = at(a.end.value, b.start.value)
  return placed < 0 || (placed === 0 && !bothClosed(a.end, b.start))
}
const meets: OfRanges = (a, b, at) => bothClosed(a.end, b.start) && at(a.end.value, b.start.value) === 0

/** Whether a's start lies before b's, or at it and includes at least as much. */
const startsNoLater: OfRanges = (a, b, at) => {
  const placed = at(a.start.value, b.start.value)
  return placed < 0 || (placed === 0 && (a.start.closed || !b.start.closed))
}
const endsNoSooner: OfRanges = (a, b, at) => {
  const placed = at(a.end.value, b.end.value)
  return placed > 0 || (placed === 0 && (a.end.closed || !b.end.closed))
}
const sameStart: OfRanges = (a, b, at) => a.start.closed === b.start.closed && at(a.start.value, b.start.value) === 0
const sameEnd: OfRanges = (a, b, at) => a.end.closed === b.end.closed && at(a.end.value, b.end.value) === 0

const includes: OfRanges = (a, b, at) => startsNoLater(a, b, at) && endsNoSooner(a, b, at)
const finishes: OfRanges = (a, b, at) => sameEnd(a, b, at) && startsNoLater(b, a, at)
const starts: OfRanges = (a, b, at) => sameStart(a, b, at) && endsNoSooner(b, a, at)

const reversed =
  (holds: OfRanges): OfRanges =>
  (a, b, at) =>
    holds(b, a, at)

const overlaps: OfRanges = (a, b, at) => !before(a, b, at) && !before(b, a, at)
const overlapsBefore: OfRanges = (a, b, at) => {
  const start = at(a.start.value, b.start.value)
  const isEarlier = start < 0 || (start === 0 && a.start.closed && !b.start.closed)
  return isEarlier && !before(a, b, at) && endsNoSooner(b, a, at)
}
const overlapsAfter: OfRanges = (a, b, at) => {
  const start = at(b.start.value, a.start.value)
  const isLater = start < 0 || (start === 0 && b.start.closed && !a.start.closed)
  return isLater && !before(b, a, at) && endsNoSooner(a, b, at)
}

const ranges2 = [['range1', 'range2']] as const
const pointInRange = [['point', 'range'], ...ranges2] as const
const rangeAndPoint = [['range', 'point'], ...ranges2] as const
const any = [['point1', 'point2'], ['point', 'range'], ['range', 'point'], ...ranges2] as const

export const ranges: BuiltIns = {
  before: relation(any, before),
  after: relation(any, reversed(before)),
  meets: relation(ranges2, meets),
  'met by': relation(ranges2, reversed(meets)),
  overlaps: relation(ranges2, overlaps),
  'overlaps before': relation(ranges2, overlapsBefore),
  'overlaps after': relation(ranges2, overlapsAfter),
  finishes: relation(pointInRange, finishes),
  'finished by': relation([...rangeAndPoint, ['point', 'range']], reversed(finishes)),
  includes: relation(rangeAndPoint, includes),
  during: relation(pointInRange, reversed(includes)),
  starts: relation(pointInRange, starts),
  'started by': relation(rangeAndPoint, reversed(starts)),
  coincides: relation([['point1', 'point2'], ...ranges2], (a, b, at) => sameStart(a, b, at) && sameEnd(a, b, at)),
}
