/** Every view of personal data is recorded: who, what, when. */
import type { Clock } from './clock.ts'
import type { Db } from './db.ts'
import { newId } from './ids.ts'

export async function recordAccess(
  { db, clock }: { db: Db; clock: Clock },
  access: { actor: string; action: string; dossierId?: string; detail?: string },
): Promise<void> {
  await db.sql`
    INSERT INTO access (id, at, actor, action, dossier_id, detail)
    VALUES (${newId()}::uuid, ${clock.now()}, ${access.actor}, ${access.action}, ${access.dossierId ?? null}::uuid,
            ${access.detail ?? ''})`
}
