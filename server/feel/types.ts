/**
 * FEEL as engine, decisions and forms use it: an expression is compiled once to closures and evaluated many times.
 * Evaluation never throws and never reaches a host object; budgets of steps, depth and size end it with a failure.
 */
export type JsonValue = null | boolean | number | string | JsonValue[] | { [name: string]: JsonValue }

/** A FEEL value that JSON has no form for: date, time, date and time, the two durations, range, function. */
export interface FeelObject {
  readonly feelType:
    | 'date'
    | 'time'
    | 'date time'
    | 'years and months duration'
    | 'days and time duration'
    | 'range'
    | 'function'
  /** ISO text of temporal values; a range or function has a display text. */
  toString(): string
}
export type FeelValue = null | boolean | number | string | FeelObject | FeelValue[] | { [name: string]: FeelValue }

/** Looks a variable up; undefined = there is none (FEEL then reads null and warns). */
export type Lookup = (name: string) => FeelValue | undefined

export interface FeelWarning {
  /** For example NO_VARIABLE_FOUND, NO_CONTEXT_ENTRY_FOUND, INVALID_TYPE, FUNCTION_INVOCATION_FAILURE. */
  type: string
  message: string
}
export type Evaluation =
  | { ok: true; value: FeelValue; warnings: FeelWarning[] }
  /** A hard failure: `assert` failed or a budget ran out. */
  | { ok: false; failure: string; warnings: FeelWarning[] }

export interface EvaluationOptions {
  /** The instant that now() and today() read; reckoned in Asia/Ho_Chi_Minh. */
  now: Date
  /** Steps allowed, 100,000 by default. */
  maxSteps?: number
}

export interface Expression {
  readonly source: string
  /** Names that the expression reads from outside, without built-ins. */
  readonly variables: ReadonlySet<string>
  evaluate(lookup: Lookup, options: EvaluationOptions): Evaluation
}
/** A DMN input entry; the value tested is visible as `?`. */
export interface UnaryTests {
  readonly source: string
  readonly variables: ReadonlySet<string>
  test(input: FeelValue, lookup: Lookup, options: EvaluationOptions): Evaluation
}
export type Compiled<T> = { ok: true; expression: T } | { ok: false; error: string }

/*
 * server/feel/index.ts exports these types and:
 *   compileExpression(source, options?: { names?: Iterable<string> }): Compiled<Expression>
 *   compileUnaryTests(source, options?: { names?: Iterable<string> }): Compiled<UnaryTests>
 *     `names` are variable names with spaces or signs in them that the parser must know.
 *   lookupIn(context: { [name: string]: FeelValue | JsonValue }): Lookup       own properties only
 *   toJson(value: FeelValue): JsonValue    whole numbers as integers, temporal values as ISO strings, functions null
 *   typeName(value: FeelValue): 'NULL' | 'BOOLEAN' | 'NUMBER' | 'STRING' | 'ARRAY' | 'OBJECT' | 'DATE' | …  (Zeebe's words)
 *   fromJson(value: JsonValue): FeelValue
 *   asInstant(value): Date | undefined, durationOf(value), addDuration(date, duration), for timers and forms
 */
