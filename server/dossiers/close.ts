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
  await tx.dossier.update({
    where: { id: dossier.id },
    data: {
      status: how.status,
      closedAt: now,
      version: { increment: 1 },
      ...(dossier.clock === 'none' ? {} : { clock: 'stopped' }),
    },
  })
  const open = await tx.request.findMany({ where: { dossierId: dossier.id, state: { in: ['open', 'answered'] } } })
  for (const request of open) {
    await tx.request.update({ where: { id: request.id }, data: { state: 'closed', closedAt: now } })
    await settle(tx, 'publish', request.id, now)
  }
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
  const apologies = await tx.apology.findMany({ where: { dossierId: dossier.id, state: 'open' } })
  for (const apology of apologies) {
    await tx.apology.update({ where: { id: apology.id }, data: { state: 'cancelled', closedAt: at } })
    await settle(tx, 'start', apology.id, at)
    if (apology.processInstanceKey && apology.epoch === epoch) {
      const key = String(apology.processInstanceKey)
      await enqueue(tx, { kind: 'cancel', subject: key, dossierId: dossier.id, dueAt: at, at })
    }
  }
}
