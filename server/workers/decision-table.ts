/** Evaluating a decision table of the release over the card's derived values: the engine never sees an answer. */
import type { JsonValue } from '#feel'
import { answersOf, caseScope, lookupsOf } from '../dossiers/case-scope.ts'
import type { Dossier } from '../generated/prisma/client.ts'
import type { Platform } from '../platform.ts'
import type { ServiceRelease } from '../services/index.ts'
import { cityUnits } from '../services/unit-map.ts'

/** The answer of the decision named by the header `decision`. */
export async function evaluateTable(
  platform: Pick<Platform, 'db' | 'clock' | 'periods' | 'zeebe' | 'catalogue' | 'faults'>,
  dossier: Dossier,
  release: ServiceRelease,
  decisionId: string | undefined,
): Promise<JsonValue> {
  if (!decisionId) throw new Error('the job names no decision')
  const { decisions } = await platform.catalogue.keys(release.id)
  const key = decisions[decisionId]
  if (!key) throw new Error(`release ${release.serviceCode} ${release.number} has no decision ${decisionId}`)
  const scope = caseScope({
    dossier,
    release,
    answers: await answersOf(platform.db, dossier),
    now: platform.clock.now(),
    periods: platform.periods,
    units: await cityUnits(platform.db),
    names: { lookup: await lookupsOf(platform.db, dossier.id) },
  })
  const derived = Object.entries(release.card.derived).map(([name, source]) => [name, scope.evaluate(source)] as const)
  platform.faults.hit('evaluate.before')
  const { output } = await platform.zeebe.evaluateDecision(key, Object.fromEntries(derived))
  platform.faults.hit('evaluate.after')
  return output
}

/** A decision's answer as a list of objects, whatever its hit policy made of it. */
export function rowsOf(output: JsonValue): { [name: string]: JsonValue }[] {
  const list = Array.isArray(output) ? output : [output]
  return list.flatMap((row) => (typeof row === 'object' && row !== null && !Array.isArray(row) ? [row] : []))
}
