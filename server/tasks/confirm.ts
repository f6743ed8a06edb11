/** What becomes of a decision once the engine has taken it, refused it, or moved past it. All under the dossier's lock. */
import type { Tx } from '../db.ts'
import { jsonObject } from '../dossiers/case-scope.ts'
import type { LockedDossier } from '../dossiers/lock.ts'
import { appendEvent } from '../dossiers/timeline.ts'
import type { TaskDecision } from '../generated/prisma/client.ts'
import { newId } from '../ids.ts'
import { settleConcern } from '../operations/concerns.ts'
import { settle } from '../outbox/index.ts'
import type { Platform } from '../platform.ts'
import type { Job } from '../zeebe/index.ts'
import { recordAssignment } from './assignment.ts'
import { recordEntriesByHand } from './entries-by-hand.ts'

const unsettled = ['decided', 'sending']

/** Decisions that were found settled, each with its dossier: they stay so, and every later job of the case carries them. */
const settledLately = new Set<string>()
const mostSettled = 5000

/** The engine has it: the decision stands, the task is done, the timeline says so. Does nothing the second time. */
export async function confirmDecision(
  platform: Pick<Platform, 'clock' | 'catalogue'>,
  tx: Tx,
  dossier: LockedDossier,
  decisionId: string,
): Promise<void> {
  const known = `${dossier.id} ${decisionId}`
  if (settledLately.has(known)) return
  const now = platform.clock.now()
  const [decision] = await tx.sql<TaskDecision & { byName: string }>`
    UPDATE task_decision AS decision SET state = 'confirmed', settled_at = ${now}
    FROM account
    WHERE decision.id::text = ${decisionId} AND decision.dossier_id = ${dossier.id}::uuid
      AND decision.state IN ('decided', 'sending') AND account.id = decision.by
    RETURNING decision.id, decision.task_id AS "taskId", decision.dossier_id AS "dossierId",
              decision.element_id AS "elementId", decision.tag, decision.outcome, decision.form, decision.reason,
              decision.by, decision.at, decision.state, decision.settled_at AS "settledAt", account.full_name AS "byName"`
  if (!decision) {
    if (settledLately.size >= mostSettled) settledLately.clear()
    settledLately.add(known)
    return
  }
  await tx.sql`
    UPDATE task SET state = 'closed', closed_at = ${now}, closed_because = 'decided' WHERE id = ${decision.taskId}::uuid`
  await settle(tx, 'complete', decisionId, now)
  // An operator may have been asked about it while nobody knew.
  await settleConcern(tx, 'decision-unclear', decisionId, 'system', now)
  await recordPayment(tx, dossier, decision)
  await recordEntriesByHand(platform, tx, dossier, decision)
  await recordAssignment(platform, tx, dossier, decision)
  await appendEvent(tx, dossier, {
    type: 'decided',
    at: decision.at,
    actor: `account:${decision.by}`,
    elementId: decision.elementId,
    public: true,
    data: {
      decisionId,
      outcome: decision.outcome,
      byName: decision.byName,
      ...(decision.reason ? { reason: decision.reason } : {}),
    },
  })
}

/** Money taken at the counter: once per decision, from the answers `feeCollected` and `receiptNumber` of its form. */
async function recordPayment(tx: Tx, dossier: LockedDossier, decision: TaskDecision): Promise<void> {
  const { feeCollected, receiptNumber } = jsonObject(decision.form)
  if (typeof feeCollected !== 'number' || typeof receiptNumber !== 'string') return
  await tx.payment.createMany({
    data: [
      {
        id: newId(),
        dossierId: dossier.id,
        decisionId: decision.id,
        amount: feeCollected,
        receiptNumber,
        by: decision.by,
        at: decision.at,
      },
    ],
    skipDuplicates: true,
  })
}

/** Every job carries the id of the last decision: its arrival is the evidence that the engine took that one. */
export async function confirmCarriedDecision(
  platform: Pick<Platform, 'clock' | 'catalogue'>,
  tx: Tx,
  dossier: LockedDossier,
  job: Job,
): Promise<void> {
  const carried = job.variables.lastDecisionId
  if (typeof carried === 'string') await confirmDecision(platform, tx, dossier, carried)
}

/** The case had moved on (withdrawal, timer, operator) before the decision arrived: the officer is told. */
export async function overtakeDecision(
  platform: Pick<Platform, 'clock'>,
  tx: Tx,
  dossier: LockedDossier,
  decisionId: string,
): Promise<void> {
  const now = platform.clock.now()
  const changed = await tx.taskDecision.updateMany({
    where: { id: decisionId, dossierId: dossier.id, state: { in: unsettled } },
    data: { state: 'overtaken', settledAt: now },
  })
  if (changed.count === 0) return
  await settleConcern(tx, 'decision-unclear', decisionId, 'system', now)
  const decision = await tx.taskDecision.findUniqueOrThrow({ where: { id: decisionId } })
  await tx.task.update({
    where: { id: decision.taskId },
    data: { state: 'closed', closedAt: now, closedBecause: 'the case moved on' },
  })
  await appendEvent(tx, dossier, {
    type: 'overtaken',
    at: now,
    actor: 'system',
    elementId: decision.elementId,
    data: { decisionId, outcome: decision.outcome },
  })
}

/** The engine refused it for good: the task opens again for the same officer, with input and reason kept. */
export async function reopenTask(
  platform: Pick<Platform, 'clock'>,
  tx: Tx,
  decisionId: string,
  refusal: string,
): Promise<void> {
  const now = platform.clock.now()
  const changed = await tx.taskDecision.updateMany({
    where: { id: decisionId, state: { in: unsettled } },
    data: { state: 'refused', settledAt: now },
  })
  if (changed.count === 0) return
  const decision = await tx.taskDecision.findUniqueOrThrow({ where: { id: decisionId } })
  await tx.task.update({
    where: { id: decision.taskId },
    data: { state: 'claimed', claimedBy: decision.by, claimedAt: now, refusal, version: { increment: 1 } },
  })
}
