/** The row of a task, read by what every look at a task and every decision does. */
import type { Tx } from '../db.ts'
import type { Task } from '../generated/prisma/client.ts'
import { fragment } from '../sql.ts'

/** The columns under their names in TypeScript. */
const taskColumns = fragment`
  id, epoch, job_key AS "jobKey", dossier_id AS "dossierId", apology_id AS "apologyId", release_id AS "releaseId",
  process_instance_key AS "processInstanceKey", element_id AS "elementId", element_instance_key AS "elementInstanceKey",
  form_key AS "formKey", request_id AS "requestId", unit_code AS "unitCode", role, groups, tag, state,
  claimed_by AS "claimedBy", claimed_at AS "claimedAt", created_at AS "createdAt", due_at AS "dueAt", sort_at AS "sortAt",
  checked_at AS "checkedAt", closed_at AS "closedAt", closed_because AS "closedBecause", refusal, version`

/** Undefined: there is no such task. */
export async function readTask(tx: Tx, id: string): Promise<Task | undefined> {
  const [row] = await tx.sql<Task>`SELECT ${taskColumns} FROM task WHERE id = ${id}::uuid`
  return row
}
