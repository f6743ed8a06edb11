/** Taking a task and giving it back, under the dossier's lock. */
import type { Staff } from '../accounts/index.ts'
import { inTransaction, type Tx } from '../db.ts'
import { type LockedDossier, lockDossier } from '../dossiers/lock.ts'
import { appendEvent } from '../dossiers/timeline.ts'
import type { Task } from '../generated/prisma/client.ts'
import type { Platform } from '../platform.ts'
import { Problem } from '../problems.ts'
import { assigneeOf } from './assignment.ts'
import { isCandidate, lockOn, sharedGroups } from './entitled.ts'
import { askEngine } from './projection.ts'
import { readTask } from './task-row.ts'

/** The task under its dossier's lock; unknown to whoever is no candidate, so that nobody can probe for ids. */
export async function lockTask(
  tx: Tx,
  who: Staff,
  taskId: string,
): Promise<{ readonly task: Task; readonly dossier: LockedDossier }> {
  const seen = await readTask(tx, taskId)
  if (!seen || !isCandidate(who, seen)) throw new Problem('task.unknown')
  const dossier = await lockDossier(tx, seen.dossierId)
  const task = await readTask(tx, taskId)
  if (!dossier || !task) throw new Problem('task.unknown')
  return { task, dossier }
}

/**
 * Takes a task. One of a dossier that was given to somebody else is taken only by who says that they stand in
 * (`task.assigned` otherwise), and the timeline says so.
 */
export async function claimTask(
  platform: Platform,
  who: Staff,
  taskId: string,
  { standIn }: { standIn: boolean } = { standIn: false },
): Promise<void> {
  const { db, clock } = platform
  const task = await inTransaction(db, async (tx) => {
    const { task: found, dossier } = await lockTask(tx, who, taskId)
    if (found.state === 'claimed' && found.claimedBy === who.accountId) return found
    if (found.state === 'claimed') throw new Problem('task.claimed')
    if (found.state !== 'open') throw new Problem('task.closed')
    const locked = await lockOn(tx, who, found)
    if (locked) throw new Problem(locked)
    const now = clock.now()
    // Whoever was only asked answers in their own right, whoever has the dossier.
    const assignee = assigneeOf(dossier, { groups: sharedGroups(who, found) })
    if (assignee && assignee !== who.accountId) {
      if (!standIn) throw new Problem('task.assigned')
      await recordStandIn(tx, dossier, found, { who, for: assignee, at: now })
    }
    await tx.sql`
      UPDATE task SET state = 'claimed', claimed_by = ${who.accountId}::uuid, claimed_at = ${now}, version = version + 1
      WHERE id = ${taskId}::uuid`
    return found
  })
  if (task.epoch === platform.epoch) void askEngine(platform, { id: task.id, jobKey: String(task.jobKey) })
}

async function recordStandIn(
  tx: Tx,
  dossier: LockedDossier,
  task: Task,
  about: { who: Staff; for: string; at: Date },
): Promise<void> {
  const absent = await tx.account.findUnique({ where: { id: about.for }, select: { fullName: true } })
  await appendEvent(tx, dossier, {
    type: 'stood_in',
    at: about.at,
    actor: `account:${about.who.accountId}`,
    elementId: task.elementId,
    data: { taskId: task.id, for: about.for, forName: absent?.fullName ?? '', byName: about.who.fullName },
  })
}

export async function releaseTask(platform: Pick<Platform, 'db'>, who: Staff, taskId: string): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    const { task } = await lockTask(tx, who, taskId)
    if (task.state === 'open') return
    if (task.state !== 'claimed' || task.claimedBy !== who.accountId) throw new Problem('task.not-claimed')
    await tx.task.update({
      where: { id: taskId },
      data: { state: 'open', claimedBy: null, claimedAt: null, version: { increment: 1 } },
    })
  })
}
