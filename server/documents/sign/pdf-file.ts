import { SignFault } from './contract.ts'

/** What an update needs to know of a file with one classic cross-reference table, as the renderer writes it. */
export interface PdfFile {
  readonly startxref: number
  /** One more than the highest object number. */
  readonly size: number
  readonly root: number
  /** The trailer's lines that an update repeats: `/Info …`. */
  readonly info: string | null
  /** The permanent half of the file's identifier, as written. */
  readonly id: string
  /** Inside of an object: what stands between `N 0 obj` and `endobj`. */
  readonly object: (number: number) => string
}

/** Reads the end of a file; throws `SignFault` where it is not built as expected. */
export function readPdfFile(bytes: Uint8Array): PdfFile {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  if (!text.startsWith('%PDF-1.')) throw new SignFault('pdf-structure', 'no header')
  if (text.includes('/ByteRange')) throw new SignFault('already-signed')
  const startxref = Number(/startxref\s+(\d+)\s+%%EOF\s*$/u.exec(text.slice(-200))?.[1] ?? Number.NaN)
  if (!text.startsWith('xref', startxref)) throw new SignFault('pdf-structure', 'no cross-reference table')
  const trailer = text.slice(text.indexOf('trailer', startxref))
  if (trailer.includes('/Prev')) throw new SignFault('pdf-structure', 'more than one revision')
  const offsets = readTable(text.slice(startxref))
  const object = (number: number): string => {
    const offset = offsets.get(number)
    const start = `${number} 0 obj`
    if (offset === undefined || !text.startsWith(start, offset)) {
      throw new SignFault('pdf-structure', `object ${number} is not where the table says`)
    }
    return text.slice(offset + start.length, text.indexOf('endobj', offset)).trim()
  }
  return {
    startxref,
    size: Number(capture(trailer, /\/Size (\d+)/u)),
    root: Number(capture(trailer, /\/Root (\d+) 0 R/u)),
    info: /\/Info \d+ 0 R/u.exec(trailer)?.[0] ?? null,
    id: capture(trailer, /\/ID \[(\([^()\\]*\)|<[0-9A-Fa-f]*>)/u),
    object,
  }
}

function readTable(table: string): Map<number, number> {
  const [first, count] = capture(table, /^xref\s+(\d+ \d+)/u)
    .split(' ')
    .map(Number)
  const entries = [...table.slice(0, table.indexOf('trailer')).matchAll(/(\d{10}) \d{5} ([nf])/gu)]
  if (first !== 0 || entries.length !== count) throw new SignFault('pdf-structure', 'table with sections')
  return new Map(entries.flatMap(([, offset, kind], number) => (kind === 'n' ? [[number, Number(offset)]] : [])))
}

/** First group of a pattern that must be there. */
export function capture(text: string, pattern: RegExp): string {
  const found = pattern.exec(text)?.[1]
  if (found === undefined) throw new SignFault('pdf-structure', `nothing like ${pattern.source}`)
  return found
}
