/** Closing a dossier closes its requests, tells its apologies to stop, and ends what the outbox still had to say of it. */
import type { Tx } from '../db.ts'
import { enqueue, settle } from '../outbox/index.ts'
import type { Platform } from '../platform.ts'
import type { LockedDossier } from './lock.ts'
import type { DossierStatus } from './status.ts'
import { type Actor, appendEvent, type JobRef } from './timeline.ts'

export async function closeDossier(
  platform: Pick<Platform, 'clock' | 'epoch'>,
  tx: Tx,
  dossier: LockedDossier,
  how: { end: string; status: DossierStatus; actor?: Actor; job?: JobRef; elementId?: string },
): Promise<void> {
  if (dossier.closedAt) return
  const now = platform.clock.now()
  await appendEvent(tx, dossier, {
    type: 'closed',
    at: now,
    actor: how.actor ?? 'system',
    public: true,
    data: { end: how.end, status: how.status },
    ...(how.elementId ? { elementId: how.elementId } : {}),
    ...(how.job ? { job: how.job } : {}),
  })
  await tx.sql`
    UPDATE dossier SET status = ${how.status}, closed_at = ${now}, version = version + 1,
                       clock = CASE WHEN ${dossier.clock === 'none'} THEN clock ELSE 'stopped' END
    WHERE id = ${dossier.id}::uuid`
  const open = await tx.sql<{ id: string }>`
    UPDATE request SET state = 'closed', closed_at = ${now}
    WHERE dossier_id = ${dossier.id}::uuid AND state IN ('open', 'answered') RETURNING id`
  for (const { id } of open) await settle(tx, 'publish', id, now)
  await settle(tx, 'publish', `withdrawal:${dossier.id}`, now)
  await cancelApologies(platform, tx, dossier, now)
}

/** Ends the open apologies of a dossier: what they would apologise for is over. */
export async function cancelApologies(
  { epoch }: Pick<Platform, 'epoch'>,
  tx: Tx,
  dossier: LockedDossier,
  at: Date,
): Promise<void> {
  const apologies = await tx.sql<{ id: string; processInstanceKey: bigint | null; epoch: string | null }>`
    UPDATE apology SET state = 'cancelled', closed_at = ${at}
    WHERE dossier_id = ${dossier.id}::uuid AND state = 'open'
    RETURNING id, process_instance_key AS "processInstanceKey", epoch`
  for (const apology of apologies) {
    await settle(tx, 'start', apology.id, at)
    if (apology.processInstanceKey && apology.epoch === epoch) {
      const key = String(apology.processInstanceKey)
      await enqueue(tx, { kind: 'cancel', subject: key, dossierId: dossier.id, dueAt: at, at })
    }
  }
}
