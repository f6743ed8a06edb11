/** Reads one file of `processes/registers`. The lint says more about it; here is what the client leans on. */
import { type Fit, isAgreement } from './fits.ts'
import { isObject, type JsonValue } from './json.ts'
import type { EffectRegister, LookupRegister, Need, Register, ValueKind } from './register-table.ts'

/** The file is no register. */
export class RegisterRefused extends Error {
  override readonly name = 'RegisterRefused'
}

const needs: readonly string[] = ['required', 'optional'] satisfies Need[]
const kinds: readonly string[] = ['text', 'day', 'number', 'flag', 'list'] satisfies ValueKind[]
const isNeed = (value: JsonValue): value is Need => typeof value === 'string' && needs.includes(value)
const isKind = (value: JsonValue): value is ValueKind => typeof value === 'string' && kinds.includes(value)

/** Throws RegisterRefused, naming the place, where the file is something else. */
export function readRegister(json: JsonValue, file: string): Register {
  const refuse = (place: string): never => {
    throw new RegisterRefused(`${file}: ${place} is not what processes/registers/register.schema.json describes`)
  }
  if (!isObject(json) || json.schema !== 1 || json.kind !== 'register') return refuse('the file')
  const { register, lookup, effect } = json
  if (typeof register !== 'string' || register === '') return refuse('register')
  if (lookup === undefined && effect === undefined) return refuse('lookup or effect')
  return {
    register,
    ...(lookup === undefined ? {} : { lookup: readLookup(lookup) ?? refuse('lookup') }),
    ...(effect === undefined ? {} : { effect: readEffect(effect) ?? refuse('effect') }),
  }
}

function readLookup(json: JsonValue): LookupRegister | null {
  const way = readWay(json)
  if (!isObject(json) || !way) return null
  const key = valuesOf(json.key, isNeed)
  const entry = valuesOf(json.entry, isKind)
  const either = listOf(json.either ?? [], (set) => listOf(set, textOf))
  const points = valuesOf(json.points ?? {}, (value): value is [string, string] => listOf(value, textOf)?.length === 2)
  const fits = listOf(json.fits, readFit)
  return key && entry && either && points && fits ? { ...way, key, either, points, entry, fits } : null
}

function readEffect(json: JsonValue): EffectRegister | null {
  const way = readWay(json)
  if (!isObject(json) || !way) return null
  const entry = valuesOf(json.entry, isNeed)
  const acts = valuesOf(json.acts ?? {}, (value): value is string[] => listOf(value, textOf) !== null)
  return entry && acts ? { ...way, entry, acts } : null
}

function readWay(json: JsonValue): { path: string; timeoutMs: number } | null {
  if (!isObject(json)) return null
  const { path, timeoutMs } = json
  // Joined to a url: it must stay below it.
  if (typeof path !== 'string' || !/^[A-Za-z0-9][\w./-]*$/.test(path) || path.includes('..')) return null
  return typeof timeoutMs === 'number' && timeoutMs > 0 ? { path, timeoutMs } : null
}

function readFit(json: JsonValue): Fit | null {
  if (!isObject(json)) return null
  const { key, unless, as } = json
  const paths = listOf(json.paths, textOf)
  if (typeof key !== 'string' || typeof as !== 'string' || !isAgreement(as) || !paths) return null
  if (unless !== undefined && typeof unless !== 'string') return null
  return { key, paths, as, ...(unless === undefined ? {} : { unless }) }
}

const textOf = (value: JsonValue): string | null => (typeof value === 'string' && value !== '' ? value : null)

function listOf<T>(value: JsonValue | undefined, read: (item: JsonValue) => T | null): T[] | null {
  if (!Array.isArray(value)) return null
  const items = value.map(read).filter((item) => item !== null)
  return items.length === value.length ? items : null
}

function valuesOf<T extends JsonValue>(
  value: JsonValue | undefined,
  isOne: (item: JsonValue) => item is T,
): { [name: string]: T } | null {
  if (!isObject(value)) return null
  const values: { [name: string]: T } = {}
  for (const [name, item] of Object.entries(value)) {
    if (!isOne(item)) return null
    values[name] = item
  }
  return values
}
