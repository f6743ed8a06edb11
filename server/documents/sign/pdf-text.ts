// Names and reasons are Vietnamese: PDF reads them as UTF-16BE with a byte order mark; hex needs no escapes.

/** A text string object of a PDF. */
export function pdfText(text: string): string {
  const utf16 = Buffer.from(text.normalize('NFC'), 'utf16le').swap16()
  return `<FEFF${utf16.toString('hex').toUpperCase()}>`
}

/** Reads a hexadecimal text string; null for other strings. */
export function readPdfText(token: string): string | null {
  const hex = /^<FEFF((?:[0-9A-F]{4})*)>$/i.exec(token)?.[1]
  return hex === undefined ? null : Buffer.from(hex, 'hex').swap16().toString('utf16le')
}

const cityOffsetMs = 7 * 60 * 60 * 1000

/** A date object in the city's zone, e.g. `(D:20171214154208+07'00')`. */
export function pdfDate(at: Date): string {
  const local = new Date(at.getTime() + cityOffsetMs).toISOString().replace(/[-:T]/gu, '').slice(0, 14)
  return `(D:${local}+07'00')`
}

/** Reads a date with its zone; null for anything else. */
export function readPdfDate(token: string): Date | null {
  const parts = /^\(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-]\d\d)'(\d\d)'?)\)$/u.exec(token)
  if (parts === null) return null
  const [, year, month, day, hour, minute, second, zoneHour = '+00', zoneMinute = '00'] = parts
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zoneHour}:${zoneMinute}`)
  return Number.isNaN(at.getTime()) ? null : at
}
