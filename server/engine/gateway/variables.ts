import type { JsonValue, Variables } from '../contract.ts'
import { invalidArgument } from './fault.ts'
import { doubleQuoted } from './single-quotes.ts'

/** Deeper documents are refused: what walks them later does so recursively. The JSON parser of Zeebe has this limit too. */
const deepestNesting = 1000
const longestEcho = 2000

/**
 * The variables of a request: a JSON object in a string; blank text and `null` are `{}`.
 * Throws INVALID_ARGUMENT with Zeebe's texts for what is not JSON or has another root.
 */
export function parseVariables(text: string): Variables {
  if (text.trim() === '') return {}
  const document = parseJson(text)
  if (document === null) return {}
  if (isVariables(document)) return document
  throw invalidArgument(
    `Property 'variables' is invalid: Expected document to be a root level object, but was '${rootKind(document)}'`,
  )
}

function isVariables(document: JsonValue): document is Variables {
  return typeof document === 'object' && document !== null && !Array.isArray(document)
}

function parseJson(text: string): JsonValue {
  const document = parsed(text) ?? parsed(doubleQuoted(text))
  if (document === undefined) throw invalidJson(text)
  if (nesting(text) > deepestNesting) throw invalidArgument(`Invalid JSON value: nested deeper than ${deepestNesting}`)
  return document.value
}

function parsed(text: string): { value: JsonValue } | undefined {
  try {
    return { value: JSON.parse(text) as JsonValue }
  } catch {
    return undefined
  }
}

function invalidJson(text: string) {
  return invalidArgument(`Invalid JSON value: ${text.length > longestEcho ? `${text.slice(0, longestEcho)}…` : text}`)
}

/** Zeebe's names for the kinds of its MessagePack documents. */
function rootKind(document: JsonValue): string {
  if (Array.isArray(document)) return 'ARRAY'
  if (typeof document === 'string') return 'STRING'
  if (typeof document === 'boolean') return 'BOOLEAN'
  if (typeof document === 'number') return Number.isInteger(document) ? 'INTEGER' : 'FLOAT'
  return 'NIL'
}

/** How deep arrays and objects lie in one another in a JSON text. */
function nesting(text: string): number {
  let depth = 0
  let deepest = 0
  let quote = ''
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (quote !== '') {
      if (character === '\\') at++
      else if (character === quote) quote = ''
    } else if (character === '"' || character === "'") quote = character
    else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth)
    else if (character === '}' || character === ']') depth--
  }
  return deepest
}
