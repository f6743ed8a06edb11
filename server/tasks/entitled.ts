/** Who may take a task: roles by the candidate groups, and four eyes by what the same person did before. */
import type { Staff } from '../accounts/index.ts'
import type { Tx } from '../db.ts'
import type { Task } from '../generated/prisma/client.ts'
import type { ProblemCode } from '../problems.ts'

/** The candidate groups of a person, `<unit>:<role>`. */
export const groupsOf = (who: Staff): string[] => who.roles.map(({ role, unitCode }) => `${unitCode}:${role}`)

/** The groups in which this person is a candidate of the task. */
export function sharedGroups(who: Staff, task: Pick<Task, 'groups'>): string[] {
  const groups = groupsOf(who)
  return task.groups.filter((group) => groups.includes(group))
}

export const isCandidate = (who: Staff, task: Pick<Task, 'groups'>): boolean => sharedGroups(who, task).length > 0

/** Why this person may not take the task, or undefined: who examined or drafted never signs the same dossier. */
export async function lockOn(tx: Tx, who: Staff, task: Task): Promise<ProblemCode | undefined> {
  if (!isCandidate(who, task)) return 'access.denied'
  return (await examinedAlready(tx, who.accountId, task)) ? 'task.four-eyes' : undefined
}

/** Whether four eyes keep this person from a task: it signs, and they examined or drafted the same dossier. */
export async function examinedAlready(
  tx: Tx,
  accountId: string,
  task: Pick<Task, 'tag' | 'dossierId'>,
): Promise<boolean> {
  if (task.tag !== 'signs') return false
  const examined = await tx.taskDecision.findFirst({
    where: {
      dossierId: task.dossierId,
      by: accountId,
      tag: 'examines',
      state: { in: ['decided', 'sending', 'confirmed'] },
    },
    select: { id: true },
  })
  return examined !== null
}
