/** The city's registers: asking them, writing effects, and comparing what they hold with what a citizen wrote. */
export type { Fault } from './ask.ts'
export {
  createRegisters,
  type EffectAnswer,
  effectKey,
  type LookupAnswer,
  type RegisterEffect,
  type Registers,
  type RegistersOptions,
  type UnavailableReason,
} from './client.ts'
export { type Compared, type ComparedField, compareAnswers, type Verdict } from './compare.ts'
export { sameEntryNumber } from './entry-numbers.ts'
export { exactEntries } from './exact-entries.ts'
export { isObject, type JsonObject, type JsonValue, parseBoundedJson, valueAt } from './json.ts'
export { foldName, sameName } from './names.ts'
export {
  type EffectName,
  effectRegisters,
  isEffectName,
  isLookupName,
  type LookupName,
  lookupRegisters,
  missingKeyFields,
} from './register-table.ts'
