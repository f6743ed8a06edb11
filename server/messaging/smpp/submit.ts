/** Sending one text: its parts in turn, and what their answers say of the whole. */
import { setTimeout as pause } from 'node:timers/promises'
import type { PduFields } from 'smpp'
import {
  encodePart,
  internationalPhone,
  isGsm7,
  type Phone,
  parsePhone,
  type SmsEncoding,
  splitParts,
  wellFormed,
} from '../text/index.ts'
import { statusName } from './channel.ts'
import type { Link } from './link.ts'

export interface OutgoingText {
  /** A mobile number as `parsePhone` gives it. */
  to: string
  text: string
  encoding: SmsEncoding
  /** 16 bit, the caller's row: travels as user_message_reference, its low byte in the part headers. */
  reference: number
}

export type Submitted =
  /** Taken; one id a part, in order. */
  | { state: 'accepted'; ids: string[] }
  /**
   * Certainly not taken as a whole. `status` is SMPP's name, or `notConnected`, `notAMobileNumber`, `textNotGsm7`, `textTooLong`.
   * `permanent`: the same text to the same phone would be refused again.
   */
  | { state: 'refused'; status: string; permanent: boolean }
  /** No answer: the switchboard may or may not have taken it. Wait for a receipt before trying again. */
  | { state: 'unknown' }

export interface SubmitOptions {
  source: string
  /** Texts of more parts are refused: nobody reads them, and each part is paid for. */
  maxParts: number
  /** Pauses before a later part is tried again when the switchboard asks for patience, ms. */
  partRetryMs: readonly number[]
}

/** Statuses that the same request would get again; all others pass. */
const permanent = new Set([
  'ESME_RINVMSGLEN',
  'ESME_RINVCMDLEN',
  'ESME_RINVCMDID',
  'ESME_RINVPRTFLG',
  'ESME_RINVREGDLVFLG',
  'ESME_RINVSRCADR',
  'ESME_RINVDSTADR',
  'ESME_RINVSERTYP',
  'ESME_RINVESMCLASS',
  'ESME_RINVSRCTON',
  'ESME_RINVSRCNPI',
  'ESME_RINVDSTTON',
  'ESME_RINVDSTNPI',
  'ESME_RINVTLVSTREAM',
  'ESME_RTLVNOTALLWD',
  'ESME_RINVTLVLEN',
  'ESME_RINVTLVVAL',
  'ESME_RPROHIBITED',
  'ESME_RSERTYPUNAUTH',
  'ESME_RINVDCS',
])

/** Dossiers of 2017 may carry eleven digits; whether a number was right on its day is for the form to say. */
const elevenDigitsToo = '2017-01-01'

const finalReceipt = 0x01
const alphanumeric = 5
const international = 1
const isdn = 1
const udhIndicator = 0x40
const dataCoding: { readonly [encoding in SmsEncoding]: number } = { gsm7: 0, ucs2: 8 }

/** The request of each part, header of joined parts included (3GPP TS 23.040, 9.2.3.24.1). */
export function partRequests(text: OutgoingText & { to: Phone }, source: string): PduFields[] {
  const parts = splitParts(text.text, text.encoding)
  return parts.map((part, index) => {
    const octets = encodePart(part, text.encoding)
    const header = [5, 0, 3, text.reference & 0xff, parts.length, index + 1]
    const joined = parts.length > 1
    return {
      source_addr_ton: alphanumeric,
      source_addr_npi: 0,
      source_addr: source,
      dest_addr_ton: international,
      dest_addr_npi: isdn,
      destination_addr: internationalPhone(text.to),
      esm_class: joined ? udhIndicator : 0,
      registered_delivery: finalReceipt,
      data_coding: dataCoding[text.encoding],
      short_message: Buffer.from(joined ? [...header, ...octets] : octets),
      user_message_reference: text.reference,
    }
  })
}

/** Sends the parts one after the other and stops at the first that is not taken. */
export async function submitText(
  link: Link,
  text: OutgoingText,
  options: SubmitOptions,
  accepted: (id: string) => void,
): Promise<Submitted> {
  // The last gate before money is spent: whatever a row says, nothing but a mobile number is ever sent to.
  const to = parsePhone(text.to, elevenDigitsToo)
  if (!to) return { state: 'refused', status: 'notAMobileNumber', permanent: true }
  const sendable = { ...text, to, text: wellFormed(text.text) }
  if (text.encoding === 'gsm7' && !isGsm7(sendable.text))
    return { state: 'refused', status: 'textNotGsm7', permanent: true }
  const requests = partRequests(sendable, options.source)
  if (requests.length > options.maxParts) return { state: 'refused', status: 'textTooLong', permanent: true }
  const ids: string[] = []
  for (const request of requests) {
    const outcome = await submitPart(link, request, ids.length > 0 ? options.partRetryMs : [])
    if (outcome.state !== 'accepted') return outcome
    ids.push(...outcome.ids)
    outcome.ids.forEach(accepted)
  }
  return { state: 'accepted', ids }
}

/** With parts before it taken, a part is worth some patience: giving up would send all of them again. */
async function submitPart(link: Link, request: PduFields, retryMs: readonly number[]): Promise<Submitted> {
  const [pauseMs, ...laterMs] = retryMs
  const outcome = await submitOnce(link, request)
  if (outcome.state !== 'refused' || outcome.permanent || pauseMs === undefined) return outcome
  await pause(pauseMs)
  return submitPart(link, request, laterMs)
}

async function submitOnce(link: Link, request: PduFields): Promise<Submitted> {
  const answer = await link.request('submit_sm', request)
  if (answer.kind === 'lost') return { state: 'unknown' }
  if (answer.kind === 'notSent') return { state: 'refused', status: 'notConnected', permanent: false }
  const { command_status, message_id } = answer.pdu
  if (command_status === 0 && answer.pdu.command === 'submit_sm_resp')
    return { state: 'accepted', ids: message_id ? [message_id] : [] }
  const status = statusName(command_status)
  return { state: 'refused', status, permanent: permanent.has(status) }
}
