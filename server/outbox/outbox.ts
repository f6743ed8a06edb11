/**
 * The outbox: what must be told to the outside after a transaction commits. Rows are written in that transaction; one
 * dispatcher tells them, at least once, and each kind's handler says what became of it.
 */
import type { Tx } from '../db.ts'
import type { Prisma } from '../generated/prisma/client.ts'
import { newId } from '../ids.ts'

export type OutboxKind = 'start' | 'complete' | 'publish' | 'cancel' | 'sms'

export interface OutboxRow {
  id: string
  kind: OutboxKind
  /** What it is about; one open row per (kind, subject). */
  subject: string
  dossierId: string | null
  payload: Prisma.JsonValue
  /** This try counted: 1 at the first. */
  attempts: number
  createdAt: Date
}

/** What a handler says after a try. */
export type Told =
  | { state: 'done' }
  /** Told, and to be looked at again until there is evidence that it arrived. */
  | { state: 'sent'; again: Date }
  /** Not told, or nobody knows: try again. */
  | { state: 'later'; again: Date; error: string }
  /** Never to be tried again. */
  | { state: 'failed'; error: string }

const withRows = new WeakSet<Tx>()

/** Whether something was written for the outbox in this transaction: once it is committed, the outbox is worth waking. */
export const hasEnqueued = (tx: Tx): boolean => withRows.has(tx)

/** Writes a row unless one about the same is open. */
export async function enqueue(
  tx: Tx,
  row: { kind: OutboxKind; subject: string; dossierId?: string; payload?: Prisma.JsonObject; dueAt: Date; at: Date },
): Promise<void> {
  withRows.add(tx)
  await tx.sql`
    INSERT INTO outbox (id, kind, subject, dossier_id, payload, state, due_at, created_at)
    VALUES (${newId()}::uuid, ${row.kind}, ${row.subject}, ${row.dossierId ?? null}::uuid,
            ${JSON.stringify(row.payload ?? {})}::jsonb, 'pending', ${row.dueAt}, ${row.at})
    ON CONFLICT (kind, subject) WHERE state IN ('pending', 'sent') DO NOTHING`
}

/** Ends the open row about a subject: there is evidence that it arrived, or it is not wanted any more. */
export async function settle(tx: Tx, kind: OutboxKind, subject: string, at: Date): Promise<void> {
  await tx.sql`
    UPDATE outbox SET state = 'done', settled_at = ${at}
    WHERE kind = ${kind} AND subject = ${subject} AND state IN ('pending', 'sent')`
}

/** Takes back a row that is not due yet: true when nothing had been told. */
export async function takeBack(tx: Tx, kind: OutboxKind, subject: string, now: Date): Promise<boolean> {
  const { count } = await tx.sql`
    DELETE FROM outbox
    WHERE kind = ${kind} AND subject = ${subject} AND state = 'pending' AND attempts = 0 AND due_at > ${now}`
  return count > 0
}

/** Doubling from a second to five minutes, a quarter of it at random so that many rows do not come back together. */
export function backOff(now: Date, attempts: number): Date {
  const wait = Math.min(300_000, 1000 * 2 ** Math.min(attempts - 1, 9))
  return new Date(now.getTime() + wait * (0.875 + Math.random() / 4))
}
