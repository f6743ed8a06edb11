/**
 * The head of a unit gives a task, or a dossier that somebody has, to another officer of the same unit and role: who is
 * ill keeps no citizen waiting. Judged and written under the dossier's lock; the timeline is the record, and by the
 * caller's id the same act is done once.
 */
import { assignableRoles, type Staff } from '../accounts/index.ts'
import { inTransaction, type Tx } from '../db.ts'
import { type LockedDossier, lockDossier } from '../dossiers/lock.ts'
import { appendEvent } from '../dossiers/timeline.ts'
import type { Task } from '../generated/prisma/client.ts'
import type { Platform } from '../platform.ts'
import { Problem } from '../problems.ts'
import { assignedGroup, assigneeOf, officersIn } from './assignment.ts'
import { examinedAlready, isCandidate } from './entitled.ts'

/** What is moved: one open task, or the dossier with all tasks of the role in which somebody has it. */
export type Moved = { taskId: string } | { dossierCode: string }

export interface Reassignment {
  /** UUID of the caller's: sent again, it changes nothing. */
  id: string
  /** Account who has it on the caller's screen; null: nobody. */
  from: string | null
  to: string
  reason: string
}

/** `<unit>:<role>` of those whose work this person gives out. */
export const assignableGroups = (who: Staff): string[] =>
  assignableRoles(who.roles).map(({ role, unitCode }) => `${unitCode}:${role}`)

/**
 * Moves it. Problems: `task.unknown`, `dossier.unknown` to whoever has nothing to do with it, `access.denied` to its
 * officers, `task.closed`, `task.already-decided`, `dossier.closed`, `dossier.withdrawn`, and those of the area `assignment`.
 */
export async function reassign(
  platform: Pick<Platform, 'db' | 'clock'>,
  who: Staff,
  moved: Moved,
  input: Reassignment,
): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    const { dossier, task } = await locked(tx, who, moved)
    if (await isDone(tx, dossier, input)) return
    if (dossier.withdrawnAt) throw new Problem('dossier.withdrawn')
    if (dossier.closedAt) throw new Problem('dossier.closed')
    if (task?.state === 'decided') throw new Problem('task.already-decided')
    if (task?.state === 'closed') throw new Problem('task.closed')
    const groups = groupsMoved(who, dossier, task)
    const holder = task?.claimedBy ?? assigneeOf(dossier, { groups })
    if (holder !== input.from) throw new Problem('assignment.moved')
    if (holder === input.to) throw new Problem('assignment.same-person')
    const reason = input.reason.normalize('NFC').trim()
    if (!reason) throw new Problem('task.reason-required')
    const now = platform.clock.now()
    const officer = (await officersIn(tx, groups, now)).find(({ id }) => id === input.to)
    if (!officer) throw new Problem('assignment.not-entitled')
    if (task && (await examinedAlready(tx, officer.id, task))) throw new Problem('assignment.four-eyes')

    const former = holder ? await tx.account.findUnique({ where: { id: holder }, select: { fullName: true } }) : null
    await move(tx, dossier, task, { groups, to: officer.id, at: now })
    await appendEvent(tx, dossier, {
      type: 'reassigned',
      at: now,
      actor: `account:${who.accountId}`,
      ...(task ? { elementId: task.elementId } : {}),
      data: {
        id: input.id,
        role: officer.role,
        ...(task ? { taskId: task.id } : {}),
        ...(holder ? { from: holder, fromName: former?.fullName ?? '' } : {}),
        to: officer.id,
        name: officer.fullName,
        reason,
        byName: who.fullName,
      },
    })
  })
}

/** What is moved under its dossier's lock, for who may move it. */
async function locked(tx: Tx, who: Staff, moved: Moved): Promise<{ dossier: LockedDossier; task: Task | undefined }> {
  if ('dossierCode' in moved) {
    const seen = await tx.dossier.findUnique({ where: { code: moved.dossierCode }, select: { id: true } })
    const dossier = seen ? await lockDossier(tx, seen.id) : undefined
    if (!dossier || !assignableRoles(who.roles).some(({ unitCode }) => unitCode === dossier.unitCode))
      throw new Problem('dossier.unknown')
    return { dossier, task: undefined }
  }
  const seen = await tx.task.findUnique({ where: { id: moved.taskId } })
  if (!seen) throw new Problem('task.unknown')
  if (!seen.groups.some((group) => assignableGroups(who).includes(group)))
    throw new Problem(isCandidate(who, seen) ? 'access.denied' : 'task.unknown')
  const dossier = await lockDossier(tx, seen.dossierId)
  const task = await tx.task.findUniqueOrThrow({ where: { id: seen.id } })
  if (!dossier) throw new Problem('task.unknown')
  return { dossier, task }
}

/** The roles in which it is moved; a head gives nobody what is another head's. */
function groupsMoved(who: Staff, dossier: LockedDossier, task: Task | undefined): string[] {
  const given = assignedGroup(dossier)
  const own = assignableGroups(who)
  if (task) return task.groups.filter((group) => own.includes(group))
  if (given === undefined) throw new Problem('assignment.none')
  if (!own.includes(given)) throw new Problem('access.denied')
  return [given]
}

/** Whether this very act was done before; another act under the same id is refused. */
async function isDone(tx: Tx, dossier: LockedDossier, { id, to }: Reassignment): Promise<boolean> {
  const [done] = await tx.sql<{ to: string }>`
    SELECT data->>'to' AS "to" FROM dossier_event
    WHERE dossier_id = ${dossier.id}::uuid AND type = 'reassigned' AND data->>'id' = ${id}`
  if (done && done.to !== to) throw new Problem('assignment.moved')
  return done !== undefined
}

/**
 * The task is the officer's, who may decide it or give it back. Where it came with the dossier, so do all that follow, and
 * what the former officer had taken lies open for the new one.
 */
async function move(
  tx: Tx,
  dossier: LockedDossier,
  task: Task | undefined,
  { groups, to, at }: { groups: readonly string[]; to: string; at: Date },
): Promise<void> {
  const group = assignedGroup(dossier)
  if (group !== undefined && groups.includes(group)) {
    await tx.dossier.update({ where: { id: dossier.id }, data: { assignedTo: to } })
    await tx.task.updateMany({
      where: { dossierId: dossier.id, state: 'claimed', claimedBy: dossier.assignedTo, groups: { has: group } },
      data: { state: 'open', claimedBy: null, claimedAt: null, version: { increment: 1 } },
    })
  }
  if (!task) return
  await tx.task.update({
    where: { id: task.id },
    data: { state: 'claimed', claimedBy: to, claimedAt: at, version: { increment: 1 } },
  })
}
