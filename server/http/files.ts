/** Sending a stored file: as an attachment, under its safe name, and never as something that a browser would run. */
import { Readable } from 'node:stream'
import type { Response } from 'express'

export function contentDisposition(name: string, inline: boolean): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  return `${inline ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`
}

export function sendFile(
  response: Response,
  stream: Readable,
  file: { name: string; mediaType: string; size?: number; inline: boolean },
): void {
  response.setHeader('content-type', file.mediaType)
  response.setHeader('content-disposition', contentDisposition(file.name, file.inline))
  response.setHeader('cache-control', 'private, no-store')
  response.setHeader('content-security-policy', "default-src 'none'; frame-ancestors 'self'; sandbox")
  if (file.size !== undefined) response.setHeader('content-length', String(file.size))
  stream.on('error', () => response.destroy())
  response.on('close', () => stream.destroy())
  stream.pipe(response)
}

/** A paper that was made just now, to be read or printed in the browser. */
export function sendPdf(response: Response, pdf: Uint8Array, name: string): void {
  sendFile(response, Readable.from([Buffer.from(pdf)], { objectMode: false }), {
    name: `${name}.pdf`,
    mediaType: 'application/pdf',
    size: pdf.length,
    inline: true,
  })
}
