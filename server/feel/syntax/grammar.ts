import { ContextTracker } from '@lezer/lr'
import { normalizeContextKey, parser } from 'lezer-feel'
import { SyntaxFault } from './fault.ts'
import { checkNesting } from './nesting.ts'

export type Node = ReturnType<typeof parser.parse>['topNode']
export type Dialect = 'Expression' | 'UnaryTests'

/** Longest expression that is read, in UTF-16 units. */
export const longestSource = 65_536

/** Parts of a name that are looked at to tell whether it is a known one. */
const longestName = 30

/** Built-in functions whose names hold a keyword, so that the grammar must be told of them. */
const namesWithKeywords = ['get or else']

/** The known names as the grammar's tokenizer asks for them, in its normal form (signs stand alone between spaces). */
interface KnownNames {
  keys: Set<string>
  prefixes: Set<string>
}
interface NameState {
  readonly tokens: readonly string[]
  contextCache(): KnownNames
}

const idsOf = (...names: string[]): Set<number> =>
  new Set(parser.nodeSet.types.filter((type) => names.includes(type.name)).map((type) => type.id))
const identifierIds = idsOf('Identifier')
const nameIds = idsOf('VariableName', 'PathName', 'Name')

function knownNames(names: Iterable<string>): KnownNames {
  const keys = new Set<string>()
  const prefixes = new Set<string>()
  for (const name of names) {
    const key = normalizeContextKey(name)
    keys.add(key)
    for (let end = 1; end <= key.length; end++) prefixes.add(key.slice(0, end))
  }
  return { keys, prefixes }
}

/**
 * Follows the parts of a name while it is read. It stands in for the grammar's own tracker, which also follows the
 * values of contexts, copies them at each step and so takes quadratic time on long texts.
 */
function trackNames(source: string, known: KnownNames): ContextTracker<NameState> {
  const contextCache = (): KnownNames => known
  const start: NameState = { tokens: [], contextCache }
  return new ContextTracker<NameState>({
    start,
    reduce: (state, term, stack, input) => {
      if (identifierIds.has(term)) {
        if (state.tokens.length >= longestName) return state
        return { tokens: [...state.tokens, source.slice(input.pos, stack.pos)], contextCache }
      }
      return nameIds.has(term) ? start : state
    },
  })
}

const builtInNames = knownNames(namesWithKeywords)

/** Times that a text is read anew because a name is like a keyword. */
const mostRewrites = 20

/**
 * Reads a text with the grammar of bpmn.io. Throws SyntaxFault.
 * `names` are variables with spaces, signs or keywords in them.
 */
export function parse(source: string, dialect: Dialect, names: readonly string[] = []): Node {
  if (source.length > longestSource) throw new SyntaxFault(`it is longer than ${longestSource} characters`)
  if (source.trim() === '') throw new SyntaxFault('it is empty')
  checkNesting(source)
  const known = names.length === 0 ? builtInNames : knownNames([...namesWithKeywords, ...names])
  let text = source
  for (let rewrites = 0; ; rewrites++) {
    const result = attempt(text, dialect, known)
    if (typeof result !== 'number') return result
    const place = keywordAsName(text, result)
    if (!place || rewrites >= mostRewrites) throw new SyntaxFault(unexpected(source, result))
    text = text.slice(0, place.from) + '_'.repeat(place.to - place.from) + text.slice(place.to)
  }
}

/**
 * The grammar takes `and` and `or` for operators only, and `function` for the start of a definition. Where one stands as
 * the name of a function or a type, another name of its length is read in its place; the compiler sees the source as it
 * was written.
 */
function keywordAsName(text: string, position: number): { from: number; to: number } | undefined {
  const operator = /^(?:and|or)(?=\s*\()/.exec(text.slice(position, position + 100))?.[0]
  if (operator) return { from: position, to: position + operator.length }
  const before = text.slice(Math.max(0, position - 100), position)
  const type = /\bof\s+function\s*$/.exec(before)?.[0]
  if (!type) return undefined
  const from = position - type.length + type.indexOf('function')
  return { from, to: from + 'function'.length }
}

/** The tree, or the position where the text stops making sense. */
function attempt(text: string, dialect: Dialect, known: KnownNames): Node | number {
  const contextTracker = trackNames(text, known)
  try {
    return parser.configure({ top: dialect, dialect: 'camunda', strict: true, contextTracker }).parse(text).topNode
  } catch (error) {
    const position = error instanceof SyntaxError ? /No parse at (\d+)/.exec(error.message)?.[1] : undefined
    if (position === undefined) throw error
    return Number(position)
  }
}

function unexpected(source: string, position: number): string {
  const rest = source.slice(position).trimStart()
  if (rest === '') return 'unexpected end'
  const at = source.length - rest.length
  const lines = source.slice(0, at).split('\n')
  const word = /^(?:[\p{L}\p{N}_]{1,30}|.)/su.exec(rest)?.[0] ?? ''
  return `unexpected '${word}' at line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`
}
