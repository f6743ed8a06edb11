/** The officer's decision that a job follows from: jobs carry its id as `lastDecisionId`. */
import type { Tx } from '../db.ts'
import type { TaskDecision } from '../generated/prisma/client.ts'
import type { Job } from '../zeebe/index.ts'

export async function lastDecision(tx: Tx, job: Job): Promise<TaskDecision | null> {
  const id = job.variables.lastDecisionId
  return typeof id === 'string' ? tx.taskDecision.findUnique({ where: { id } }) : null
}
