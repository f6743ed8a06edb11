import { createHash } from 'node:crypto'
import type { Signer } from './contract.ts'
import { capture, type PdfFile, readPdfFile } from './pdf-file.ts'
import { pdfDate, pdfText } from './pdf-text.ts'

/** A file with a signature field whose content is still a hole. */
export interface Prepared {
  readonly bytes: Buffer
  /** Where the hole begins and ends: the hexadecimal string with its brackets. */
  readonly hole: { readonly start: number; readonly end: number }
}

const subFilter = 'ETSI.CAdES.detached'

/**
 * Appends one revision with an invisible signature field on the first page. What stood before stays byte for byte,
 * so PDF/A metadata, tags and the file's identifier are kept; no appearance is drawn (the paper shows the signature itself).
 */
export function appendSignatureField(pdf: Uint8Array, signer: Signer): Prepared {
  const room = contentsBytes(signer)
  const file = readPdfFile(pdf)
  const signature = file.size
  const field = file.size + 1
  const pageNumber = firstPage(file)
  const changed = new Map<number, string>([
    [file.root, withEntry(file.object(file.root), `/AcroForm <</Fields [${field} 0 R] /SigFlags 3>>`)],
    [pageNumber, withAnnotation(file.object(pageNumber), field)],
    [signature, signatureDictionary(signer, room)],
    [
      field,
      `<</Type /Annot /Subtype /Widget /FT /Sig /T ${pdfText('Chữ ký số')} /V ${signature} 0 R ` +
        `/Rect [0 0 0 0] /F 132 /P ${pageNumber} 0 R>>`,
    ],
  ])
  const before = Buffer.from(pdf)
  const { body, hole } = writeRevision(file, changed, before)
  const bytes = Buffer.concat([before, body])
  const holeStart = before.length + hole
  const prepared = { bytes, hole: { start: holeStart, end: holeStart + room * 2 + 2 } }
  fillByteRange(prepared)
  return prepared
}

/** Puts the CMS into the hole; throws RangeError when it does not fit. */
export function fillContents({ bytes, hole }: Prepared, cms: Uint8Array): Buffer {
  if (cms.length * 2 > hole.end - hole.start - 2) throw new RangeError(`a CMS of ${cms.length} bytes does not fit`)
  bytes.write(Buffer.from(cms).toString('hex'), hole.start + 1, 'latin1')
  return bytes
}

/** What is signed: everything but the hole. */
export function signedParts({ bytes, hole }: Prepared): [Buffer, Buffer] {
  return [bytes.subarray(0, hole.start), bytes.subarray(hole.end)]
}

/** Room for the CMS: the certificates, and the names, attributes and signature beside them. */
function contentsBytes({ certificate, chain = [] }: Signer): number {
  const besides = 2048
  return [certificate, ...chain].reduce((sum, pem) => sum + pem.length, besides)
}

const byteRangeHole = `[0 ${'0'.repeat(10)} ${'0'.repeat(10)} ${'0'.repeat(10)}]`

function signatureDictionary({ name, reason, location, at }: Signer, room: number): string {
  return (
    `<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /${subFilter} ` +
    `/Name ${pdfText(name)} /Reason ${pdfText(reason)} /Location ${pdfText(location)} /M ${pdfDate(at)} ` +
    `/ByteRange ${byteRangeHole} /Contents <${'0'.repeat(room * 2)}>>>`
  )
}

function fillByteRange({ bytes, hole }: Prepared): void {
  const place = bytes.lastIndexOf(byteRangeHole, hole.start)
  const ranges = [hole.start, hole.end, bytes.length - hole.end].map((n) => String(n).padStart(10, '0'))
  bytes.write(`[0 ${ranges.join(' ')}]`, place, 'latin1')
}

function firstPage(file: PdfFile): number {
  let number = Number(capture(file.object(file.root), /\/Pages (\d+) 0 R/u))
  for (let depth = 0; depth < 32; depth++) {
    const kids = /\/Kids \[\s*(\d+) 0 R/u.exec(file.object(number))?.[1]
    if (kids === undefined) return number
    number = Number(kids)
  }
  return number
}

function withEntry(dictionary: string, entry: string): string {
  return `${dictionary.slice(0, dictionary.lastIndexOf('>>'))}  ${entry}\n>>`
}

function withAnnotation(page: string, field: number): string {
  return page.includes('/Annots [')
    ? page.replace('/Annots [', `/Annots [${field} 0 R `)
    : withEntry(page, `/Annots [${field} 0 R]`)
}

function writeRevision(
  file: PdfFile,
  changed: ReadonlyMap<number, string>,
  before: Buffer,
): { body: Buffer; hole: number } {
  let text = before.at(-1) === 0x0a ? '' : '\n'
  let hole = -1
  const numbers = [...changed.keys()].sort((a, b) => a - b)
  const offsets = new Map<number, number>()
  for (const number of numbers) {
    const content = changed.get(number) ?? ''
    offsets.set(number, before.length + text.length)
    const start = `${number} 0 obj\n`
    if (content.includes('/Contents <0'))
      hole = text.length + start.length + content.indexOf('/Contents <0') + '/Contents '.length
    text += `${start}${content}\nendobj\n`
  }
  const startxref = before.length + text.length
  const table = numbers.map((number) => `${number} 1\n${String(offsets.get(number)).padStart(10, '0')} 00000 n\r\n`)
  // The second half of the identifier names the revision; the first stays for good.
  const revision = createHash('sha256').update(before).update(text).digest('hex').slice(0, 32).toUpperCase()
  text +=
    `xref\n${table.join('')}trailer\n<</Size ${file.size + 2} /Root ${file.root} 0 R ${file.info ?? ''} ` +
    `/ID [${file.id} <${revision}>] /Prev ${file.startxref}>>\nstartxref\n${startxref}\n%%EOF\n`
  return { body: Buffer.from(text, 'latin1'), hole }
}
