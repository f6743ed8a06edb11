/** `record-status` moves the public status; it is the first job of every interrupting path, so that tasks close at once. */
import type { Tx } from '../db.ts'
import { askedKinds } from '../dossiers/asked.ts'
import { isClockMove, moveClock } from '../dossiers/clock.ts'
import { type DossierStatus, isDossierStatus } from '../dossiers/status.ts'
import { appendEvent } from '../dossiers/timeline.ts'
import { settle } from '../outbox/index.ts'
import type { Worker } from './worker.ts'

const waitsForOthers = 'waiting-unit' satisfies DossierStatus

/** One answer that decides ends the wait for all: whoever is asked again is asked afresh. */
async function closeUnanswered(tx: Tx, dossierId: string, at: Date): Promise<void> {
  await tx.request.updateMany({
    where: { dossierId, kind: { in: [...askedKinds] }, state: 'open' },
    data: { state: 'closed', closedAt: at },
  })
}

export const recordStatus: Worker = {
  type: 'record-status',
  async handle({ platform, tx, dossier, job, jobRef }) {
    const { status, clock } = job.headers
    if (!status || !isDossierStatus(status)) throw new Error(`unknown status ${status}`)
    const now = platform.clock.now()
    const first = await appendEvent(tx, dossier, {
      type: 'status',
      at: now,
      actor: 'system',
      elementId: job.elementId,
      job: jobRef,
      public: true,
      data: { from: isDossierStatus(dossier.status) ? dossier.status : status, to: status },
    })
    if (!first) return undefined
    if (dossier.status === waitsForOthers && status !== waitsForOthers) await closeUnanswered(tx, dossier.id, now)
    await tx.sql`UPDATE dossier SET status = ${status}, version = version + 1 WHERE id = ${dossier.id}::uuid`
    if (isClockMove(clock)) {
      await moveClock(platform, tx, dossier, { kind: clock, at: now, job: jobRef, elementId: job.elementId })
    }
    // The withdrawal has arrived: it need not be published again.
    if (status === 'withdrawn') await settle(tx, 'publish', `withdrawal:${dossier.id}`, now)
    return undefined
  },
}
