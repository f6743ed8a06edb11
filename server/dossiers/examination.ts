/** What the officer decided who examined last: the form of the newest decision at a step tagged `examines`. */
import type { JsonValue } from '#feel'
import type { Tx } from '../db.ts'
import type { Release } from '../services/index.ts'
import { jsonObject } from './case-scope.ts'

export async function examination(
  tx: Tx,
  dossierId: string,
  release: Pick<Release, 'diagram'>,
): Promise<{ form: { [key: string]: JsonValue }; at: Date } | undefined> {
  const examines = [...release.diagram.steps.values()].filter(({ tag }) => tag === 'examines').map(({ id }) => id)
  const decision = await tx.taskDecision.findFirst({
    where: { dossierId, elementId: { in: examines }, state: { in: ['decided', 'sending', 'confirmed'] } },
    orderBy: { at: 'desc' },
  })
  return decision ? { form: jsonObject(decision.form), at: decision.at } : undefined
}
