import type { ClaimedSignature, SignatureFault } from './contract.ts'
import { readPdfDate, readPdfText } from './pdf-text.ts'

/** Where the one signature of a file stands, and what its dictionary says. */
export interface LocatedSignature {
  readonly state: 'located'
  readonly signed: readonly [Uint8Array, Uint8Array]
  /** The CMS; its length is the DER's own, what follows is padding. */
  readonly cms: Uint8Array
  readonly claimed: ClaimedSignature
}

export type Location =
  | { readonly state: 'unsigned' }
  | { readonly state: 'faulty'; readonly faults: SignatureFault[] }
  | LocatedSignature

const number = /^(\d{1,10}) (\d{1,10}) (\d{1,10}) (\d{1,10})$/u
const subFilter = 'ETSI.CAdES.detached'

/**
 * Finds the signature by its ByteRange and holds it to one shape: the range covers the file from its first byte to its
 * last, and its gap is exactly the hexadecimal string of Contents. Then no revision, field, annotation or object can
 * have been added, hidden or replaced without changing signed bytes.
 */
export function locateSignature(bytes: Uint8Array): Location {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const text = file.toString('latin1')
  const marks = [...text.matchAll(/\/ByteRange/gu)]
  const [mark] = marks
  if (mark === undefined) return { state: 'unsigned' }
  if (marks.length > 1) return faulty('several-signatures')
  const written = /^\/ByteRange\s*\[([^\]]{1,80})\]/u.exec(text.slice(mark.index, mark.index + 120))?.[1]
  const range = number.exec(written?.trim().replace(/\s+/gu, ' ') ?? '')
  if (range === null) return faulty('byte-range')
  const [first, start, end, rest] = range.slice(1).map(Number)
  if (first === undefined || start === undefined || end === undefined || rest === undefined) return faulty('byte-range')
  if (first !== 0 || start >= end || end > file.length) return faulty('byte-range')
  if (end + rest < file.length) return faulty('changed-after-signing')
  if (end + rest !== file.length) return faulty('byte-range')
  const hex = /^<((?:[0-9A-Fa-f]{2})+)>$/u.exec(text.slice(start, end))?.[1]
  if (hex === undefined || !/\/Contents\s*$/u.test(text.slice(0, start))) return faulty('byte-range')
  const dictionary = dictionaryAround(text, start, end)
  if (dictionary === null || mark.index < dictionary.from || mark.index > dictionary.to) return faulty('byte-range')
  const filters = [...dictionary.text.matchAll(/\/SubFilter\s*\/([^\s/<>[\]()]+)/gu)].map(([, name]) => name)
  if (filters.length !== 1 || filters[0] !== subFilter) return faulty('sub-filter')
  const cms = withoutPadding(Buffer.from(hex, 'hex'))
  if (cms === null) return faulty('cms')
  return {
    state: 'located',
    signed: [file.subarray(0, start), file.subarray(end)],
    cms,
    claimed: {
      name: textEntry(dictionary.text, 'Name'),
      reason: textEntry(dictionary.text, 'Reason'),
      location: textEntry(dictionary.text, 'Location'),
      at: readPdfDate(/\/M\s*(\([^)]*\))/u.exec(dictionary.text)?.[1] ?? ''),
    },
  }
}

const faulty = (...faults: SignatureFault[]): Location => ({ state: 'faulty', faults })

function textEntry(dictionary: string, key: string): string | null {
  return readPdfText(new RegExp(`/${key}\\s*(<[0-9A-Fa-f]*>)`, 'u').exec(dictionary)?.[1] ?? '')
}

// The object that holds the hole, without the hole.
function dictionaryAround(text: string, start: number, end: number): { from: number; to: number; text: string } | null {
  const from = text.lastIndexOf(' obj', start)
  const to = text.indexOf('endobj', end)
  if (from < 0 || to < 0 || text.slice(from, start).includes('endobj')) return null
  return { from, to, text: text.slice(from, start) + text.slice(end, to) }
}

/** The DER value at the beginning, when only noughts follow it; null otherwise. */
function withoutPadding(contents: Buffer): Buffer | null {
  const lengthByte = contents[1] ?? 0
  const lengthBytes = lengthByte & 0x7f
  const isLong = lengthByte > 0x80
  if (contents[0] !== 0x30 || lengthByte === 0x80 || (isLong && lengthBytes > 4)) return null
  const header = isLong ? 2 + lengthBytes : 2
  if (contents.length < header) return null
  const length = isLong ? contents.readUIntBE(2, lengthBytes) : lengthByte
  if (header + length > contents.length) return null
  const padding = contents.subarray(header + length)
  return padding.every((byte) => byte === 0) ? contents.subarray(0, header + length) : null
}
