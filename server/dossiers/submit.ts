/**
 * Submitting a draft: checked again by the server; then, in one transaction, the dossier with its release, its papers,
 * its first timeline entry and the outbox row that starts the case. Submitting the same draft again gives the same dossier.
 */
import pLimit from 'p-limit'
import { check } from '#forms'
import { citizenOfPhone } from '../accounts/index.ts'
import { inTransaction, type Tx } from '../db.ts'
import type { Draft } from '../generated/prisma/client.ts'
import { type DossierId, newId } from '../ids.ts'
import { enqueue } from '../outbox/index.ts'
import type { Platform } from '../platform.ts'
import { Problem } from '../problems.ts'
import { isLive, type ServiceRelease } from '../services/index.ts'
import { nextCode } from './code.ts'
import { type Filer, isOwn } from './filer.ts'
import { filingContext } from './form-context.ts'
import { dossierColumns, type LockedDossier } from './lock.ts'
import { type Actor, appendEvent } from './timeline.ts'

/**
 * One at a time: a unit's dossiers are numbered one after another anyway, and what is accepted must reach the officer
 * soon. More at once would only push the steps of those already accepted behind them.
 */
const atOnce = pLimit(1)

export async function submitDraft(
  platform: Platform,
  filer: Filer,
  draftId: string,
  language: 'vi' | 'en',
): Promise<string> {
  const { db, catalogue, faults } = platform
  const before = await db.dossier.findUnique({
    where: { draftId },
    select: { code: true, citizenId: true, filedBy: true },
  })
  if (before) return isOwn(filer, { ...before, accountId: before.filedBy }) ? before.code : unknownDraft()
  const draft = await db.draft.findUnique({ where: { id: draftId } })
  if (!draft || !isOwn(filer, draft)) return unknownDraft()
  const release = await catalogue.live(draft.serviceCode)
  if (!release) throw new Problem('service.unknown')
  faults.hit('submit.before')
  const code = await atOnce(() => inTransaction(db, (tx) => writeDossier(platform, tx, { draft, release, language })))
  faults.hit('submit.committed')
  platform.wakeOutbox()
  return code
}

function unknownDraft(): never {
  throw new Problem('draft.unknown')
}

async function writeDossier(
  { clock, db, periods }: Platform,
  tx: Tx,
  { draft, release, language }: { draft: Draft; release: ServiceRelease; language: 'vi' | 'en' },
): Promise<string> {
  // Two clicks at once: the second waits here, then finds the dossier.
  const [held] = await tx.sql<{ id: string }>`SELECT id FROM draft WHERE id = ${draft.id}::uuid FOR UPDATE`
  if (!held) {
    const made = await tx.dossier.findUnique({ where: { draftId: draft.id }, select: { code: true } })
    return made?.code ?? unknownDraft()
  }
  const now = clock.now()
  if (!(await isLive(db, clock, draft.serviceCode, draft.unitCode))) throw new Problem('service.not-live')
  const uploads = await tx.upload.findMany({ where: { draftId: draft.id, dossierId: null } })
  const path = release.card.files.form
  if (!path) throw new Error(`${release.serviceCode} has no form`)
  const { unitCode, serviceCode, channel, accountId } = draft
  const context = await filingContext(tx, { now, periods, unitCode, release, channel, uploads })
  const checked = check(release.form(path), draft.answers, context)
  if (!checked.ok) throw new Problem('form.invalid', { fields: fieldsOf(checked.problems) })

  const id = newId<DossierId>()
  const code = await nextCode(tx, unitCode, release.card.serviceNumber, now)
  const answers = checked.value
  const phone = phoneOf(release, answers)
  // Who holds the phone follows online what was filed at a counter.
  const citizenId = draft.citizenId ?? (await citizenOfPhone(tx, phone, now))
  const actor: Actor = accountId === null ? 'citizen' : `account:${accountId}`
  const [dossier] = await tx.sql<LockedDossier>`
    INSERT INTO dossier (id, code, draft_id, service_code, release_id, unit_code, citizen_id, filed_by, channel, language, status,
                         applicant_name, phone, form_version, submitted_at, updated_at)
    VALUES (${id}::uuid, ${code}, ${draft.id}::uuid, ${serviceCode}, ${release.id}::uuid, ${unitCode},
            ${citizenId}::uuid, ${accountId}::uuid, ${channel}, ${language}, 'submitted',
            ${applicantOf(release, answers)}, ${phone}, 1, ${now}, ${now})
    RETURNING ${dossierColumns}`
  await tx.sql`
    INSERT INTO form_version (dossier_id, version, answers, at, by)
    VALUES (${id}::uuid, 1, ${JSON.stringify(answers)}::jsonb, ${now}, ${actor})`
  await tx.sql`UPDATE upload SET dossier_id = ${id}::uuid, draft_id = NULL WHERE draft_id = ${draft.id}::uuid`
  if (!dossier) throw new Error('the dossier that was just written is not there')
  await appendEvent(tx, dossier, {
    type: 'submitted',
    at: now,
    actor,
    public: true,
    data: { channel, release: release.number, formVersion: 1 },
  })
  await enqueue(tx, { kind: 'start', subject: id, dossierId: id, payload: { kind: 'dossier' }, dueAt: now, at: now })
  await tx.sql`DELETE FROM draft WHERE id = ${draft.id}::uuid`
  return code
}

/** Problems of a form as the API tells them. */
export function fieldsOf(problems: readonly { path: string; code: string; message: { vi: string; en: string } }[]) {
  return problems.map(({ path, code, message }) => ({ path, code, message: { vi: message.vi, en: message.en } }))
}

/** The answer of the first field of a purpose: who files, and where messages go. */
function answerWith(
  release: ServiceRelease,
  answers: { [key: string]: unknown },
  fits: (field: { personal: string | undefined; purpose: string }) => boolean,
): string {
  const path = release.card.files.form
  const form = path ? release.form(path) : undefined
  for (const field of form?.fields.values() ?? []) {
    const purpose = field.control.kind === 'text' ? field.control.purpose : ''
    const answer = answers[field.key]
    if (fits({ personal: field.personal, purpose }) && typeof answer === 'string') return answer
  }
  return ''
}

const applicantOf = (release: ServiceRelease, answers: { [key: string]: unknown }) =>
  answerWith(release, answers, ({ purpose }) => purpose === 'personName')

const phoneOf = (release: ServiceRelease, answers: { [key: string]: unknown }) =>
  answerWith(release, answers, ({ purpose }) => purpose === 'phone')
