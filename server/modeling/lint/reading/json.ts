/** Reading of JSON whose shape is not yet known: what has the wrong type reads as absent. */
import type { JsonValue } from '#feel'

export type JsonObject = { [name: string]: JsonValue }

export const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function at(value: JsonValue | undefined, ...path: string[]): JsonValue | undefined {
  let found = value
  for (const name of path) found = isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined
  return found
}

export function textAt(value: JsonValue | undefined, ...path: string[]): string {
  const found = at(value, ...path)
  return typeof found === 'string' ? found : ''
}

export function listAt(value: JsonValue | undefined, ...path: string[]): JsonValue[] {
  const found = at(value, ...path)
  return Array.isArray(found) ? found : []
}

export function textsAt(value: JsonValue | undefined, ...path: string[]): string[] {
  return listAt(value, ...path).filter((entry) => typeof entry === 'string')
}

export function objectAt(value: JsonValue | undefined, ...path: string[]): JsonObject {
  const found = at(value, ...path)
  return isObject(found) ? found : {}
}

/** Undefined where the text is no JSON. */
export function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
