import type { FeelObject, FeelValue } from '#feel'

/** A temporal value, range or function; a context of the user's that looks like one is none. */
export function isFeelObject(value: FeelValue | undefined): value is FeelObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isPlain(value)
}

export function isContext(value: FeelValue | undefined): value is { [name: string]: FeelValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && isPlain(value)
}

/** Made by a literal, JSON or Object.create(null), in whatever realm: nothing stands above its prototype. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return typeof prototype !== 'object' || prototype === null || Object.getPrototypeOf(prototype) === null
}
