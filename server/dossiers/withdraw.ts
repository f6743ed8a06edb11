/**
 * Withdrawal: granted or refused at once under the dossier's lock; the message to the engine only wakes. Refused when the
 * step that the diagram names (`withdrawableUntil`) has been decided onwards; once granted, nothing is decided any more.
 */
import { inTransaction, type Tx } from '../db.ts'
import type { Dossier } from '../generated/prisma/client.ts'
import type { CitizenId } from '../ids.ts'
import { enqueue } from '../outbox/index.ts'
import type { Platform } from '../platform.ts'
import { Problem } from '../problems.ts'
import type { Release } from '../services/index.ts'
import { lockDossierByCode } from './lock.ts'
import { appendEvent } from './timeline.ts'

/** Whether the citizen may still withdraw. */
export async function isWithdrawable(tx: Tx, dossier: Dossier, release: Release): Promise<boolean> {
  if (dossier.closedAt || dossier.withdrawnAt) return false
  const until = release.diagram.withdrawableUntil
  if (!until) return false
  const [last] = await tx.sql<{ outcome: string; state: string; at: Date }>`
    SELECT outcome, state, at FROM task_decision
    WHERE dossier_id = ${dossier.id}::uuid AND element_id = ${until} AND state IN ('decided', 'sending', 'confirmed')
    ORDER BY at DESC LIMIT 1`
  if (!last) return true
  const outcome = release.diagram.steps.get(until)?.outcomes.find(({ key }) => key === last.outcome)
  if (!outcome?.issues) return last.state === 'confirmed'
  // A result that was voided since has to be signed again.
  const voided = await tx.document.findFirst({
    where: { dossierId: dossier.id, state: 'void', voidedAt: { gt: last.at } },
  })
  return voided !== null
}

export async function withdraw(
  platform: Platform,
  citizenId: CitizenId,
  code: string,
  reason: string | undefined,
): Promise<void> {
  const { db, clock, catalogue, faults } = platform
  const dossierId = await inTransaction(db, async (tx) => {
    const dossier = await lockDossierByCode(tx, code)
    if (!dossier || dossier.citizenId !== citizenId) throw new Problem('dossier.unknown')
    if (dossier.closedAt) throw new Problem('dossier.closed')
    if (dossier.withdrawnAt) return dossier.id
    const release = await catalogue.release(dossier.releaseId)
    if (!(await isWithdrawable(tx, dossier, release))) throw new Problem('dossier.not-withdrawable')
    const now = clock.now()
    await tx.dossier.update({ where: { id: dossier.id }, data: { withdrawnAt: now, version: { increment: 1 } } })
    await appendEvent(tx, dossier, {
      type: 'withdrawn',
      at: now,
      actor: 'citizen',
      public: true,
      data: reason ? { reason } : {},
    })
    const subject = `withdrawal:${dossier.id}`
    await enqueue(tx, { kind: 'publish', subject, dossierId: dossier.id, dueAt: now, at: now })
    return dossier.id
  })
  faults.hit('withdraw.committed')
  platform.wakeOutbox()
  platform.probeSoon(dossierId)
}
