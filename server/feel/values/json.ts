import type { FeelValue, JsonValue, Lookup } from '../types.ts'
import { FeelFunction } from './feel-function.ts'
import { Range } from './range.ts'
import { type Context, clean, emptyContext, isContext, SpecialValue } from './special-value.ts'

/**
 * What is stored of a value: whole numbers as integers, dates, times and durations as ISO text, functions and ranges as
 * null, as Zeebe does. A date and time of a region is written with its offset.
 */
export function toJson(value: FeelValue): JsonValue {
  if (typeof value === 'number') return Number.isFinite(value) ? (value === 0 ? 0 : value) : null
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(toJson)
  if (isContext(value)) {
    // fromEntries defines own properties, so that an entry `__proto__` stays an entry.
    return Object.fromEntries(Object.keys(value).map((name) => [name, toJson(value[name] ?? null)]))
  }
  return value instanceof FeelFunction || value instanceof Range ? null : value.toString()
}

/** JSON as FEEL sees it: the same values in contexts without a prototype; strings stay strings. */
export function fromJson(value: JsonValue): FeelValue {
  if (value === null || typeof value !== 'object') return clean(value)
  if (Array.isArray(value)) return value.map(fromJson)
  const context: Context = emptyContext()
  for (const name of Object.keys(value)) context[name] = fromJson(value[name] ?? null)
  return context
}

/** Looks variables up among an object's own properties. */
export function lookupIn(context: { [name: string]: FeelValue | JsonValue }): Lookup {
  return (name) => (Object.hasOwn(context, name) ? (context[name] ?? null) : undefined)
}

/** The parts of a list or context; none of other values. */
export function partsOf(value: FeelValue): FeelValue[] {
  if (value === null || typeof value !== 'object' || value instanceof SpecialValue) return []
  return Array.isArray(value) ? value : Object.values(value)
}
