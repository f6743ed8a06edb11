/** Reads the text and the part header out of a submit_sm. */
import type { DecodedMessage, PDU } from 'smpp'
import { nationalNumber, type SubmitLine } from './messages.ts'

export type ReadSubmit = { ok: true; line: Omit<SubmitLine, 'id' | 'at' | 'account'> } | { ok: false; status: string }

/** The line of a submit that may be taken, or the SMPP status that refuses it. */
export function readSubmit(pdu: PDU): ReadSubmit {
  const to = pdu.destination_addr ?? ''
  if (!/^\+?\d{3,15}$/.test(to)) return { ok: false, status: 'ESME_RINVDSTADR' }
  const message = messageOf(pdu)
  if (!message) return { ok: false, status: 'ESME_RINVMSGLEN' }
  const part = partOf(pdu, message)
  if (part === 'malformed') return { ok: false, status: 'ESME_RINVESMCLASS' }
  const encoding = encodingOf(pdu.data_coding ?? 0)
  return {
    ok: true,
    line: {
      kind: 'submit',
      from: pdu.source_addr ?? '',
      to: nationalNumber(to),
      reference: pdu.user_message_reference ?? null,
      encoding,
      part,
      text: typeof message.message === 'string' ? message.message : message.message.toString('hex'),
      receiptWanted: ((pdu.registered_delivery ?? 0) & 0x03) !== 0,
    },
  }
}

function messageOf(pdu: PDU): DecodedMessage | null {
  for (const carried of [pdu.short_message, pdu.message_payload])
    if (typeof carried === 'object' && 'message' in carried && (carried.message.length > 0 || carried.udh))
      return carried
  return null
}

/** Joined by a part header (UDH elements 00 and 08) or by SAR TLVs; both are found in the field. */
function partOf(pdu: PDU, message: DecodedMessage): SubmitLine['part'] | 'malformed' {
  for (const element of message.udh ?? []) {
    if (element[0] === 0x00 && element.length === 5) return part(element[2], element[3], element[4])
    if (element[0] === 0x08 && element.length === 6) return part(element.readUInt16BE(2), element[4], element[5])
  }
  if (pdu.sar_total_segments === undefined) return null
  return part(pdu.sar_msg_ref_num, pdu.sar_total_segments, pdu.sar_segment_seqnum)
}

function part(reference?: number, total?: number, number?: number): SubmitLine['part'] | 'malformed' {
  if (reference === undefined || !total || !number || number > total) return 'malformed'
  return { reference, total, number }
}

function encodingOf(dataCoding: number): SubmitLine['encoding'] {
  if (dataCoding === 0) return 'gsm7'
  return dataCoding === 8 ? 'ucs2' : 'other'
}
