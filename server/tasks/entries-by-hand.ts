/**
 * A register that could not be reached was written by an officer: the answers `done` (effects of the card) of that task
 * become effects of the result in force, so that a later void knows that there is a line to strike.
 */
import type { Tx } from '../db.ts'
import { currentResult } from '../documents/issue.ts'
import { jsonObject } from '../dossiers/case-scope.ts'
import type { LockedDossier } from '../dossiers/lock.ts'
import { appendEvent } from '../dossiers/timeline.ts'
import type { TaskDecision } from '../generated/prisma/client.ts'
import { newId } from '../ids.ts'
import type { Platform } from '../platform.ts'

/** Does nothing for a decision that entered nothing, and nothing the second time. */
export async function recordEntriesByHand(
  { catalogue }: Pick<Platform, 'catalogue'>,
  tx: Tx,
  dossier: LockedDossier,
  decision: TaskDecision,
): Promise<void> {
  const { done } = jsonObject(decision.form)
  if (!Array.isArray(done)) return
  const { card } = await catalogue.serviceRelease(dossier.releaseId)
  const effects = card.registryEffects.flatMap(({ effect }) => (done.includes(effect) ? [effect] : []))
  const document = effects.length > 0 ? await currentResult(tx, dossier.id, card.result.kind) : null
  if (!document) return
  const data = JSON.stringify(decision.form)
  for (const effect of effects) {
    // Whoever writes the new line strikes what was entered for an issue that is void.
    await tx.sql`
      INSERT INTO register_effect (id, dossier_id, effect, issue, direction, state, data, at)
      SELECT gen_random_uuid(), dossier_id, effect, issue, 'reverse', 'by-hand', ${data}::jsonb, ${decision.at}::timestamptz
      FROM register_effect
      WHERE dossier_id = ${dossier.id}::uuid AND effect = ${effect} AND direction = 'apply' AND issue < ${document.issue}
      ON CONFLICT (dossier_id, effect, issue, direction) DO NOTHING`
    const { count } = await tx.sql`
      INSERT INTO register_effect (id, dossier_id, effect, issue, direction, state, data, at)
      VALUES (${newId()}::uuid, ${dossier.id}::uuid, ${effect}, ${document.issue}, 'apply', 'by-hand', ${data}::jsonb, ${decision.at})
      ON CONFLICT (dossier_id, effect, issue, direction) DO NOTHING`
    if (count === 0) continue
    await appendEvent(tx, dossier, {
      type: 'register',
      at: decision.at,
      actor: `account:${decision.by}`,
      elementId: decision.elementId,
      data: { effect, direction: 'apply', issue: document.issue, byHand: true },
    })
  }
}
