/** What a file is, told by its content: only plain PDF, JPEG and PNG are taken. */
import { fileTypeFromBuffer } from 'file-type'

export const acceptedTypes: { readonly [mediaType: string]: string } = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
}

export type ContentFault = 'type' | 'active-content'

/** Names in a PDF that run something, carry other files, or hide what is in it. */
const active = /\/(JavaScript|JS|Launch|EmbeddedFile|EmbeddedFiles|RichMedia|XFA|Encrypt|SubmitForm|ImportData)\b/

/** Names may be written with hex escapes (`/J#61vaScript`). */
const unescaped = (pdf: string): string =>
  pdf.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

const endings: { readonly [mediaType: string]: (bytes: Buffer) => boolean } = {
  'application/pdf': (bytes) =>
    bytes.subarray(0, 5).toString('latin1') === '%PDF-' && bytes.subarray(-1024).includes('%%EOF'),
  // A second file behind the first would be a polyglot.
  'image/png': (bytes) => bytes.subarray(-8).equals(Buffer.from([0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82])),
  'image/jpeg': (bytes) => bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) >= bytes.length - 64,
}

/** The media type of a whole file, or why it is not taken. */
export async function judgeContent(bytes: Buffer): Promise<{ mediaType: string } | { fault: ContentFault }> {
  const found = await fileTypeFromBuffer(bytes.subarray(0, 4100))
  const mediaType = found?.mime
  if (!mediaType || !Object.hasOwn(acceptedTypes, mediaType)) return { fault: 'type' }
  if (!endings[mediaType]?.(bytes)) return { fault: 'type' }
  if (mediaType === 'application/pdf' && active.test(unescaped(bytes.toString('latin1'))))
    return { fault: 'active-content' }
  return { mediaType }
}
