/** `validate-dossier`: the server's check of the newest answers, and the facts that gateways and timers may read. */
import type { NamedPeriods } from '#calendar'
import type { JsonValue } from '#feel'
import { check } from '#forms'
import type { Tx } from '../db.ts'
import { answersOf } from '../dossiers/case-scope.ts'
import { filedContext } from '../dossiers/form-context.ts'
import { appendEvent } from '../dossiers/timeline.ts'
import type { Dossier } from '../generated/prisma/client.ts'
import type { ServiceRelease } from '../services/index.ts'
import type { Worker } from './worker.ts'

/** How many faults the service's form finds in a dossier's answers, in the context in which the citizen's were checked. */
export async function faultsIn(
  tx: Tx,
  answers: { [key: string]: JsonValue },
  about: { dossier: Dossier; release: ServiceRelease; now: Date; periods: NamedPeriods },
): Promise<number> {
  const { release } = about
  const path = release.card.files.form
  if (!path) return 0
  const checked = check(release.form(path), answers, { ...(await filedContext(tx, about)), given: answers })
  return checked.ok ? 0 : checked.problems.length
}

export const validateDossier: Worker = {
  type: 'validate-dossier',
  async handle({ platform, tx, dossier, release, job, jobRef }) {
    const answers = await answersOf(tx, dossier)
    const now = platform.clock.now()
    const faults = await faultsIn(tx, answers, { dossier, release, now, periods: platform.periods })
    await appendEvent(tx, dossier, {
      type: 'validated',
      at: now,
      actor: 'system',
      elementId: job.elementId,
      job: jobRef,
      data: { ok: faults === 0, faults },
    })
    const facts = Object.fromEntries(release.card.facts.map((key) => [key, answers[key] ?? null]))
    return { validation: { ok: faults === 0, faults }, facts: { ...facts, formVersion: dossier.formVersion } }
  },
}
