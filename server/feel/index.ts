/**
 * FEEL as feel-scala 1.17 and Zeebe 8.5 have it. Pure: runs in the engine and in the browser. Where it knowingly differs:
 * - numbers are doubles rounded like decimals (values/numbers.ts);
 * - a date and time of a region is stored with its offset, `2024-01-01T10:00:00+07:00`, not with the region behind it;
 * - date-times and times with zones are equal when they are the same instant, whatever their zones;
 * - regular expressions are those that can be matched in linear time (patterns/index.ts);
 * - later names of `for`, `some` and `every` see those before them, durations can be negated, ranges are values that `in`
 *   and unary tests take, an expression may be the function that is called;
 * - work, depth and size are bounded (evaluation/run.ts): beyond that an evaluation fails.
 */
export { type CompileOptions, compileExpression, compileUnaryTests } from './compile/expression.ts'
export { addDuration, asInstant, type Duration, durationOf } from './temporal/instants.ts'
export type {
  Compiled,
  Evaluation,
  EvaluationOptions,
  Expression,
  FeelObject,
  FeelValue,
  FeelWarning,
  JsonValue,
  Lookup,
  UnaryTests,
} from './types.ts'
export { nativeFunction } from './values/feel-function.ts'
export { fromJson, lookupIn, toJson } from './values/json.ts'
export { plus as plusDecimal } from './values/numbers.ts'
export { displayText } from './values/text.ts'
export { feelTypeName, type TypeName, typeName } from './values/type-names.ts'
