/** Delivery receipts (SMPP 3.4, appendix B and 5.3.2): what became of an accepted part. */
import type { PDU } from 'smpp'

export interface Receipt {
  /** The id that the switchboard gave when it accepted the part. */
  id: string
  /** The reference under which the text was submitted; null when neither the receipt nor this connection knows it. */
  reference: number | null
  state: 'delivered' | 'failed'
  /** When we were told, by the clock passed in. */
  at: Date
}

export type DeliveredPdu =
  | { kind: 'receipt'; id: string; reference: number | null; state: 'delivered' | 'failed' }
  /** A receipt that says nothing final: en route, accepted, unknown. */
  | { kind: 'news' }
  /** A message of a phone to us. */
  | { kind: 'message' }
  | { kind: 'malformed' }

const finalStates = new Map<number, 'delivered' | 'failed'>([
  [2, 'delivered'],
  [3, 'failed'], // expired
  [4, 'failed'], // deleted
  [5, 'failed'], // undeliverable
  [8, 'failed'], // rejected
  [9, 'failed'], // skipped
])

/** The words that receipts without TLVs carry in their text, `id:… stat:DELIVRD …`. */
const finalWords = new Map<string, 'delivered' | 'failed'>([
  ['DELIVRD', 'delivered'],
  ['EXPIRED', 'failed'],
  ['DELETED', 'failed'],
  ['UNDELIV', 'failed'],
  ['REJECTD', 'failed'],
  ['SKIPPED', 'failed'],
])

const messageTypeBits = 0x3c
const receiptType = 0x04
const intermediateType = 0x20
/** SMPP allows 64 characters; anything longer or stranger is no id that we were given. */
const plausibleId = /^[\x21-\x7e]{1,64}$/

/** Reads a deliver_sm, by its TLVs and, where a switchboard sends none, by its text. */
export function readDelivered(pdu: PDU): DeliveredPdu {
  const type = (pdu.esm_class ?? 0) & messageTypeBits
  if (type === intermediateType) return { kind: 'news' }
  if (type !== receiptType && pdu.receipted_message_id === undefined) return { kind: 'message' }
  const text = textOf(pdu)
  const id = pdu.receipted_message_id ?? /\bid:\s*(\S+)/i.exec(text)?.[1] ?? ''
  if (!plausibleId.test(id)) return { kind: 'malformed' }
  const word = /\bstat:\s*([A-Z]+)/i.exec(text)?.[1]?.toUpperCase() ?? ''
  const state = pdu.message_state === undefined ? finalWords.get(word) : finalStates.get(pdu.message_state)
  if (!state) return { kind: 'news' }
  return { kind: 'receipt', id, reference: pdu.user_message_reference ?? null, state }
}

function textOf(pdu: PDU): string {
  const carried = pdu.short_message
  if (typeof carried !== 'object' || !('message' in carried)) return ''
  return typeof carried.message === 'string' ? carried.message.slice(0, 500) : ''
}

/** What the receipts of all parts say of the whole text: delivered when every part is, failed as soon as one is. */
export function stateOfParts(
  ids: readonly string[],
  known: ReadonlyMap<string, Receipt['state']>,
): Receipt['state'] | 'open' {
  const states = ids.map((id) => known.get(id))
  if (states.includes('failed')) return 'failed'
  return ids.length > 0 && states.every((state) => state === 'delivered') ? 'delivered' : 'open'
}
