/**
 * Forms: a form-js schema compiled to fields, check and texts. Pure, and the same in the browser as on the server
 * (docs/forms.md).
 */
export { type Checked, check } from './check.ts'
export { type CompiledForm, compileForm } from './compile-form.ts'
export type { FormFault } from './component.ts'
export type { AdminUnit, Answers, AttachedFile, FormContext, UnitLevel } from './context.ts'
export { type DescribedRow, type DescribedStep, describe } from './describe.ts'
export { FUNCTION_NAMES } from './feel-names.ts'
export type {
  Control,
  ControlKind,
  Field,
  Form,
  Item,
  Option,
  Options,
  Placed,
  Rule,
  Step,
  TextPurpose,
} from './form.ts'
export { cccdMatches, type IdType, idFormatOk, isIdType } from './identity-number.ts'
export { initialAnswers } from './initial-answers.ts'
export { isCode } from './kinds/admin-unit.ts'
export { isKindTaken, kindsInWords } from './kinds/file-kinds.ts'
export { type Block, isSafeAddress, type Span } from './markup.ts'
export { sameName } from './names-of-people.ts'
export { printNumber, readNumber } from './numerals.ts'
export { PROBLEM_CODES, type Problem, type ProblemCode } from './problem.ts'
export { problemInFull } from './problem-in-full.ts'
export { isHidden, isRequired, optionsOf, type Settled, settle, type View } from './settle.ts'
export { ageOn, daysBetween, monthsBetween, timeWithin } from './spans-of-time.ts'
export { inSentence, type Language, type Text } from './text.ts'
