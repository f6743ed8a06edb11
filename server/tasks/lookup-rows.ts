/** What the registers answered about a dossier, as its tasks show it. */
import type { Tx } from '../db.ts'
import { isObject, type JsonObject } from '../registers/index.ts'

export interface LookupRow {
  name: string
  register: string
  /** found, notFound, unavailable, skipped. */
  status: string
  at: Date
  entries: JsonObject[]
}

/** The newest answer of each look-up. */
export async function newestLookups(tx: Tx, dossierId: string): Promise<LookupRow[]> {
  const rows = await tx.sql<{ name: string; register: string; status: string; answer: unknown; at: Date }>`
    SELECT DISTINCT ON (name) name, register, status, answer, at FROM register_lookup
    WHERE dossier_id = ${dossierId}::uuid ORDER BY name, at DESC, id DESC`
  return rows.map(({ name, register, status, answer, at }) => ({
    name,
    register,
    status,
    at,
    entries: Array.isArray(answer) ? answer.filter(isObject) : [],
  }))
}
