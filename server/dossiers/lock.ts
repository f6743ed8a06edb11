/** The dossier's row lock: whatever decides about a case holds it, so decisions about one case are one after another. */

import type { Tx } from '../db.ts'
import type { Prisma } from '../generated/prisma/client.ts'
import type { DossierId } from '../ids.ts'
import { fragment } from '../sql.ts'

/** The row as it stands under the lock; `eventSeq` and `eventHash` move with what is appended. */
export type LockedDossier = Prisma.DossierGetPayload<Record<string, never>> & { id: DossierId }

/** The columns of a row under their names in TypeScript: lock and row in one statement, for every job takes it. */
export const dossierColumns = fragment`
  id, code, draft_id AS "draftId", service_code AS "serviceCode", release_id AS "releaseId",
  unit_code AS "unitCode", citizen_id AS "citizenId", channel, language, status, applicant_name AS "applicantName",
  phone, form_version AS "formVersion", checked_version AS "checkedVersion", supplement_count AS "supplementCount",
  filed_by AS "filedBy", assigned_to AS "assignedTo", assigned_role AS "assignedRole",
  epoch, process_instance_key AS "processInstanceKey", submitted_at AS "submittedAt", accepted_at AS "acceptedAt",
  due_at AS "dueAt", clock, withdrawn_at AS "withdrawnAt", closed_at AS "closedAt", fee_amount AS "feeAmount",
  fee_lines AS "feeLines", event_seq AS "eventSeq", event_hash AS "eventHash", version, updated_at AS "updatedAt"`

/** Locks until the end of the transaction. Undefined: there is no such dossier. */
export async function lockDossier(tx: Tx, id: string): Promise<LockedDossier | undefined> {
  const [row] = await tx.sql<LockedDossier>`SELECT ${dossierColumns} FROM dossier WHERE id = ${id}::uuid FOR UPDATE`
  return row
}

/** Reads without locking, by the code that people and the engine know. */
export async function readDossier(db: Tx, code: string): Promise<LockedDossier | undefined> {
  const [row] = await db.sql<LockedDossier>`SELECT ${dossierColumns} FROM dossier WHERE code = ${code}`
  return row
}

/** Reads without locking. */
export async function readDossierById(db: Tx, id: string): Promise<LockedDossier | undefined> {
  const [row] = await db.sql<LockedDossier>`SELECT ${dossierColumns} FROM dossier WHERE id = ${id}::uuid`
  return row
}

/** As `lockDossier`, by the code that people and the engine know. */
export async function lockDossierByCode(tx: Tx, code: string): Promise<LockedDossier | undefined> {
  const [row] = await tx.sql<LockedDossier>`SELECT ${dossierColumns} FROM dossier WHERE code = ${code} FOR UPDATE`
  return row
}
