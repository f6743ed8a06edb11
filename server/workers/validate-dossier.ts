/** `validate-dossier`: the server's check of the newest answers, and the facts that gateways and timers may read. */
import { check } from '#forms'
import { cityDay } from '../clock.ts'
import { answersOf } from '../dossiers/case-scope.ts'
import { appendEvent } from '../dossiers/timeline.ts'
import type { Worker } from './worker.ts'

export const validateDossier: Worker = {
  type: 'validate-dossier',
  async handle({ platform, tx, dossier, release, job, jobRef }) {
    const answers = await answersOf(tx, dossier)
    const path = release.card.files.form
    const now = platform.clock.now()
    const checked = path
      ? check(release.form(path), answers, { now, submittedOn: cityDay(dossier.submittedAt), given: answers })
      : { ok: true as const }
    const faults = checked.ok ? 0 : checked.problems.length
    await appendEvent(tx, dossier, {
      type: 'validated',
      at: now,
      actor: 'system',
      elementId: job.elementId,
      job: jobRef,
      data: { ok: checked.ok, faults },
    })
    const facts = Object.fromEntries(release.card.facts.map((key) => [key, answers[key] ?? null]))
    return { validation: { ok: checked.ok, faults }, facts: { ...facts, formVersion: dossier.formVersion } }
  },
}
