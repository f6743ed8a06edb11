import type { Run } from '../evaluation/run.ts'
import { FeelDate } from '../temporal/date.ts'
import { FeelDateTime } from '../temporal/date-time.ts'
import { DaysTimeDuration, YearsMonthsDuration } from '../temporal/durations.ts'
import { FeelTime } from '../temporal/time.ts'
import type { FeelValue } from '../types.ts'
import { FeelFunction } from '../values/feel-function.ts'
import { Range } from '../values/range.ts'
import { type Context, isContext } from '../values/special-value.ts'

/** What a built-in answers when it cannot: the call is null then, with the cause in a warning. */
export class Refusal {
  readonly cause: string

  constructor(cause: string) {
    this.cause = cause
  }
}
export type Outcome = FeelValue | Refusal

/** Kinds of arguments. */
export interface Kinds {
  any: FeelValue
  string: string
  number: number
  boolean: boolean
  list: FeelValue[]
  context: Context
  function: FeelFunction
  range: Range
  date: FeelDate
  time: FeelTime
  dateTime: FeelDateTime
  months: YearsMonthsDuration
  seconds: DaysTimeDuration
  null: null
}
export type Kind = keyof Kinds

const kinds: { readonly [K in Kind]: (value: FeelValue) => value is Kinds[K] } = {
  any: (value): value is FeelValue => value !== undefined,
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  list: (value): value is FeelValue[] => Array.isArray(value),
  context: isContext,
  function: (value): value is FeelFunction => value instanceof FeelFunction,
  range: (value): value is Range => value instanceof Range,
  date: (value): value is FeelDate => value instanceof FeelDate,
  time: (value): value is FeelTime => value instanceof FeelTime,
  dateTime: (value): value is FeelDateTime => value instanceof FeelDateTime,
  months: (value): value is YearsMonthsDuration => value instanceof YearsMonthsDuration,
  seconds: (value): value is DaysTimeDuration => value instanceof DaysTimeDuration,
  null: (value) => value === null,
}

/** Parameter names with the kinds that each takes. */
export type Parameters = readonly (readonly [name: string, ...kinds: Kind[]])[]
type Argument<P> = P extends readonly [string, ...infer K extends Kind[]] ? Kinds[K[number]] : never
export type Arguments<P extends Parameters> = { [I in keyof P]: Argument<P[I]> }

export interface Overload {
  readonly parameters: readonly string[]
  /** The last parameter is a list that takes all further arguments. */
  readonly variadic: boolean
  /** Undefined: the arguments are of other kinds. */
  call(args: readonly FeelValue[], run: Run): Outcome | undefined
}

function accepts<P extends Parameters>(args: unknown, parameters: P): args is Arguments<P> {
  return (
    Array.isArray(args) &&
    parameters.every(([, ...allowed], index) => allowed.some((kind) => kinds[kind](args[index] ?? null)))
  )
}

/** A built-in of fixed parameters; its body may still answer undefined if the arguments do not fit. */
export function overload<const P extends Parameters>(
  parameters: P,
  body: (args: Arguments<P>, run: Run) => Outcome | undefined,
): Overload {
  return {
    parameters: parameters.map(([name]) => name),
    variadic: false,
    call: (args, run) => (accepts(args, parameters) ? body(args, run) : undefined),
  }
}

/** A built-in whose last parameter, a list, may also be given item by item. */
export function variadic<const P extends Parameters>(
  parameters: P,
  body: (args: Arguments<P>, run: Run) => Outcome | undefined,
): Overload {
  return { ...overload(parameters, body), variadic: true }
}

export type BuiltIns = { readonly [name: string]: readonly Overload[] }
