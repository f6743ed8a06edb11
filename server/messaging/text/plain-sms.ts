import { isGsm7 } from './gsm7.ts'
import { withoutDiacritics } from './without-diacritics.ts'

/** What office programs put in place of plain signs. */
const plainSigns = new Map<string, string>([
  ['‘', "'"],
  ['’', "'"],
  ['“', '"'],
  ['”', '"'],
  ['–', '-'],
  ['—', '-'],
  ['‑', '-'],
  ['…', '...'],
  ['\u00a0', ' '],
  ['\u202f', ' '],
  ['₫', 'd'],
  ['\t', ' '],
])

/** The text as it is sent by default: Vietnamese without marks, in GSM-7; what the alphabet lacks becomes `?`. */
export function plainSms(text: string): string {
  let plain = ''
  // The compatibility form is not used: it would turn what only looks like a digit into one.
  for (const character of withoutDiacritics(text)) {
    const sign = plainSigns.get(character) ?? character
    plain += isGsm7(sign) ? sign : '?'
  }
  return plain
}

/** A lone half of a surrogate pair cannot be sent and becomes U+FFFD. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd')
}
