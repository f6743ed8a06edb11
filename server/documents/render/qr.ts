import { create } from 'qrcode'

/**
 * A QR code as rows of `1` (dark) and `0`, for the templates to draw; error correction M, without the quiet zone.
 * Throws when the text is longer than a code may carry (2,331 bytes).
 */
export function qrRows(text: string): string[] {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  return Array.from({ length: modules.size }, (_, row) =>
    Array.from({ length: modules.size }, (_, column) => (modules.get(row, column) ? '1' : '0')).join(''),
  )
}
