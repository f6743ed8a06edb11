/**
 * The result: a preview without number that the leader approves by its hash; then number, signature and register line at
 * once, in one transaction keyed by (dossier, kind, issue). After a void the next approval is the next issue.
 */
import { createHash } from 'node:crypto'
import type { Tx } from '../db.ts'
import { answersOf, jsonObject } from '../dossiers/case-scope.ts'
import type { LockedDossier } from '../dossiers/lock.ts'
import { appendEvent, type JobRef } from '../dossiers/timeline.ts'
import type { Document, Dossier, TaskDecision } from '../generated/prisma/client.ts'
import { newId } from '../ids.ts'
import type { Platform } from '../platform.ts'
import type { ServiceRelease } from '../services/index.ts'
import type { PaperData } from './common-data.ts'
import { newVerifyCode, storePdf, withOfficer, writeDocument, yearOf } from './generate.ts'
import { nextLine, voidLine, writeLine } from './numbering.ts'
import { resultData, resultNumber, resultScope } from './result.ts'

/** The form of the newest decision at a step that drafts the result (its element has the property `preview`). */
export async function draftOf(
  tx: Tx,
  dossier: Dossier,
  release: ServiceRelease,
): Promise<{ form: PaperData; at: Date } | undefined> {
  const drafting = [...release.diagram.steps.values()].filter(
    (step) => step.properties.preview && step.tag === 'examines',
  )
  const [decision] = await tx.sql<{ form: unknown; at: Date }>`
    SELECT form, at FROM task_decision
    WHERE dossier_id = ${dossier.id}::uuid AND element_id = ANY (${drafting.map(({ id }) => id)}::text[])
      AND state IN ('decided', 'sending', 'confirmed')
    ORDER BY at DESC LIMIT 1`
  return decision ? { form: jsonObject(decision.form), at: decision.at } : undefined
}

/** The result as a draft without number. The same case and draft give the same bytes, so its hash can be approved. */
export async function previewResult(
  platform: Platform,
  tx: Tx,
  dossier: Dossier,
  release: ServiceRelease,
  draft: { form: PaperData; at: Date },
): Promise<{ pdf: Uint8Array; hash: string }> {
  const answers = await answersOf(tx, dossier)
  const context = { platform, tx, dossier, release, answers, at: draft.at }
  const data = await resultData(context, draft.form, { number: null, seq: null, signer: null })
  const pdf = await platform.papers.render(release, release.card.result.template, data, true)
  return { pdf, hash: createHash('sha256').update(pdf).digest('hex') }
}

/** The issue of the result in force: neither void nor missing. */
export function currentResult(tx: Tx, dossierId: string, kind: string): Promise<Document | null> {
  return tx.document.findFirst({ where: { dossierId, kind, state: 'issued' }, orderBy: { issue: 'desc' } })
}

export async function issueResult(
  platform: Platform,
  tx: Tx,
  about: {
    dossier: LockedDossier
    release: ServiceRelease
    decision: TaskDecision | null
    job: JobRef
    elementId: string
  },
): Promise<void> {
  const { dossier, release, job } = about
  const { kind, register, template } = release.card.result
  if (await currentResult(tx, dossier.id, kind)) return
  const decision = await withOfficer(tx, about.decision)
  if (!decision) throw new Error('a result is issued by a decision')
  const draft = await draftOf(tx, dossier, release)
  if (!draft) throw new Error('a result is issued from a draft')
  const { at } = decision
  const issue = 1 + (await tx.document.count({ where: { dossierId: dossier.id, kind } }))
  const line = await nextLine(tx, dossier.unitCode, register, at)
  const verifyCode = newVerifyCode()
  const context = { platform, tx, dossier, release, answers: await answersOf(tx, dossier), at, verifyCode }
  const signer = decision.officer
  const unnumbered = await resultScope(context, draft.form, { number: null, seq: line.line, signer })
  const number = resultNumber(release, unnumbered, line.line, yearOf(at))
  const data = await resultData(context, draft.form, { number, seq: line.line, signer })
  const rendered = await platform.papers.render(release, template, data, false)
  const signed = await platform.papers.sign(rendered, { unitCode: dossier.unitCode, signer: signer.fullName, at })
  const id = newId()
  const sha256 = await storePdf(platform, tx, signed)
  platform.faults.hit('issue.stored')
  await writeDocument(tx, {
    id,
    dossierId: dossier.id,
    kind,
    issue,
    template,
    number,
    sha256,
    verifyCode,
    data,
    at,
    job,
  })
  await writeLine(tx, line, { dossierId: dossier.id, documentId: id, at, by: `account:${decision.by}` })
  await appendEvent(tx, dossier, {
    type: 'document',
    at: platform.clock.now(),
    actor: 'system',
    elementId: about.elementId,
    job,
    public: true,
    data: { documentId: id, kind, number, issue },
  })
}

/** Takes a result back: its line is void, the paper withdrawn, the verification page says so. */
export async function voidResult(
  platform: Platform,
  tx: Tx,
  about: {
    dossier: LockedDossier
    kind: string
    decision: TaskDecision | null
    /** Instead of the decision's, where nobody decided. */
    reason?: string
    job: JobRef
    elementId: string
  },
): Promise<void> {
  const { dossier, kind, decision, job } = about
  const document = await currentResult(tx, dossier.id, kind)
  if (!document) return
  const at = platform.clock.now()
  const reason = about.reason ?? decision?.reason ?? 'Thu hồi'
  const by = decision ? `account:${decision.by}` : 'system'
  await tx.document.update({ where: { id: document.id }, data: { state: 'void', voidedAt: at, voidReason: reason } })
  await voidLine(tx, document.id, { at, reason, by })
  await appendEvent(tx, dossier, {
    type: 'voided',
    at,
    actor: 'system',
    elementId: about.elementId,
    job,
    data: { documentId: document.id, kind, ...(document.number ? { number: document.number } : {}), reason },
  })
}

/** What a register is told about an issue of the result. */
export async function effectEntry(
  platform: Platform,
  tx: Tx,
  dossier: Dossier,
  release: ServiceRelease,
  document: Document,
  effect: string,
): Promise<PaperData> {
  const wanted = release.card.registryEffects.find((entry) => entry.effect === effect)
  if (!wanted) throw new Error(`the card of ${release.serviceCode} has no effect ${effect}`)
  const draft = await draftOf(tx, dossier, release)
  const context = { platform, tx, dossier, release, answers: await answersOf(tx, dossier), at: document.at }
  const scope = await resultScope(context, draft?.form ?? {}, { number: document.number, seq: null, signer: null })
  return Object.fromEntries(Object.entries(wanted.entry).map(([field, source]) => [field, scope.evaluate(source)]))
}
