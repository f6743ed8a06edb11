/** What a simulated register is: its key, its answers, and how the effects written to it are found again. */
import { foldName, isObject, type JsonObject } from '../../registers/index.ts'
import type { Person } from '../population/index.ts'
import type { World } from './world.ts'

/** `refused`: the question lacks what it needs. */
export type RegisterAnswer = { kind: 'entries'; entries: JsonObject[] } | { kind: 'refused'; field: string }

export type Needs = { readonly [field: string]: 'required' | 'optional' }

export interface SimulatedLookup {
  key: Needs
  /** What an entry holds, for the description. */
  holds: readonly string[]
  /** Entries newest first. `asOf` is the last day of which the register knows, days since 1970. */
  answer(world: World, key: JsonObject, asOf: number): RegisterAnswer
  /** Keys of at least two different things that are found. */
  examples(world: World): JsonObject[]
}

export interface SimulatedEffect {
  entry: Needs
  /** By the value of `act`: what the line needs besides. */
  acts?: { readonly [act: string]: readonly string[] }
  /** Words by which a look-up finds the line again. */
  foundBy(data: JsonObject): (string | null)[]
}

export interface SimulatedRegister {
  lookup?: SimulatedLookup
  effect?: SimulatedEffect
}

export type RegisterTable = { readonly [name: string]: SimulatedRegister }

export function found(entries: readonly (JsonObject | null)[]): RegisterAnswer {
  return { kind: 'entries', entries: entries.filter((entry) => entry !== null) }
}

/** A text of a key or line; a unit may be an object that holds its code. */
export function textAt(holder: JsonObject, field: string): string | undefined {
  const value = Object.hasOwn(holder, field) ? holder[field] : undefined
  if (isObject(value)) return textAt(value, 'code')
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

/** The first field that is missing; null when all are there. */
export function lacking(holder: JsonObject, fields: readonly string[]): string | null {
  return fields.find((field) => textAt(holder, field) === undefined) ?? null
}

export const byId = (idNumber: string | undefined): string | null => (idNumber ? `id ${idNumber}` : null)
export const byNumber = (number: string | undefined): string | null => (number ? `number ${plain(number)}` : null)
export const byName = (name: string | undefined, day?: string): string | null =>
  name ? `name ${foldName(name)} ${day ?? ''}` : null

/** Numbers of papers are compared without regard to case and spaces. */
export function plain(number: string): string {
  return foldName(number).replaceAll(' ', '')
}

/** Answers about the person of a field of the key; nobody, or somebody not yet born: no entries. */
export function aboutPerson(
  world: World,
  key: JsonObject,
  field: string,
  asOf: number,
  answer: (person: Person) => RegisterAnswer,
): RegisterAnswer {
  const idNumber = textAt(key, field)
  if (idNumber === undefined) return { kind: 'refused', field }
  const person = world.registry.personById(idNumber)
  return person && person.bornOn <= asOf ? answer(person) : found([])
}

/** Both numbers that a person may be written by. */
export function numbersOf({ idNumber, formerIdNumber }: Person): string[] {
  return formerIdNumber === null ? [idNumber] : [idNumber, formerIdNumber]
}

/** How a register names a person. */
export function numbered({ idNumber, formerIdNumber }: Person): JsonObject {
  return { idNumber, formerIdNumber }
}
