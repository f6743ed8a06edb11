import type { JsonValue } from '#feel'
import type { Tx } from '../../db.ts'
import { jsonObject } from '../../dossiers/case-scope.ts'

/** What the last decision at a step said in its form; empty when there was none. */
export async function lastForm(tx: Tx, dossierId: string, step: string): Promise<{ [key: string]: JsonValue }> {
  const decision = await tx.taskDecision.findFirst({
    where: { dossierId, elementId: step, state: { in: ['decided', 'sending', 'confirmed'] } },
    orderBy: { at: 'desc' },
  })
  return jsonObject(decision?.form)
}
