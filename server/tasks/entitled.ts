/** Who may take a task: roles by the candidate groups, and four eyes by what the same person did before. */
import type { Staff } from '../accounts/index.ts'
import type { Tx } from '../db.ts'
import type { Task } from '../generated/prisma/client.ts'
import type { ProblemCode } from '../problems.ts'

/** The candidate groups of a person, `<unit>:<role>`. */
export const groupsOf = (who: Staff): string[] => who.roles.map(({ role, unitCode }) => `${unitCode}:${role}`)

export function isCandidate(who: Staff, task: Pick<Task, 'groups'>): boolean {
  const groups = groupsOf(who)
  return task.groups.some((group) => groups.includes(group))
}

/** Why this person may not take the task, or undefined: who examined or drafted never signs the same dossier. */
export async function lockOn(tx: Tx, who: Staff, task: Task): Promise<ProblemCode | undefined> {
  if (!isCandidate(who, task)) return 'access.denied'
  if (task.tag !== 'signs') return undefined
  const examined = await tx.taskDecision.findFirst({
    where: {
      dossierId: task.dossierId,
      by: who.accountId,
      tag: 'examines',
      state: { in: ['decided', 'sending', 'confirmed'] },
    },
    select: { id: true },
  })
  return examined ? 'task.four-eyes' : undefined
}
