import type { JsonValue } from './contract.ts'

/** A text that cannot be printed as it was typed: where it stands in the data, and the letters at fault. */
export interface Unprintable {
  /** Path in the data, e.g. `applicant.name`. */
  readonly path: string
  readonly letters: string
}

/** Printed for a letter that the paper's font lacks, so that the gap is seen and not passed over. */
const missingLetter = '□'

// C0 and C1 controls, soft hyphen, zero-width and bidirectional marks, tags, variation selectors, non-characters:
// nothing that is seen on paper, and what could make a line read differently from what it holds.
const unseen = /[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gu
const lineEnds = /\r\n?|[\u0085\u2028\u2029]/gu
const horizontalSpace = /[\t\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/gu
// Vietnamese needs two marks on a letter at most, and NFC has all of them composed.
const tooManyMarks = /(\p{M}{2})\p{M}+/gu

/** A text as it may be printed: NFC, no invisible characters, line ends as `\n`, letters that no font has as □. */
export function printableText(text: string, covers: (codePoint: number) => boolean): string {
  return Array.from(visible(text), (letter) => (isPrintable(letter, covers) ? letter : missingLetter)).join('')
}

/** The same for every text in the data. Keys stay as they are: templates read them by name. */
export function printable(data: JsonValue, covers: (codePoint: number) => boolean): JsonValue {
  if (typeof data === 'string') return printableText(data, covers)
  if (Array.isArray(data)) return data.map((entry) => printable(entry, covers))
  if (data === null || typeof data !== 'object') return data
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, printable(value, covers)]))
}

/** Texts with letters that the paper would show as □, for a warning to the officer before the leader signs. */
export function findUnprintable(data: JsonValue, covers: (codePoint: number) => boolean, path = ''): Unprintable[] {
  if (typeof data === 'string') {
    const letters = Array.from(visible(data)).filter((letter) => !isPrintable(letter, covers))
    return letters.length > 0 ? [{ path, letters: [...new Set(letters)].join('') }] : []
  }
  if (Array.isArray(data)) return data.flatMap((entry, i) => findUnprintable(entry, covers, `${path}[${i}]`))
  if (data === null || typeof data !== 'object') return []
  return Object.entries(data).flatMap(([key, value]) =>
    findUnprintable(value, covers, path === '' ? key : `${path}.${key}`),
  )
}

function visible(text: string): string {
  return text
    .normalize('NFC')
    .replace(lineEnds, '\n')
    .replace(horizontalSpace, ' ')
    .replace(unseen, (mark) => (mark === '\n' ? mark : ''))
    .replace(tooManyMarks, '$1')
}

function isPrintable(letter: string, covers: (codePoint: number) => boolean): boolean {
  const codePoint = letter.codePointAt(0)
  return letter === '\n' || (codePoint !== undefined && covers(codePoint))
}
