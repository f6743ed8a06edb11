/**
 * The SMS switchboard as the platform sees it. It keeps nothing on disk: the caller's rows are the record, and whatever
 * happens to the connection, each `submit` ends in one of three ways.
 */
import type { PDU } from 'smpp'
import type { Clock } from '../../clock.ts'
import { keepLink, type LinkState } from './link.ts'
import { type Receipt, readDelivered } from './receipt.ts'
import { type OutgoingText, type Submitted, submitText } from './submit.ts'

export interface SwitchboardOptions {
  /** `smpp://user:password@host:port`, or `ssmpp:` for TLS. */
  url: string
  clock: Clock
  /** The sender that phones show, up to 11 letters and digits. */
  source?: string
  /** How long any answer may take, ms; 10 s unless told. */
  timeoutMs?: number
  /** Silence after which the link is checked, ms; 30 s unless told. */
  enquireMs?: number
  backoff?: { firstMs: number; longestMs: number }
  /** Submits that may wait for their answer at a time. */
  window?: number
  maxParts?: number
  partRetryMs?: readonly number[]
}

/** Stores a receipt. The switchboard is told that we have it only when this returns; if it rejects, it comes again. */
export type ReceiptListener = (receipt: Receipt) => void | Promise<void>

export interface Switchboard {
  /** Sends a text; never rejects but for a reference outside 0…65535 (a bug). */
  submit(text: OutgoingText): Promise<Submitted>
  /** Names who takes the receipts; until somebody does, the switchboard keeps them. Returns how to stop. */
  onReceipt(listener: ReceiptListener): () => void
  state(): LinkState
  /** Tells of every change of the link; returns how to stop. */
  onState(listener: (state: LinkState) => void): () => void
  /** Waits for answers under way, unbinds and closes. */
  close(): Promise<void>
}

/** How many accepted ids are kept to name the reference of a receipt that does not carry it. */
const rememberedIds = 10_000
const queuedSubmits = 1_000
/** Receipts being stored at a time; a flood of more is asked to come again. */
const receiptsAtATime = 100

/** Begins to connect and returns at once: the switchboard may be down and come later. Throws at a url that is none. */
export function connectSwitchboard(options: SwitchboardOptions): Switchboard {
  const address = readAddress(options.url)
  const receiptListeners = new Set<ReceiptListener>()
  const stateListeners = new Set<(state: LinkState) => void>()
  const referenceOf = new Map<string, number>()

  const remember = (id: string, reference: number): void => {
    referenceOf.set(id, reference)
    if (referenceOf.size <= rememberedIds) return
    for (const oldest of referenceOf.keys()) {
      referenceOf.delete(oldest)
      return
    }
  }

  let delivering = 0
  const takeDelivered = async (pdu: PDU): Promise<string> => {
    const delivered = readDelivered(pdu)
    if (delivered.kind === 'news') return 'ESME_ROK'
    // Nobody reads messages of phones, and the switchboard must not believe so.
    if (delivered.kind !== 'receipt') return 'ESME_RX_P_APPN'
    if (receiptListeners.size === 0 || delivering >= receiptsAtATime) return 'ESME_RX_T_APPN'
    const reference = delivered.reference ?? referenceOf.get(delivered.id) ?? null
    const receipt: Receipt = { id: delivered.id, reference, state: delivered.state, at: options.clock.now() }
    delivering += 1
    const stored = await Promise.allSettled([...receiptListeners].map(async (listener) => listener(receipt)))
    delivering -= 1
    return stored.every((outcome) => outcome.status === 'fulfilled') ? 'ESME_ROK' : 'ESME_RX_T_APPN'
  }

  const link = keepLink(
    {
      ...address,
      timeoutMs: options.timeoutMs ?? 10_000,
      enquireMs: options.enquireMs ?? 30_000,
      backoff: options.backoff ?? { firstMs: 250, longestMs: 15_000 },
      window: options.window ?? 10,
      queue: queuedSubmits,
    },
    {
      deliver: (pdu, reply) => void takeDelivered(pdu).then(reply),
      state: (state) => {
        for (const listener of stateListeners) listener(state)
      },
    },
  )
  const submitOptions = {
    source: options.source ?? 'MOTCUA',
    maxParts: options.maxParts ?? 8,
    partRetryMs: options.partRetryMs ?? [250, 1_000, 3_000],
  }

  return {
    async submit(text) {
      if (!Number.isInteger(text.reference) || text.reference < 0 || text.reference > 0xffff)
        throw new RangeError(`reference ${text.reference} does not fit 16 bit`)
      return submitText(link, text, submitOptions, (id) => remember(id, text.reference))
    },
    onReceipt(listener) {
      receiptListeners.add(listener)
      return () => void receiptListeners.delete(listener)
    },
    state: () => link.state(),
    onState(listener) {
      stateListeners.add(listener)
      return () => void stateListeners.delete(listener)
    },
    close: () => link.close(),
  }
}

function readAddress(url: string) {
  const read = URL.canParse(url) ? new URL(url) : null
  if (!read || (read.protocol !== 'smpp:' && read.protocol !== 'ssmpp:') || read.hostname === '')
    // The url holds a password and stays out of the message.
    throw new TypeError('SMSC_URL must read smpp://user:password@host:port')
  const tls = read.protocol === 'ssmpp:'
  return {
    host: read.hostname.replace(/^\[|\]$/g, ''),
    port: read.port === '' ? (tls ? 3550 : 2775) : Number(read.port),
    tls,
    systemId: decodeURIComponent(read.username),
    password: decodeURIComponent(read.password),
  }
}
