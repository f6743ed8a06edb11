/** The registers that can be asked and written. A further one is a further line. */
import { type JsonObject, type JsonValue, valueAt } from './json.ts'
import { sameName } from './names.ts'

export interface LookupRegister {
  /** Below the registers' url. */
  path: string
  /** Fields of the key; those marked optional narrow the answer when they are known. */
  key: { readonly [field: string]: 'required' | 'optional' }
  /** How long one try may take, ms. */
  timeoutMs: number
  /** What every entry must hold as text; a path may lead through objects. */
  entry: readonly string[]
  /** Whether an entry can be the answer to this key: a register that answers about somebody else is broken. */
  fits(entry: JsonObject, key: JsonObject): boolean
}

const timeoutMs = 5_000
const isOneOf = (value: JsonValue | undefined, ...choices: (JsonValue | undefined)[]) =>
  value !== undefined && choices.includes(value)
const namedAs = (a: JsonValue | undefined, b: JsonValue | undefined) =>
  typeof a === 'string' && typeof b === 'string' && sameName(a, b)
const holdsId = (entry: JsonObject, key: JsonObject) => isOneOf(key.idNumber, entry.idNumber, entry.formerIdNumber)
const holdsBoth = (entry: JsonObject, key: JsonObject) =>
  isOneOf(key.a, entry.a, entry.b) && isOneOf(key.b, entry.a, entry.b)

export const lookupRegisters = {
  'population.person': {
    path: 'registers/population.person/lookup',
    key: { idNumber: 'required' },
    timeoutMs,
    entry: ['idNumber', 'fullName', 'dateOfBirth', 'sex', 'communeCode'],
    fits: holdsId,
  },
  'civil.entry': {
    path: 'registers/civil.entry/lookup',
    key: {
      type: 'required',
      fullName: 'required',
      dateOfBirth: 'optional',
      unit: 'optional',
      entryNumber: 'optional',
      bookNumber: 'optional',
    },
    timeoutMs,
    entry: [
      'type',
      'entryNumber',
      'bookNumber',
      'registeredOn',
      'unit.code',
      'subject.fullName',
      'subject.dateOfBirth',
    ],
    fits: (entry, key) => entry.type === key.type && namedAs(valueAt(entry, 'subject.fullName'), key.fullName),
  },
  'civil.maritalStatus': {
    path: 'registers/civil.maritalStatus/lookup',
    key: { idNumber: 'required' },
    timeoutMs,
    entry: ['idNumber', 'status'],
    fits: holdsId,
  },
  'civil.marriageEntry': {
    path: 'registers/civil.marriageEntry/lookup',
    key: { a: 'required', b: 'required', unit: 'optional' },
    timeoutMs,
    entry: ['a', 'b', 'entryNumber', 'registeredOn', 'unit.code'],
    fits: holdsBoth,
  },
  'civil.deathEntry': {
    path: 'registers/civil.deathEntry/lookup',
    key: { idNumber: 'optional', fullName: 'optional', dateOfBirth: 'optional' },
    timeoutMs,
    entry: ['entryNumber', 'registeredOn', 'diedOn', 'subject.fullName'],
    fits: (entry, key) =>
      key.idNumber === undefined || key.idNumber === null
        ? namedAs(valueAt(entry, 'subject.fullName'), key.fullName)
        : isOneOf(key.idNumber, valueAt(entry, 'subject.idNumber'), valueAt(entry, 'subject.formerIdNumber')),
  },
  'civil.kinship': {
    path: 'registers/civil.kinship/lookup',
    key: { a: 'required', b: 'required' },
    timeoutMs,
    entry: ['a', 'b', 'relation'],
    fits: holdsBoth,
  },
} as const satisfies { readonly [name: string]: LookupRegister }

export type LookupName = keyof typeof lookupRegisters

/** Registers that an approved dossier writes to; `effect` in a diagram's header names one of them. */
export const effectRegisters = {
  'civil.extractIssue': { path: 'registers/civil.extractIssue/effects', timeoutMs },
  'civil.guardianship': { path: 'registers/civil.guardianship/effects', timeoutMs },
  'civil.maritalCertificate': { path: 'registers/civil.maritalCertificate/effects', timeoutMs },
  'civil.maritalStatus': { path: 'registers/civil.maritalStatus/effects', timeoutMs },
  'civil.marriageEntry': { path: 'registers/civil.marriageEntry/effects', timeoutMs },
  'permits.building': { path: 'registers/permits.building/effects', timeoutMs },
  'permits.gameCentre': { path: 'registers/permits.gameCentre/effects', timeoutMs },
  'permits.pavement': { path: 'registers/permits.pavement/effects', timeoutMs },
} as const satisfies { readonly [name: string]: { path: string; timeoutMs: number } }

export type EffectName = keyof typeof effectRegisters

export function isLookupName(name: string): name is LookupName {
  return Object.hasOwn(lookupRegisters, name)
}
export function isEffectName(name: string): name is EffectName {
  return Object.hasOwn(effectRegisters, name)
}

/** The required fields that a key does not hold: the look-up is to be skipped, not asked. */
export function missingKeyFields(register: LookupName, key: JsonObject): string[] {
  const spec: LookupRegister = lookupRegisters[register]
  return Object.entries(spec.key)
    .filter(([field, need]) => need === 'required' && (key[field] ?? '') === '')
    .map(([field]) => field)
}
