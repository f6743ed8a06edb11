/** JSON that came from outside, bounded before anybody walks it. */
export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject
export type JsonObject = { [name: string]: JsonValue }

const maxDepth = 12
const maxNodes = 20_000
/** Names that would reach an object's prototype where a careless copy is made. */
const forbiddenNames = new Set(['__proto__', 'constructor', 'prototype'])

/** Parses a text; null where it is no JSON, too deep, too many or names a prototype. A JSON `null` is null too. */
export function parseBoundedJson(text: string): JsonValue {
  let parsed: JsonValue
  try {
    parsed = JSON.parse(text)
  } catch {
    return null
  }
  return isBounded(parsed) ? parsed : null
}

/** Breadth first, so that depth costs no stack. */
function isBounded(value: JsonValue): boolean {
  let level: JsonValue[] = [value]
  let nodes = 0
  for (let depth = 0; level.length > 0; depth += 1) {
    nodes += level.length
    if (depth > maxDepth || nodes > maxNodes) return false
    const below: JsonValue[] = []
    for (const node of level) {
      if (typeof node !== 'object' || node === null) continue
      if (!Array.isArray(node) && Object.keys(node).some((name) => forbiddenNames.has(name))) return false
      for (const child of Object.values(node)) below.push(child)
    }
    level = below
  }
  return true
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value at a path of names, `subject.fullName`; undefined where it leads nowhere. */
export function valueAt(value: JsonValue | undefined, path: string): JsonValue | undefined {
  let found: JsonValue | undefined = value
  for (const name of path.split('.')) found = isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined
  return found
}
