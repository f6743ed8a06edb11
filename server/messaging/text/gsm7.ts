/**
 * The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038, 6.2.1). One character is one septet,
 * one of the extension table two (escape and character).
 */

const escapeSeptet = 0x1b

const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'

const septetOf = new Map([...basic].map((character, septet) => [character, septet]))
// The escape itself is no character that a text may hold.
septetOf.delete('\u001b')

const extendedSeptetOf = new Map<string, number>([
  ['\f', 0x0a],
  ['^', 0x14],
  ['{', 0x28],
  ['}', 0x29],
  ['\\', 0x2f],
  ['[', 0x3c],
  ['~', 0x3d],
  [']', 0x3e],
  ['|', 0x40],
  ['€', 0x65],
])

/** How many septets a character takes: 1 or 2; 0 when the alphabet does not have it. */
export function septetsOf(character: string): 0 | 1 | 2 {
  if (septetOf.has(character)) return 1
  return extendedSeptetOf.has(character) ? 2 : 0
}

/** Whether a text can be sent in GSM-7 without losing a character. */
export function isGsm7(text: string): boolean {
  for (const character of text) if (septetsOf(character) === 0) return false
  return true
}

/**
 * The text as unpacked septets, one an octet, as SMPP carries GSM-7 under data coding 0.
 * Throws a RangeError at a character that the alphabet does not have.
 */
export function encodeGsm7(text: string): Uint8Array {
  const septets: number[] = []
  for (const character of text) {
    const plain = septetOf.get(character)
    const extended = extendedSeptetOf.get(character)
    if (plain !== undefined) septets.push(plain)
    else if (extended !== undefined) septets.push(escapeSeptet, extended)
    else throw new RangeError(`not in the GSM-7 alphabet: U+${character.codePointAt(0)?.toString(16)}`)
  }
  return Uint8Array.from(septets)
}
