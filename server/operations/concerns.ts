/** What an operator must look at: nothing waits unseen. One open concern per (kind, subject). */
import type { Db, Tx } from '../db.ts'
import type { Prisma } from '../generated/prisma/client.ts'
import { newId } from '../ids.ts'

export type ConcernKind =
  | 'not-started' // the engine does not open the case
  | 'job-stuck' // a worker's last try failed
  | 'decision-unclear' // the engine no longer knows the job and nobody knows whether it took the decision
  | 'decision-refused'
  | 'stalled' // an open dossier without task, request, job or news
  | 'sms-failed'
  | 'register-down'
  | 'after-restore' // what a reconciliation leaves to people
  | 'four-eyes' // no entitled person is left

/** Opens a concern unless one about the same is open. */
export async function openConcern(
  db: Db | Tx,
  concern: {
    kind: ConcernKind
    subject: string
    dossierId?: string
    text: string
    data: Prisma.JsonObject
    at: Date
  },
): Promise<void> {
  await db.sql`
    INSERT INTO concern (id, kind, subject, dossier_id, text, data, opened_at)
    VALUES (${newId()}::uuid, ${concern.kind}, ${concern.subject}, ${concern.dossierId ?? null}::uuid, ${concern.text},
            ${JSON.stringify(concern.data)}::jsonb, ${concern.at})
    ON CONFLICT (kind, subject) WHERE settled_at IS NULL DO NOTHING`
}

/** Closes the open concern about a subject, if there is one: what it was about has passed. */
export async function settleConcern(
  db: Db | Tx,
  kind: ConcernKind,
  subject: string,
  by: string,
  at: Date,
): Promise<void> {
  await db.sql`
    UPDATE concern SET settled_at = ${at}, settled_by = ${by}
    WHERE kind = ${kind} AND subject = ${subject} AND settled_at IS NULL`
}
