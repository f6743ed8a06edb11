/** The dossier's row lock: whatever decides about a case holds it, so decisions about one case are one after another. */
import type { Prisma } from '../generated/prisma/client.ts'
import type { Tx } from '../db.ts'
import type { DossierId } from '../ids.ts'

/** The row as it stands under the lock; `eventSeq` and `eventHash` move with what is appended. */
export type LockedDossier = Prisma.DossierGetPayload<Record<string, never>> & { id: DossierId }

async function locked(tx: Tx, ids: { id: string }[]): Promise<LockedDossier | undefined> {
  const [found] = ids
  if (!found) return undefined
  const row = await tx.dossier.findUniqueOrThrow({ where: { id: found.id } })
  return { ...row, id: row.id as DossierId }
}

/** Locks until the end of the transaction. Undefined: there is no such dossier. */
export async function lockDossier(tx: Tx, id: string): Promise<LockedDossier | undefined> {
  return locked(tx, await tx.$queryRaw<{ id: string }[]>`SELECT id FROM dossier WHERE id = ${id}::uuid FOR UPDATE`)
}

/** As `lockDossier`, by the code that people and the engine know. */
export async function lockDossierByCode(tx: Tx, code: string): Promise<LockedDossier | undefined> {
  return locked(tx, await tx.$queryRaw<{ id: string }[]>`SELECT id FROM dossier WHERE code = ${code} FOR UPDATE`)
}
