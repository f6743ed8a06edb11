/** Whether a character, by its code point, is meant. */
export type CharTest = (code: number) => boolean

export function anyOf(chars: string): CharTest {
  const codes = new Set([...chars].map((char) => char.codePointAt(0)))
  const [only] = codes
  return codes.size === 1 ? (code) => code === only : (code) => codes.has(code)
}

export function noneOf(chars: string): CharTest {
  const test = anyOf(chars)
  return (code) => !test(code)
}

export function range(from: string, to: string): CharTest {
  const first = from.codePointAt(0) ?? 0
  const last = to.codePointAt(0) ?? 0
  return (code) => code >= first && code <= last
}

const isDigit = range('0', '9')
export const isWordChar: CharTest = (code) =>
  isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95
const isSpace = anyOf(' \t\n\u000b\f\r')

const not =
  (test: CharTest): CharTest =>
  (code) =>
    !test(code)

const escapes: { readonly [char: string]: CharTest } = {
  d: isDigit,
  D: not(isDigit),
  w: isWordChar,
  W: not(isWordChar),
  s: isSpace,
  S: not(isSpace),
  h: anyOf(' \t\u00a0\u1680\u180e\u202f\u205f\u3000'),
  t: anyOf('\t'),
  n: anyOf('\n'),
  r: anyOf('\r'),
  f: anyOf('\f'),
  a: anyOf('\u0007'),
  e: anyOf('\u001b'),
  '0': anyOf('\u0000'),
}

/** The class that a letter behind a backslash stands for. */
export function namedClass(char: string): CharTest | undefined {
  return Object.hasOwn(escapes, char) ? escapes[char] : undefined
}

const posix: { readonly [name: string]: string } = {
  Lower: 'a-z',
  Upper: 'A-Z',
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: 'a-zA-Z0-9',
  Punct: '!-/:-@\\[-`{-~',
  Space: '\\s',
  ASCII: '\\x00-\\x7F',
  XDigit: '0-9A-Fa-f',
  IsAlphabetic: '\\p{Alphabetic}',
  IsLetter: '\\p{L}',
  IsDigit: '\\p{Nd}',
  IsUppercase: '\\p{Uppercase}',
  IsLowercase: '\\p{Lowercase}',
}

/** `\p{…}`: a POSIX name of Java or a Unicode category; each asks for one character, which takes constant time. */
export function charClass(name: string): CharTest | undefined {
  const inside = Object.hasOwn(posix, name) ? posix[name] : `\\p{${name}}`
  try {
    const expression = new RegExp(`^[${inside}]$`, 'u')
    return (code) => expression.test(String.fromCodePoint(code))
  } catch {
    return undefined
  }
}

/** The test for letters of either case. */
export function folded(test: CharTest, either: boolean): CharTest {
  if (!either) return test
  return (code) => {
    if (test(code)) return true
    const char = String.fromCodePoint(code)
    const lower = char.toLowerCase().codePointAt(0) ?? code
    const upper = char.toUpperCase().codePointAt(0) ?? code
    return (lower !== code && test(lower)) || (upper !== code && test(upper))
  }
}
