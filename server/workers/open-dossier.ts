/**
 * `open-dossier` binds process instance and row. Two instances of one dossier (an answer of the engine was lost and the
 * start tried again) meet here: the first binds, the other is cancelled by the runner.
 */
import { inTransaction } from '../db.ts'
import { cancelStray, readSubject, type Subject } from '../dossiers/case.ts'
import { lockDossierByCode } from '../dossiers/lock.ts'
import { appendEvent } from '../dossiers/timeline.ts'
import { settleConcern } from '../operations/concerns.ts'
import { settle } from '../outbox/index.ts'
import type { Platform } from '../platform.ts'
import type { Job } from '../zeebe/index.ts'

async function bind(platform: Platform, job: Job, subject: Subject): Promise<boolean> {
  const { db, epoch, clock } = platform
  const key = BigInt(job.processInstanceKey)
  return inTransaction(db, async (tx) => {
    const dossier = await lockDossierByCode(tx, subject.code)
    if (!dossier || dossier.closedAt) return false
    const now = clock.now()
    if (subject.kind === 'apology') {
      const { count: bound } = await tx.sql`
        UPDATE apology SET process_instance_key = ${key}, epoch = ${epoch}
        WHERE id = ${subject.apologyId}::uuid AND state = 'open'
          AND (process_instance_key IS NULL OR (epoch = ${epoch} AND process_instance_key = ${key}) OR epoch <> ${epoch})`
      if (bound) await settle(tx, 'start', subject.apologyId, now)
      return bound > 0
    }
    const { count: bound } = await tx.sql`
      UPDATE dossier SET process_instance_key = ${key}, epoch = ${epoch}
      WHERE id = ${dossier.id}::uuid AND closed_at IS NULL
        AND (process_instance_key IS NULL OR (epoch = ${epoch} AND process_instance_key = ${key}))`
    if (!bound) return false
    await settle(tx, 'start', dossier.id, now)
    await settleConcern(tx, 'not-started', dossier.id, 'system', now)
    await appendEvent(tx, dossier, {
      type: 'opened',
      at: now,
      actor: 'system',
      elementId: job.elementId,
      job: { epoch, key: job.key },
      data: { processInstanceKey: job.processInstanceKey, epoch },
    })
    return true
  })
}

/** Handles one `open-dossier` job; it does not go through the runner's comparison, since it makes what is compared. */
export async function openDossier(platform: Platform, job: Job): Promise<void> {
  const { zeebe, faults } = platform
  const subject = readSubject(job)
  faults.hit('open-dossier.before')
  const bound = subject ? await bind(platform, job, subject) : false
  if (!bound) return cancelStray(platform, job)
  faults.hit('open-dossier.committed')
  await zeebe.completeJob(job.key)
  faults.hit('open-dossier.completed')
}
