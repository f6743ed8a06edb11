/** Letters of the counter: rendered from the record, numbered where they take a number, stored, once per job. */
import { randomBytes } from 'node:crypto'
import { cityDay } from '../clock.ts'
import type { Tx } from '../db.ts'
import { answersOf } from '../dossiers/case-scope.ts'
import type { LockedDossier } from '../dossiers/lock.ts'
import { appendEvent, type JobRef } from '../dossiers/timeline.ts'
import type { TaskDecision } from '../generated/prisma/client.ts'
import { newId } from '../ids.ts'
import type { Platform } from '../platform.ts'
import type { Release, ServiceRelease } from '../services/index.ts'
import type { PaperData } from './common-data.ts'
import { type LetterContext, letters } from './letters/index.ts'
import { nextLine, writeLine } from './numbering.ts'

export const newVerifyCode = (): string => randomBytes(15).toString('base64url')

export interface Making {
  dossier: LockedDossier
  release: ServiceRelease
  tasksOf: Release
  template: string
  kind: string
  decision: TaskDecision | null
  job: JobRef
  elementId: string
  apologyId?: string | undefined
}

/** The decision with who made it, in the words of a signature. */
export async function withOfficer(tx: Tx, decision: TaskDecision | null) {
  if (!decision) return null
  const [officer] = await tx.sql<{ fullName: string; title: string }>`
    SELECT full_name AS "fullName", title FROM account WHERE id = ${decision.by}::uuid`
  if (!officer) throw new Error(`decision ${decision.id} is nobody's`)
  return { ...decision, officer }
}

/** Stores bytes and their row; the file is there before any row names it. */
export async function storePdf(platform: Pick<Platform, 'files' | 'clock'>, tx: Tx, pdf: Uint8Array): Promise<string> {
  const { sha256, size } = await platform.files.write(pdf)
  await tx.sql`
    INSERT INTO stored_file (sha256, size, media_type, created_at)
    VALUES (${sha256}, ${size}, 'application/pdf', ${platform.clock.now()}) ON CONFLICT DO NOTHING`
  return sha256
}

/** The row of a paper that is in force from now on. */
export async function writeDocument(
  tx: Tx,
  paper: {
    id: string
    dossierId: string
    kind: string
    issue: number
    template: string
    number: string | null
    sha256: string
    verifyCode: string
    data: PaperData
    at: Date
    job: JobRef
  },
): Promise<void> {
  await tx.sql`
    INSERT INTO document (id, dossier_id, kind, issue, template, state, number, sha256, verify_code, data, at, epoch, job_key)
    VALUES (${paper.id}::uuid, ${paper.dossierId}::uuid, ${paper.kind}, ${paper.issue}, ${paper.template}, 'issued',
            ${paper.number}, ${paper.sha256}, ${paper.verifyCode}, ${JSON.stringify(paper.data)}::jsonb, ${paper.at},
            ${paper.job.epoch}, ${paper.job.key}::bigint)`
}

export async function generateLetter(platform: Platform, tx: Tx, making: Making): Promise<void> {
  const { dossier, release, template, kind, job } = making
  const letter = letters[template]
  if (!letter) throw new Error(`no letter is called ${template}`)
  const [before] = await tx.sql<{ made: boolean; issues: number }>`
    SELECT EXISTS (SELECT FROM document WHERE epoch = ${job.epoch} AND job_key = ${job.key}::bigint) AS made,
           (SELECT count(*)::int FROM document WHERE dossier_id = ${dossier.id}::uuid AND kind = ${kind}) AS issues`
  if (before?.made) return
  const issue = 1 + (before?.issues ?? 0)
  const decision = await withOfficer(tx, making.decision)
  const at = decision?.at ?? platform.clock.now()
  const line = letter.register ? await nextLine(tx, dossier.unitCode, letter.register, at) : undefined
  const verifyCode = newVerifyCode()
  const context: LetterContext = {
    platform,
    tx,
    dossier,
    release,
    tasksOf: making.tasksOf,
    answers: await answersOf(tx, dossier),
    at,
    verifyCode,
    decision,
    number: line ? `${line.line}/${letter.register}` : null,
    apologyId: making.apologyId,
  }
  const data = await letter.data(context)
  const pdf = await platform.papers.render(making.tasksOf, template, data, false)
  const bytes =
    letter.signed && decision
      ? await platform.papers.sign(pdf, { unitCode: dossier.unitCode, signer: decision.officer.fullName, at })
      : pdf
  const id = newId()
  await writeDocument(tx, {
    id,
    dossierId: dossier.id,
    kind,
    issue,
    template,
    number: context.number,
    sha256: await storePdf(platform, tx, bytes),
    verifyCode,
    data,
    at,
    job,
  })
  if (line) {
    const by = decision ? `account:${decision.by}` : 'system'
    await writeLine(tx, line, { dossierId: dossier.id, documentId: id, at, by })
  }
  await appendEvent(tx, dossier, {
    type: 'document',
    at: platform.clock.now(),
    actor: 'system',
    elementId: making.elementId,
    job,
    public: true,
    data: { documentId: id, kind, issue, ...(context.number ? { number: context.number } : {}) },
  })
}

/** Year of a paper, as its number counts. */
export const yearOf = (at: Date): number => Number(cityDay(at).slice(0, 4))
