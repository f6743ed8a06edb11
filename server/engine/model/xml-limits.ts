import { SaxesParser } from 'saxes'

const MAX_CHARACTERS = 4 * 1024 * 1024
const MAX_DEPTH = 200
const MAX_ATTRIBUTES = 100
const MAX_NAMESPACES = 100
const MAX_ELEMENTS = 100_000
/** With the `u` flag a pair is one character, so this finds only surrogates without their other half. */
const LONE_SURROGATE = /\p{Surrogate}/u

/**
 * Looks over XML from outside before a parser that trusts it: size, well-formedness, no DOCTYPE, no NUL or lone
 * surrogates, bounded depth, attributes, namespaces and elements. Returns the fault in words, or undefined.
 */
export function faultInXml(text: string): string | undefined {
  if (text.length > MAX_CHARACTERS) return `The document has ${text.length} characters, ${MAX_CHARACTERS} are allowed`
  if (text.includes('\0')) return 'The document contains a NUL character'
  if (LONE_SURROGATE.test(text)) return 'The document contains a lone surrogate'
  try {
    scan(text)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function scan(text: string): void {
  const parser = new SaxesParser({ xmlns: true, position: true })
  const namespaces = new Set<string>()
  let depth = 0
  let elements = 0
  const refuse = (what: string): never => {
    throw new Error(`${parser.line}:${parser.column}: ${what}`)
  }
  parser.on('error', (error) => {
    throw error
  })
  parser.on('doctype', () => refuse('A document type declaration is not allowed'))
  parser.on('opentag', (tag) => {
    depth += 1
    elements += 1
    if (depth > MAX_DEPTH) refuse(`Elements are nested deeper than ${MAX_DEPTH} levels`)
    if (elements > MAX_ELEMENTS) refuse(`More than ${MAX_ELEMENTS} elements`)
    if (Object.keys(tag.attributes).length > MAX_ATTRIBUTES)
      refuse(`More than ${MAX_ATTRIBUTES} attributes at one element`)
    for (const uri of Object.values(tag.ns ?? {})) namespaces.add(uri)
    if (namespaces.size > MAX_NAMESPACES) refuse(`More than ${MAX_NAMESPACES} namespaces`)
  })
  parser.on('closetag', () => {
    depth -= 1
  })
  parser.write(text).close()
}
