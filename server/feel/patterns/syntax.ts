import { anyOf, type CharTest, charClass, folded, namedClass, noneOf, range } from './char-tests.ts'

/** Why a pattern is none, or uses what is refused here; never leaves this module. */
export class PatternFault extends Error {}

export type Assertion = 'text start' | 'text end' | 'line start' | 'line end' | 'word edge' | 'no word edge'

/** What a pattern is made of. */
export type Pattern =
  | { kind: 'char'; test: CharTest }
  | { kind: 'assertion'; at: Assertion }
  | { kind: 'sequence'; items: Pattern[] }
  | { kind: 'choice'; branches: Pattern[] }
  | { kind: 'group'; index: number; inner: Pattern }
  | { kind: 'repeat'; inner: Pattern; least: number; most: number; lazy: boolean }

export interface Flags {
  /** `.` also takes line breaks. */
  s: boolean
  /** `^` and `$` also stand at line breaks. */
  m: boolean
  /** Letters of either case. */
  i: boolean
  /** White space and `#` remarks in the pattern are skipped. */
  x: boolean
}

export interface ParsedPattern {
  pattern: Pattern
  groups: number
  names: ReadonlyMap<string, number>
}

const longestPattern = 1000
const deepestGroups = 50
const mostRepeats = 500

/**
 * Reads the part of Java's regular expressions that can be matched in linear time. Look-around, back references,
 * atomic groups and possessive quantifiers are refused with a PatternFault.
 */
export function parsePattern(source: string, flags: Flags): ParsedPattern {
  if (source.length > longestPattern) throw new PatternFault(`it is longer than ${longestPattern} characters`)
  return new PatternParser(source, flags).parse()
}

class PatternParser {
  private readonly chars: string[]
  private readonly flags: Flags
  private readonly names = new Map<string, number>()
  private at = 0
  private groups = 0
  private depth = 0

  constructor(source: string, flags: Flags) {
    this.chars = [...source]
    this.flags = { ...flags }
  }

  parse(): ParsedPattern {
    this.inlineFlags()
    const pattern = this.choice()
    if (this.at < this.chars.length) throw new PatternFault(`unexpected '${this.chars[this.at]}'`)
    return { pattern, groups: this.groups, names: this.names }
  }

  private get next(): string | undefined {
    if (this.flags.x) this.skipRemarks()
    return this.chars[this.at]
  }

  private take(text: string): boolean {
    const chars = [...text]
    if (!chars.every((char, index) => this.chars[this.at + index] === char)) return false
    this.at += chars.length
    return true
  }

  private skipRemarks(): void {
    for (;;) {
      const char = this.chars[this.at]
      if (char === '#') while (this.at < this.chars.length && this.chars[this.at] !== '\n') this.at += 1
      else if (char !== undefined && /\s/.test(char)) this.at += 1
      else return
    }
  }

  private inlineFlags(): void {
    const found = /^\(\?([smix]+)\)/.exec(this.chars.slice(0, 10).join(''))
    if (!found) return
    for (const flag of found[1] ?? '')
      if (flag === 's' || flag === 'm' || flag === 'i' || flag === 'x') this.flags[flag] = true
    this.at = found[0].length
  }

  private choice(): Pattern {
    this.depth += 1
    if (this.depth > deepestGroups) throw new PatternFault('groups are nested too deeply')
    const branches = [this.sequence()]
    while (this.next === '|') {
      this.at += 1
      branches.push(this.sequence())
    }
    this.depth -= 1
    const [only] = branches
    return only && branches.length === 1 ? only : { kind: 'choice', branches }
  }

  private sequence(): Pattern {
    const items: Pattern[] = []
    for (let next = this.next; next !== undefined && next !== '|' && next !== ')'; next = this.next) {
      items.push(this.repeated(this.atom()))
    }
    return { kind: 'sequence', items }
  }

  private repeated(atom: Pattern): Pattern {
    let pattern = atom
    for (;;) {
      const bounds = this.bounds()
      if (!bounds) return pattern
      const lazy = this.next === '?'
      if (lazy) this.at += 1
      if (this.next === '+') throw new PatternFault('possessive quantifiers are not supported')
      pattern = { kind: 'repeat', inner: pattern, lazy, ...bounds }
    }
  }

  private bounds(): { least: number; most: number } | undefined {
    const next = this.next
    const most = Number.POSITIVE_INFINITY
    if (next === '*' || next === '+' || next === '?') {
      this.at += 1
      return { least: next === '+' ? 1 : 0, most: next === '?' ? 1 : most }
    }
    if (next !== '{') return undefined
    const written = /^\{(\d{1,4})(?:(,)(\d{1,4})?)?\}/.exec(this.chars.slice(this.at, this.at + 12).join(''))
    if (!written) throw new PatternFault("a quantifier is malformed after '{'")
    this.at += written[0].length
    const least = Number(written[1])
    const last = written[3] === undefined ? (written[2] ? most : least) : Number(written[3])
    if (last < least || least > mostRepeats || (last !== most && last > mostRepeats)) {
      throw new PatternFault(`a quantifier repeats more than ${mostRepeats} times or backwards`)
    }
    return { least, most: last }
  }

  private atom(): Pattern {
    const char = this.chars[this.at] ?? ''
    this.at += 1
    switch (char) {
      case '(':
        return this.group()
      case '[':
        return { kind: 'char', test: folded(this.charClass(), this.flags.i) }
      case '.':
        return { kind: 'char', test: this.flags.s ? () => true : noneOf('\n\r\u0085\u2028\u2029') }
      case '^':
        return { kind: 'assertion', at: this.flags.m ? 'line start' : 'text start' }
      case '$':
        return { kind: 'assertion', at: this.flags.m ? 'line end' : 'text end' }
      case '\\':
        return this.escape()
      case '*':
      case '+':
      case '?':
      case '{':
        throw new PatternFault(`nothing stands before '${char}'`)
      default:
        return { kind: 'char', test: folded(anyOf(char), this.flags.i) }
    }
  }

  private group(): Pattern {
    let index: number | undefined
    if (this.take('?:')) index = undefined
    else if (this.take('?<') && /[A-Za-z]/.test(this.chars[this.at] ?? '')) {
      const end = this.chars.indexOf('>', this.at)
      const name = this.chars.slice(this.at, end).join('')
      if (end < 0 || !/^[A-Za-z][A-Za-z0-9]*$/.test(name)) throw new PatternFault('a group name is malformed')
      this.at = end + 1
      index = ++this.groups
      this.names.set(name, index)
    } else if (this.chars[this.at] === '?' || this.chars[this.at - 1] === '<') {
      throw new PatternFault('look-around and other special groups are not supported')
    } else index = ++this.groups
    const inner = this.choice()
    if (this.next !== ')') throw new PatternFault("a group is not closed by ')'")
    this.at += 1
    return index === undefined ? inner : { kind: 'group', index, inner }
  }

  private escape(): Pattern {
    const char = this.chars[this.at]
    const assertions: { readonly [char: string]: Assertion } = {
      b: 'word edge',
      B: 'no word edge',
      A: 'text start',
      z: 'text end',
      Z: 'text end',
    }
    const assertion = char !== undefined && Object.hasOwn(assertions, char) ? assertions[char] : undefined
    if (assertion) {
      this.at += 1
      return { kind: 'assertion', at: assertion }
    }
    if (char === 'Q') return this.quoted()
    return { kind: 'char', test: folded(this.escapedChar(), this.flags.i) }
  }

  /** `\Q…\E`: all of it literal. */
  private quoted(): Pattern {
    const end = this.chars.join('\u0000').indexOf('\\\u0000E', this.at)
    const from = this.at + 1
    let to = this.chars.length
    for (let at = from; end >= 0 && at < this.chars.length; at++) {
      if (this.chars[at] === '\\' && this.chars[at + 1] === 'E') {
        to = at
        break
      }
    }
    this.at = Math.min(this.chars.length, to === this.chars.length ? to : to + 2)
    const items = this.chars
      .slice(from, to)
      .map((char): Pattern => ({ kind: 'char', test: folded(anyOf(char), this.flags.i) }))
    return { kind: 'sequence', items }
  }

  /** Behind a backslash, in or outside of brackets. */
  private escapedChar(): CharTest {
    const char = this.chars[this.at]
    if (char === undefined) throw new PatternFault("nothing stands behind '\\'")
    this.at += 1
    if (char === 'p' || char === 'P') return this.property(char === 'P')
    const known = namedClass(char)
    if (known) return known
    if (char === 'x') return anyOf(this.code(2))
    if (char === 'u') return anyOf(this.code(4))
    if (/[1-9k]/.test(char)) throw new PatternFault('back references are not supported')
    if (/[A-Za-z]/.test(char)) throw new PatternFault(`unknown escape '\\${char}'`)
    return anyOf(char)
  }

  private code(length: number): string {
    const digits = this.chars.slice(this.at, this.at + length).join('')
    if (digits.length < length || !/^[0-9a-fA-F]+$/.test(digits))
      throw new PatternFault('a character code is malformed')
    this.at += length
    return String.fromCodePoint(Number.parseInt(digits, 16))
  }

  private property(negated: boolean): CharTest {
    const written = /^(?:\{([A-Za-z_]{1,30})\}|([A-Z]))/.exec(this.chars.slice(this.at, this.at + 33).join(''))
    const test = written && charClass(written[1] ?? written[2] ?? '')
    if (!written || !test) throw new PatternFault('a character property is unknown')
    this.at += written[0].length
    return negated ? (code) => !test(code) : test
  }

  private charClass(): CharTest {
    const negated = this.take('^')
    const tests: CharTest[] = []
    for (let first = true; ; first = false) {
      const char = this.chars[this.at]
      if (char === undefined) throw new PatternFault("a class is not closed by ']'")
      if (char === ']' && !first) break
      if (char === '[' || (char === '&' && this.chars[this.at + 1] === '&')) {
        throw new PatternFault('classes within classes are not supported')
      }
      tests.push(this.classItem())
    }
    this.at += 1
    const some: CharTest = (code) => tests.some((test) => test(code))
    return negated ? (code) => !some(code) : some
  }

  private classItem(): CharTest {
    const from = this.classChar()
    const isRange =
      this.chars[this.at] === '-' && this.chars[this.at + 1] !== ']' && this.chars[this.at + 1] !== undefined
    if (!isRange || typeof from !== 'string') return typeof from === 'string' ? anyOf(from) : from
    this.at += 1
    const to = this.classChar()
    if (typeof to !== 'string' || to < from) throw new PatternFault('a range in a class is malformed')
    return range(from, to)
  }

  /** A single character, or the test of an escape that stands for several. */
  private classChar(): string | CharTest {
    const char = this.chars[this.at] ?? ''
    this.at += 1
    if (char !== '\\') return char
    const escaped = this.chars[this.at] ?? ''
    if (/[^A-Za-z0-9]/u.test(escaped)) {
      this.at += 1
      return escaped
    }
    const start = this.at
    const test = this.escapedChar()
    return this.chars[start] === 'x' || this.chars[start] === 'u'
      ? String.fromCodePoint(Number.parseInt(this.chars.slice(start + 1, this.at).join(''), 16))
      : test
  }
}
