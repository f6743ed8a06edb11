/** What a text field does with line breaks. */
export type Lines = 'one' | 'many'

/**
 * Text as it is kept: NFC, ordinary spaces, `\n` for line breaks, nothing invisible that came along by copying,
 * no blanks at the ends.
 */
export function tidyText(text: string, lines: Lines): string {
  const visible = text
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(/[\u00a0\u2007\u202f]/g, ' ')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
  return lines === 'many' ? visible.trim() : visible.replace(/[\n\t]+/g, ' ').trim()
}

export function singleSpaces(text: string): string {
  return text.replace(/\s+/g, ' ')
}

/** Soft hyphen, zero-width space, word joiner, byte order mark: pasted unseen, and they break comparison. */
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/g

/**
 * What no answer may hold: control characters (they break XML and PDF, and PostgreSQL takes no NUL), marks that turn
 * the writing direction, halves of surrogate pairs, and more than four combining marks on one letter.
 */
export function hasForbiddenCharacter(text: string): boolean {
  return FORBIDDEN.test(text)
}

// Built from code points, so that no control character stands in the source.
const FORBIDDEN = new RegExp(
  [
    `[${range(0x00, 0x08)}${range(0x0b, 0x1f)}${range(0x7f, 0x9f)}]`,
    '[\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufff9-\\uffff]',
    '\\p{Surrogate}',
    '\\p{M}{5}',
  ].join('|'),
  'u',
)

function range(from: number, to: number): string {
  return `\\u{${from.toString(16)}}-\\u{${to.toString(16)}}`
}
