/** Taking a task and giving it back, under the dossier's lock. */
import type { Staff } from '../accounts/index.ts'
import { inTransaction, type Tx } from '../db.ts'
import { lockDossier } from '../dossiers/lock.ts'
import type { Task } from '../generated/prisma/client.ts'
import type { Platform } from '../platform.ts'
import { Problem } from '../problems.ts'
import { isCandidate, lockOn } from './entitled.ts'
import { askEngine } from './projection.ts'

/** The task under its dossier's lock; unknown to whoever is no candidate, so that nobody can probe for ids. */
export async function lockTask(tx: Tx, who: Staff, taskId: string): Promise<Task> {
  const seen = await tx.task.findUnique({ where: { id: taskId } })
  if (!seen || !isCandidate(who, seen)) throw new Problem('task.unknown')
  await lockDossier(tx, seen.dossierId)
  return tx.task.findUniqueOrThrow({ where: { id: taskId } })
}

export async function claimTask(platform: Platform, who: Staff, taskId: string): Promise<void> {
  const { db, clock } = platform
  const task = await inTransaction(db, async (tx) => {
    const found = await lockTask(tx, who, taskId)
    if (found.state === 'claimed' && found.claimedBy === who.accountId) return found
    if (found.state === 'claimed') throw new Problem('task.claimed')
    if (found.state !== 'open') throw new Problem('task.closed')
    const locked = await lockOn(tx, who, found)
    if (locked) throw new Problem(locked)
    const now = clock.now()
    return tx.task.update({
      where: { id: taskId },
      data: { state: 'claimed', claimedBy: who.accountId, claimedAt: now, version: { increment: 1 } },
    })
  })
  if (task.epoch === platform.epoch) void askEngine(platform, { id: task.id, jobKey: String(task.jobKey) })
}

export async function releaseTask(platform: Pick<Platform, 'db'>, who: Staff, taskId: string): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    const task = await lockTask(tx, who, taskId)
    if (task.state === 'open') return
    if (task.state !== 'claimed' || task.claimedBy !== who.accountId) throw new Problem('task.not-claimed')
    await tx.task.update({
      where: { id: taskId },
      data: { state: 'open', claimedBy: null, claimedAt: null, version: { increment: 1 } },
    })
  })
}
