/** Every view of personal data is recorded: who, what, when. */
import type { Clock } from './clock.ts'
import type { Db } from './db.ts'
import { newId } from './ids.ts'

export async function recordAccess(
  { db, clock }: { db: Db; clock: Clock },
  access: { actor: string; action: string; dossierId?: string; detail?: string },
): Promise<void> {
  await db.access.create({
    data: {
      id: newId(),
      at: clock.now(),
      actor: access.actor,
      action: access.action,
      dossierId: access.dossierId ?? null,
      detail: access.detail ?? '',
    },
  })
}
