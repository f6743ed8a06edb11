/**
 * How a text travels as SMS: its encoding, how many parts it takes and where it is cut. Lengths follow 3GPP TS 23.040:
 * one message holds 140 octets (160 septets, 70 UCS-2 units); a part of several gives 6 octets to its header
 * (153 septets, 67 units).
 */
import { encodeGsm7, isGsm7, septetsOf } from './gsm7.ts'

export type SmsEncoding = 'gsm7' | 'ucs2'

/** The first number holds for a text of one part, the second for each part of a longer one; septets or UTF-16 units. */
const capacity: { readonly [encoding in SmsEncoding]: { single: number; joined: number } } = {
  gsm7: { single: 160, joined: 153 },
  ucs2: { single: 70, joined: 67 },
}

const weigh: { readonly [encoding in SmsEncoding]: (character: string) => number } = {
  gsm7: septetsOf,
  ucs2: (character) => character.length,
}

/** GSM-7 when the text fits its alphabet, else UCS-2. */
export function encodingFor(text: string): SmsEncoding {
  return isGsm7(text) ? 'gsm7' : 'ucs2'
}

/** The length of a text in what its encoding counts: septets or UTF-16 units. */
export function smsLength(text: string, encoding: SmsEncoding): number {
  let length = 0
  for (const character of text) length += weigh[encoding](character)
  return length
}

/**
 * Cuts a text into the parts it is sent in; an empty text is one empty part. No cut lies inside a surrogate pair or
 * between a GSM-7 escape and its character.
 */
export function splitParts(text: string, encoding: SmsEncoding): string[] {
  if (smsLength(text, encoding) <= capacity[encoding].single) return [text]
  const parts: string[] = []
  let part = ''
  let used = 0
  for (const character of text) {
    const weight = weigh[encoding](character)
    if (used + weight > capacity[encoding].joined) {
      parts.push(part)
      part = ''
      used = 0
    }
    part += character
    used += weight
  }
  return [...parts, part]
}

/** In how many parts a text is sent, as a form shows it to whoever writes it. */
export function countParts(text: string, encoding: SmsEncoding = encodingFor(text)): number {
  return splitParts(text, encoding).length
}

/** The octets of one part: unpacked septets, or UTF-16 big endian. */
export function encodePart(part: string, encoding: SmsEncoding): Uint8Array {
  if (encoding === 'gsm7') return encodeGsm7(part)
  return Buffer.from(part, 'utf16le').swap16()
}
