/**
 * Regular expressions for matches, replace, split and extract. They are Java's in feel-scala; here a subset of those is
 * matched by a machine of our own in linear time, because the platform's own engine backtracks and a pattern such as
 * (a+)+$ would stop the server. Each match also pays from the evaluation's budget of steps.
 */
import { type Slots, type Spend, search } from './match.ts'
import { type Program, translate } from './program.ts'
import { type Flags, PatternFault, parsePattern } from './syntax.ts'

export type Regex = { ok: true; program: Program } | { ok: false; cause: string }

/** Programs by pattern and flags; patterns come from expressions and data, so the table is emptied when full. */
const known = new Map<string, Regex>()
const knownLimit = 200

/** Flags are letters of `smix`; others are ignored, as feel-scala does. */
export function regexOf(pattern: string, flags = ''): Regex {
  const key = `${flags}/${pattern}`
  const regex = known.get(key) ?? compile(pattern, flags)
  if (known.size >= knownLimit) known.clear()
  if (key.length <= 2000) known.set(key, regex)
  return regex
}

function compile(pattern: string, letters: string): Regex {
  const has = (letter: string): boolean => letters.includes(letter)
  const flags: Flags = { s: has('s'), m: has('m'), i: has('i'), x: has('x') }
  try {
    return { ok: true, program: translate(parsePattern(pattern, flags)) }
  } catch (error) {
    if (error instanceof PatternFault) return { ok: false, cause: error.message }
    throw error
  }
}

export function isFound(program: Program, text: string, spend: Spend): boolean {
  return search(program, text, 0, spend) !== undefined
}

/** All matches one after another; behind an empty one the search goes on a character later. */
export function* allMatches(program: Program, text: string, spend: Spend): Generator<Slots> {
  for (let from = 0; from <= text.length; ) {
    const slots = search(program, text, from, spend)
    if (!slots) return
    yield slots
    const [start = 0, end = 0] = slots
    from = end > start ? end : end + ((text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1)
  }
}

/** The text between matches; an empty match at the beginning splits nothing off, as in Java. */
export function split(program: Program, text: string, spend: Spend): string[] {
  const pieces: string[] = []
  let from = 0
  for (const [start = 0, end = 0] of allMatches(program, text, spend)) {
    if (end === 0) continue
    pieces.push(text.slice(from, start))
    from = end
  }
  return [...pieces, text.slice(from)]
}

/** Replacement text with `$1`, `${name}` and `\$` as in Java; undefined if it names a group that there is not. */
export function expand(
  replacement: string,
  { groups, names }: Program,
  text: string,
  slots: Slots,
): string | undefined {
  let expanded = ''
  const parts = /\\([\s\S])|\$(?:(\d)|\{([A-Za-z][A-Za-z0-9]*)\})|([^\\$]+)|([\s\S])/g
  for (const [, escaped, digit, name, plain, other] of replacement.matchAll(parts)) {
    if (other !== undefined) return undefined
    const group = digit === undefined ? (name === undefined ? undefined : (names.get(name) ?? -1)) : Number(digit)
    if (group === undefined) {
      expanded += escaped ?? plain ?? ''
      continue
    }
    if (group < 0 || group > groups) return undefined
    const start = slots[group * 2] ?? -1
    const end = slots[group * 2 + 1] ?? -1
    if (start >= 0 && end >= 0) expanded += text.slice(start, end)
  }
  return expanded
}
