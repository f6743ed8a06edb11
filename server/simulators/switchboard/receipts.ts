/** Sends the receipts that are owed, to a bound session of the account, until they are confirmed. */
import type { PduFields } from 'smpp'
import type { Clock } from '../../clock.ts'
import type { Answer } from '../../messaging/smpp/index.ts'
import type { SwitchboardFaults } from './faults.ts'
import type { SubmitLine } from './messages.ts'
import type { MessageStore } from './store.ts'

export interface ReceiptSender {
  /** Makes everything owed due at once, as after a bind. */
  hurry(): void
  stop(): void
}

export interface ReceiptSenderOptions {
  store: MessageStore
  faults(): SwitchboardFaults
  clock: Clock
  /** Sends a deliver_sm to a session of the account that may receive; null when none is bound. */
  deliver(account: string, fields: PduFields): Promise<Answer> | null
}

const tickMs = 25
const atATime = 50
/** Pause before a receipt that was not confirmed goes out again: doubled each time, ms. */
const firstRetryMs = 500
const longestRetryMs = 30_000

const states = { delivered: { code: 2, word: 'DELIVRD' }, failed: { code: 5, word: 'UNDELIV' } } as const

export function sendReceipts({ store, faults, clock, deliver }: ReceiptSenderOptions): ReceiptSender {
  /** When a receipt may go out next (monotonic ms) and how often it was tried; absent before it was looked at. */
  const plans = new Map<string, { dueAt: number; tries: number }>()
  const underWay = new Set<string>()

  const send = async (line: SubmitLine, state: 'delivered' | 'failed', plan: { dueAt: number; tries: number }) => {
    const sent = deliver(line.account, receiptFields(line, state, clock.now()))
    if (!sent) return
    underWay.add(line.id)
    const answer = await sent
    underWay.delete(line.id)
    if (answer.kind === 'answer' && answer.pdu.command_status === 0) {
      plans.delete(line.id)
      store.settle(line.id, state, clock.now())
      return
    }
    plan.dueAt = performance.now() + Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(plan.tries, 10))
    plan.tries += 1
  }

  const tick = (): void => {
    const { receipts, receiptDelayMs, down } = faults()
    if (receipts === 'none' || down) return
    const now = performance.now()
    for (const line of store.owed()) {
      if (underWay.size >= atATime) return
      if (underWay.has(line.id)) continue
      const plan = plans.get(line.id) ?? { dueAt: now + receiptDelayMs, tries: 0 }
      plans.set(line.id, plan)
      if (plan.dueAt <= now) void send(line, receipts, plan)
    }
  }

  const timer = setInterval(tick, tickMs)
  timer.unref()
  return {
    hurry() {
      for (const plan of plans.values()) plan.dueAt = 0
      tick()
    },
    stop: () => clearInterval(timer),
  }
}

function receiptFields(line: SubmitLine, state: 'delivered' | 'failed', at: Date): PduFields {
  const { code, word } = states[state]
  const text = [
    `id:${line.id} sub:001 dlvrd:${state === 'delivered' ? '001' : '000'}`,
    `submit date:${minutes(new Date(line.at))} done date:${minutes(at)}`,
    `stat:${word} err:${state === 'delivered' ? '000' : '001'} text:`,
  ].join(' ')
  return {
    esm_class: 0x04,
    source_addr_ton: 1,
    source_addr_npi: 1,
    source_addr: line.to.replace(/^0/, '84'),
    dest_addr_ton: 5,
    destination_addr: line.from,
    data_coding: 0,
    short_message: Buffer.from(text, 'ascii'),
    receipted_message_id: line.id,
    message_state: code,
    ...(line.reference === null ? {} : { user_message_reference: line.reference }),
  }
}

/** YYMMDDhhmm in UTC, as receipts write it. */
function minutes(at: Date): string {
  return at.toISOString().replace(/\D/g, '').slice(2, 12)
}
