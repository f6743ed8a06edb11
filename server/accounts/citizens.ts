/** Citizens are known by their phone: who signs in with it, and for whom a counter files, is the same person. */
import type { Db, Tx } from '../db.ts'
import { type CitizenId, newId } from '../ids.ts'

/** The citizen of a phone, made when there is none yet. */
export async function citizenOfPhone(db: Db | Tx, phone: string, now: Date): Promise<CitizenId> {
  const [row] = await db.sql<{ id: CitizenId }>`
    INSERT INTO citizen (id, phone, created_at) VALUES (${newId()}::uuid, ${phone}, ${now})
    ON CONFLICT (phone) DO UPDATE SET phone = EXCLUDED.phone RETURNING id`
  if (!row) throw new Error('the citizen that was just written is not there')
  return row.id
}
