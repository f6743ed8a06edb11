/** FEEL as feel-scala 1.17 and Zeebe 8.5 have it. Pure: runs in the engine and in the browser. */
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
