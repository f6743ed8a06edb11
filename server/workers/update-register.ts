/**
 * `update-register` writes the effect of the result in force to its register, once; after a void first the reversal of
 * what was written before. The register's own key makes a repeated call harmless.
 */

import type { PaperData } from '../documents/common-data.ts'
import { currentResult, effectEntry } from '../documents/issue.ts'
import { appendEvent } from '../dossiers/timeline.ts'
import { newId } from '../ids.ts'
import { BpmnError, type Worker } from './worker.ts'

interface Written {
  issue: number
  direction: 'apply' | 'reverse'
  data: PaperData
}

export const updateRegister: Worker<Written[]> = {
  type: 'update-register',
  leaseMs: 60_000,
  async prepare({ platform, release, job }, dossier) {
    const { db, registers, faults } = platform
    const effect = job.headers.effect
    if (!effect) throw new Error(`update-register ${job.elementId} names no effect`)
    const document = await currentResult(db, dossier.id, release.card.result.kind)
    if (!document) throw new Error('there is no result in force')
    const before = await db.registerEffect.findMany({ where: { dossierId: dossier.id, effect } })
    const has = (issue: number, direction: string) =>
      before.some((row) => row.issue === issue && row.direction === direction)
    const old = before.filter(
      (row) => row.direction === 'apply' && row.issue < document.issue && !has(row.issue, 'reverse'),
    )
    // The register does not know a line that an officer entered: only an officer can strike it.
    if (old.some(({ state }) => state === 'by-hand'))
      throw new BpmnError('REGISTER_UNAVAILABLE', 'an entry of an earlier issue was made by hand')
    const wanted: Written[] = old.map(({ issue }) => ({ issue, direction: 'reverse', data: {} }))
    if (!has(document.issue, 'apply')) {
      const data = await effectEntry(platform, db, dossier, release, document, effect)
      wanted.push({ issue: document.issue, direction: 'apply', data })
    }
    for (const { issue, direction, data } of wanted) {
      faults.hit('effect.before')
      const answer = await registers.writeEffect({
        register: effect,
        effect,
        dossier: dossier.code,
        issue,
        direction,
        data,
      })
      faults.hit('effect.after')
      if (answer.status === 'unavailable') throw new BpmnError('REGISTER_UNAVAILABLE', answer.reason)
    }
    return wanted
  },
  async handle({ platform, tx, dossier, job, jobRef }, written) {
    const effect = job.headers.effect ?? ''
    const at = platform.clock.now()
    for (const { issue, direction, data } of written) {
      await tx.registerEffect.createMany({
        data: [{ id: newId(), dossierId: dossier.id, effect, issue, direction, state: 'done', data, at }],
        skipDuplicates: true,
      })
    }
    const last = written.at(-1)
    if (last) {
      await appendEvent(tx, dossier, {
        type: 'register',
        at,
        actor: 'system',
        elementId: job.elementId,
        job: jobRef,
        data: { effect, direction: last.direction, issue: last.issue, byHand: false },
      })
    }
    return undefined
  },
}
