/** The city's registers: asking them, writing effects, and comparing what they hold with what a citizen wrote. */
export type { Fault } from './ask.ts'
export {
  createRegisters,
  type EffectAnswer,
  effectKey,
  type LookupAnswer,
  missingKeyFields,
  type RegisterEffect,
  type Registers,
  type RegistersOptions,
  type UnavailableReason,
} from './client.ts'
export { type Compared, type ComparedField, compareAnswers, type Verdict } from './compare.ts'
export { readEntryNumber, sameEntryNumber } from './entry-numbers.ts'
export { exactEntries } from './exact-entries.ts'
export { isObject, type JsonObject, type JsonValue, parseBoundedJson, valueAt } from './json.ts'
export { foldName, sameName } from './names.ts'
export { type Point, readPoint } from './point.ts'
export { ownRegisters, readRegisterTable } from './read-registers.ts'
export { RegisterRefused, readRegister } from './register-file.ts'
export { keyToSend, missingFields, type Register, type RegisterTable } from './register-table.ts'
