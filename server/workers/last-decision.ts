/** The officer's decision that a job follows from: jobs carry its id as `lastDecisionId`. */
import type { Tx } from '../db.ts'
import type { TaskDecision } from '../generated/prisma/client.ts'
import type { Job } from '../zeebe/index.ts'

export async function lastDecision(tx: Tx, job: Job): Promise<TaskDecision | null> {
  const id = job.variables.lastDecisionId
  if (typeof id !== 'string') return null
  const [decision] = await tx.sql<TaskDecision>`
    SELECT id, task_id AS "taskId", dossier_id AS "dossierId", element_id AS "elementId", tag, outcome, form, reason, by,
           at, state, settled_at AS "settledAt"
    FROM task_decision WHERE id = ${id}::uuid`
  return decision ?? null
}
