/** The registers that can be asked and written, as `processes/registers` describes them; and what their keys need. */
import type { Fit } from './fits.ts'
import type { JsonObject, JsonValue } from './json.ts'
import { readPoint } from './point.ts'

export type Need = 'required' | 'optional'

/** Kinds of value that an entry holds; `day` is YYYY-MM-DD. */
export type ValueKind = 'text' | 'day' | 'number' | 'flag' | 'list'

export interface LookupRegister {
  /** Below the registers' url. */
  path: string
  /** How long one try may take, ms. */
  timeoutMs: number
  /** Fields of the key; those marked optional narrow the answer when they are known. */
  key: { readonly [field: string]: Need }
  /** Sets of optional fields of which one must be whole; none: no such need. */
  either: readonly (readonly string[])[]
  /** A field that holds coordinates as text, and the two fields, north and east, that it is sent as. */
  points: { readonly [field: string]: readonly [string, string] }
  /** What every entry must hold; a path may lead through objects. */
  entry: { readonly [path: string]: ValueKind }
  fits: readonly Fit[]
}

export interface EffectRegister {
  path: string
  timeoutMs: number
  entry: { readonly [field: string]: Need }
  /** By the value of the field `act`: which other fields it needs. */
  acts: { readonly [act: string]: readonly string[] }
}

export interface Register {
  register: string
  lookup?: LookupRegister
  effect?: EffectRegister
}

/** Registers by name. */
export type RegisterTable = ReadonlyMap<string, Register>

const isGiven = (value: JsonValue | undefined) => (value ?? '') !== ''

/**
 * The fields that a key lacks, of the first set where one of several would do: the look-up is to be skipped, not asked.
 * A field that holds coordinates and cannot be read is lacking.
 */
export function missingFields({ key: fields, either, points }: LookupRegister, key: JsonObject): string[] {
  const isThere = (field: string) => isGiven(key[field]) && (!points[field] || readPoint(String(key[field])) !== null)
  const required = Object.keys(fields).filter((field) => fields[field] === 'required' && !isThere(field))
  const [first] = either
  const isWhole = (set: readonly string[]) => set.every(isThere)
  return !first || either.some(isWhole) ? required : [...required, ...first.filter((field) => !isThere(field))]
}

/** The key as it is sent: coordinates written as text become the two numbers. */
export function keyToSend({ points }: LookupRegister, key: JsonObject): JsonObject {
  const sent: JsonObject = { ...key }
  for (const [field, [north, east]] of Object.entries(points)) {
    const text = sent[field]
    const point = typeof text === 'string' ? readPoint(text) : null
    delete sent[field]
    if (point) Object.assign(sent, { [north]: point.lat, [east]: point.lng })
  }
  return sent
}
