/**
 * One row per event: `queued → sending → accepted → delivered | failed`. The row is written with the fact that it tells;
 * the outbox sends it. A sending whose answer nobody saw is `uncertain`: it waits two minutes for a receipt with its
 * reference, then is sent once more, flagged; a one-time code never is.
 */
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { type Db, inTransaction, type Tx } from '../db.ts'
import type { FaultPoints } from '../faults.ts'
import { newId } from '../ids.ts'
import { openConcern } from '../operations/concerns.ts'
import { backOff, enqueue, type OutboxHandler, settle } from '../outbox/index.ts'
import { fragment } from '../sql.ts'
import { type Receipt, type Switchboard, stateOfParts } from './smpp/index.ts'
import { countParts, encodingFor, parsePhone } from './text/index.ts'

const uncertainMs = 120_000
const oneTimeCode = 'otp'
/**
 * What a row says whose sender died. A switchboard that does not answer is asked once more; a sender that died may have
 * sent nothing at all, so its message is tried again more often. Doubles stay fewer than deaths.
 */
const diedWithIt = 'cut off'
const mostCutOffs = 8

export interface NewSms {
  /** Idempotency: job + template, or the one-time code's id. */
  key: string
  event: string
  to: string
  text: string
  dossierId?: string
  at: Date
}

/** Queues a message once per key; answers its id, or undefined when it was queued before. */
export async function queueSms(tx: Tx, sms: NewSms): Promise<string | undefined> {
  const id = newId()
  const made = await tx.sql`
    INSERT INTO sms (id, key, event, "to", text, encoding, dossier_id, state, smsc_ids, created_at)
    VALUES (${id}::uuid, ${sms.key}, ${sms.event}, ${sms.to}, ${sms.text}, ${encodingFor(sms.text)},
            ${sms.dossierId ?? null}::uuid, 'queued', '{}', ${sms.at})
    ON CONFLICT DO NOTHING`
  if (made.count === 0) return undefined
  await enqueue(tx, {
    kind: 'sms',
    subject: id,
    ...(sms.dossierId ? { dossierId: sms.dossierId } : {}),
    dueAt: sms.at,
    at: sms.at,
  })
  return id
}

/** The 16 bits that travel with a message. */
const referenceOf = (reference: number): number => reference & 0xffff

interface Needs {
  db: Db
  clock: Clock
  switchboard: Pick<Switchboard, 'submit'>
  faults: FaultPoints
  log: Logger
}

/** A message as its sending and its receipts need it. */
interface SmsRow {
  id: string
  reference: number
  dossierId: string | null
  event: string
  to: string
  text: string
  encoding: string
  state: string
  again: boolean
  smscIds: string[]
  receipts: unknown
  attempts: number
  error: string | null
  createdAt: Date
  sendingAt: Date | null
}

const smsRow = fragment`
  SELECT id, reference, dossier_id AS "dossierId", event, "to", text, encoding, state, again, smsc_ids AS "smscIds",
         receipts, attempts, error, created_at AS "createdAt", sending_at AS "sendingAt"
  FROM sms`

/** Sends the row that the outbox names. */
export function sendSms({ db, clock, switchboard, faults }: Needs): OutboxHandler {
  return async (row) => {
    const now = clock.now()
    const [sms] = await db.sql<SmsRow>`${smsRow} WHERE id = ${row.subject}::uuid`
    if (!sms || !['queued', 'sending', 'uncertain'].includes(sms.state)) return { state: 'done' }
    if (sms.state !== 'queued') {
      // Cut off between submit and answer: wait for its receipt.
      const since = sms.sendingAt ?? sms.createdAt
      const until = new Date(since.getTime() + uncertainMs)
      const cutOff = sms.state === 'sending' || sms.error === diedWithIt
      if (sms.state === 'sending')
        await db.sms.updateMany({
          where: { id: sms.id, state: 'sending' },
          data: { state: 'uncertain', error: diedWithIt },
        })
      if (now < until) return { state: 'later', again: until, error: 'waits for a receipt' }
      if (sms.event === oneTimeCode || (sms.again && !(cutOff && sms.attempts < mostCutOffs)))
        return fail(db, sms.id, now, 'no answer')
    }
    const to = parsePhone(sms.to, '2018-01-01')
    if (!to) return fail(db, sms.id, now, 'not a phone number')
    const again = sms.again || sms.state !== 'queued'
    // Receipts of an earlier try say nothing of this one.
    await db.sql`
      UPDATE sms SET state = 'sending', sending_at = ${now}, attempts = attempts + 1, again = ${again}, error = NULL,
                     receipts = '{}'
      WHERE id = ${sms.id}::uuid`
    faults.hit('sms.submit.before')
    const answer = await switchboard.submit({
      to,
      text: sms.text,
      encoding: sms.encoding === 'ucs2' ? 'ucs2' : 'gsm7',
      reference: referenceOf(sms.reference),
    })
    faults.hit('sms.submit.after')
    if (answer.state === 'accepted') {
      // A receipt may have come before the answer: it stands, and the ids are known from now on.
      await db.sql`
        UPDATE sms SET
          state = CASE WHEN state IN ('sending', 'uncertain') THEN 'accepted' ELSE state END,
          accepted_at = CASE WHEN state IN ('sending', 'uncertain') THEN ${clock.now()} ELSE accepted_at END,
          smsc_ids = CASE WHEN state IN ('sending', 'uncertain') OR smsc_ids = '{}' THEN ${answer.ids}::text[] ELSE smsc_ids END
        WHERE id = ${sms.id}::uuid`
      return { state: 'done' }
    }
    if (answer.state === 'unknown') {
      await db.sms.updateMany({ where: { id: sms.id, state: 'sending' }, data: { state: 'uncertain' } })
      return { state: 'later', again: new Date(now.getTime() + uncertainMs), error: 'no answer' }
    }
    if (answer.permanent) return fail(db, sms.id, now, answer.status)
    // Certainly not taken: the row is as before this try.
    await db.sms.update({ where: { id: sms.id }, data: { state: 'queued', again: sms.again, error: answer.status } })
    return { state: 'later', again: backOff(now, row.attempts), error: answer.status }
  }
}

async function fail(db: Db, id: string, at: Date, error: string) {
  const sms = await db.sms.update({ where: { id }, data: { state: 'failed', settledAt: at, error } })
  if (sms.event !== oneTimeCode) {
    await openConcern(db, {
      kind: 'sms-failed',
      subject: id,
      ...(sms.dossierId ? { dossierId: sms.dossierId } : {}),
      text: `Tin nhắn «${sms.event}» không gửi được: ${error}`,
      data: { smsId: id, error },
      at,
    })
  }
  return { state: 'failed' as const, error }
}

function receiptsOf(column: unknown): { [id: string]: 'delivered' | 'failed' } {
  const entries = typeof column === 'object' && column !== null ? Object.entries(column) : []
  return Object.fromEntries(
    entries.flatMap(([id, state]) => (state === 'delivered' || state === 'failed' ? [[id, state]] : [])),
  )
}

/** Stores what became of an accepted message; its receipt is also the evidence for one whose answer was lost. */
export function takeReceipt({ db, clock, log }: Needs): (receipt: Receipt) => Promise<void> {
  return async (receipt) => {
    const now = clock.now()
    const [row] = await db.sql<{ id: string }>`
      SELECT id FROM sms
      WHERE smsc_ids @> ARRAY[${receipt.id}]::text[]
         OR (${receipt.reference}::int IS NOT NULL AND reference % 65536 = ${receipt.reference}::int
             AND state IN ('sending', 'uncertain') AND created_at > ${new Date(now.getTime() - 86_400_000)})
      ORDER BY created_at DESC LIMIT 1`
    if (!row) {
      log.warn({ receipt: receipt.id }, 'receipt for a message that we do not know')
      return
    }
    const changed = await inTransaction(db, async (tx) => {
      const [sms] = await tx.sql<SmsRow>`${smsRow} WHERE id = ${row.id}::uuid FOR UPDATE`
      if (!sms) return false
      const known = { ...receiptsOf(sms.receipts), [receipt.id]: receipt.state }
      // Receipts by reference, before the ids are known, prove that the text was taken: one for each part. With fewer
      // the app may have died between two parts, and the message is sent again when its time has come.
      const ids = sms.smscIds.length > 0 ? sms.smscIds : Object.keys(known)
      const all = sms.smscIds.length > 0 || ids.length >= countParts(sms.text)
      const whole = all ? stateOfParts(ids, new Map(Object.entries(known))) : 'open'
      const settled = whole !== 'open' && ['sending', 'uncertain', 'accepted'].includes(sms.state)
      await tx.sql`
        UPDATE sms SET receipts = ${JSON.stringify(known)}::jsonb,
                       state = CASE WHEN ${settled} THEN ${whole} ELSE state END,
                       settled_at = CASE WHEN ${settled} THEN ${receipt.at}::timestamptz ELSE settled_at END
        WHERE id = ${sms.id}::uuid`
      if (all) await settle(tx, 'sms', row.id, now)
      return settled
    })
    if (changed && receipt.state === 'failed') log.warn({ sms: row.id }, 'message was not delivered')
  }
}
