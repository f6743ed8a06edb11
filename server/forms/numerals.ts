import { tidyText } from './hygiene.ts'
import type { Language } from './text.ts'

/**
 * Reads a number as people in Việt Nam type it: `12`, `12,5`, `1.000`, `1.000.000,5`; a point with one or two digits
 * behind it is the decimal point of a phone's keypad: `12.5`. Undefined for an empty text; any other text, also
 * `1,000.5`, `1e21` and `0x10`, comes back tidied: it is no number.
 */
export function readNumber(typed: string): number | string | undefined {
  if (typed.length > 100) return typed
  const text = tidyText(typed, 'one')
  if (text === '') return undefined
  const plain = /^-?\d+(?:,\d+)?$/.test(text) ? text.replace(',', '.') : undefined
  const grouped = /^-?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$/.test(text)
    ? text.replaceAll('.', '').replace(',', '.')
    : undefined
  const keypad = /^-?\d+\.\d{1,2}$/.test(text) ? text : undefined
  const digits = plain ?? grouped ?? keypad
  return digits === undefined ? text : Number(digits)
}

/** `1.000.000,5` in Vietnamese, `1,000,000.5` in English. */
export function printNumber(value: number, language: Language): string {
  const [whole = '', fraction] = String(value).split('.')
  const [group, point] = language === 'vi' ? ['.', ','] : [',', '.']
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group)
  return fraction === undefined ? grouped : `${grouped}${point}${fraction}`
}
