/**
 * The citizen supplies what was asked: only marked fields and papers may change. Stored under the dossier's lock and only
 * until the due instant; the message to the engine only wakes, `settle-request` reads the record.
 */
import { check } from '#forms'
import { inTransaction } from '../db.ts'
import type { CitizenId } from '../ids.ts'
import { enqueue } from '../outbox/index.ts'
import type { Platform } from '../platform.ts'
import { Problem } from '../problems.ts'
import { answersOf, jsonObject } from './case-scope.ts'
import { filedContext } from './form-context.ts'
import { lockDossierByCode } from './lock.ts'
import { fieldsOf } from './submit.ts'
import { appendEvent } from './timeline.ts'

/** Keys that a request marks. */
export function markedPaths(items: unknown): string[] {
  return (Array.isArray(items) ? items : []).flatMap((item) => {
    const { path } = jsonObject(item)
    return typeof path === 'string' ? [path] : []
  })
}

export async function answerRequest(
  platform: Platform,
  citizenId: CitizenId,
  at: { code: string; requestId: string },
  input: { [key: string]: unknown },
): Promise<void> {
  const { db, clock, periods, catalogue, faults } = platform
  const dossierId = await inTransaction(db, async (tx) => {
    const dossier = await lockDossierByCode(tx, at.code)
    if (!dossier || dossier.citizenId !== citizenId) throw new Problem('dossier.unknown')
    const request = await tx.request.findFirst({ where: { id: at.requestId, dossierId: dossier.id, to: 'citizen' } })
    if (!request) throw new Problem('request.unknown')
    const now = clock.now()
    if (request.state !== 'open' || now > request.due || dossier.withdrawnAt || dossier.closedAt) {
      throw new Problem('request.closed')
    }
    const release = await catalogue.serviceRelease(dossier.releaseId)
    const path = release.card.files.form
    if (!path) throw new Error(`${release.serviceCode} has no form`)
    const given = await answersOf(tx, dossier)
    const context = await filedContext(tx, { dossier, release, now, periods })
    const marked = markedPaths(request.items)
    const checked = check(release.form(path), { ...given, ...input }, { ...context, given, only: marked })
    if (!checked.ok) throw new Problem('form.invalid', { fields: fieldsOf(checked.problems) })
    const changed = Object.keys({ ...given, ...checked.value }).filter(
      (key) => JSON.stringify(given[key]) !== JSON.stringify(checked.value[key]),
    )
    const version = dossier.formVersion + 1
    await tx.formVersion.create({
      data: { dossierId: dossier.id, version, answers: checked.value, at: now, by: 'citizen' },
    })
    await tx.dossier.update({ where: { id: dossier.id }, data: { formVersion: version, version: { increment: 1 } } })
    await tx.request.update({
      where: { id: request.id },
      data: { state: 'answered', answer: { formVersion: version, changed }, answeredAt: now },
    })
    await appendEvent(tx, dossier, {
      type: 'answered',
      at: now,
      actor: 'citizen',
      public: true,
      data: { requestId: request.id, formVersion: version, changed },
    })
    await enqueue(tx, { kind: 'publish', subject: request.id, dossierId: dossier.id, dueAt: now, at: now })
    return dossier.id
  })
  faults.hit('answer.committed')
  platform.wakeOutbox()
  platform.probeSoon(dossierId)
}
