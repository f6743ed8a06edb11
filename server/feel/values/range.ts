import type { FeelValue } from '../types.ts'
import { SpecialValue } from './special-value.ts'
import { textOf } from './text.ts'

export interface Boundary {
  value: FeelValue
  /** A closed boundary belongs to the range. */
  closed: boolean
}

export class Range extends SpecialValue {
  readonly feelType = 'range'
  readonly start: Boundary
  readonly end: Boundary

  constructor(start: Boundary, end: Boundary) {
    super()
    this.start = start
    this.end = end
  }

  toString(): string {
    const { start, end } = this
    return `${start.closed ? '[' : '('}${textOf(start.value)}..${textOf(end.value)}${end.closed ? ']' : ')'}`
  }
}
