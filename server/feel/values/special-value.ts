import type { FeelObject, FeelValue } from '../types.ts'

/** A context: entries are own properties; results are made without a prototype, data that comes in may have one. */
export type Context = { [name: string]: FeelValue }

/** Base of the values that JSON has no form for; what is an instance of it came from FEEL, never from data. */
export abstract class SpecialValue implements FeelObject {
  abstract readonly feelType: FeelObject['feelType']
  /** ISO text, as it is stored in JSON. */
  abstract toString(): string
  /** The text that FEEL's string() and its messages show. */
  get text(): string {
    return this.toString()
  }
}

export function isContext(value: FeelValue | undefined): value is Context {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof SpecialValue)
}

/** An empty context; it has no prototype, so no name in it is anything but an entry. */
export function emptyContext(): Context {
  return Object.create(null)
}

/** The context's own entry; undefined if there is none. Numbers that JSON cannot hold read as null. */
export function entryOf(context: Context, name: string): FeelValue | undefined {
  if (!Object.hasOwn(context, name)) return undefined
  return clean(context[name] ?? null)
}

/** Data from outside: NaN and the infinities are null; strings, lists and contexts pass. */
export function clean(value: FeelValue): FeelValue {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value
}
