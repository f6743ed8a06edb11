/** What a task's form sees of the case beside its own answers (docs/forms.md, "Task forms"). */

import type { NamedPeriods } from '#calendar'
import type { JsonValue } from '#feel'
import { describe, type FormContext } from '#forms'
import { cityDay } from '../clock.ts'
import type { Tx } from '../db.ts'
import { entryId } from '../documents/result.ts'
import { openAppearance } from '../dossiers/appearance.ts'
import { askedBy, isAskedKind } from '../dossiers/asked.ts'
import { answersOf, dossierVariable, jsonObject } from '../dossiers/case-scope.ts'
import { examination } from '../dossiers/examination.ts'
import { filedContext } from '../dossiers/form-context.ts'
import { uploadsOf } from '../dossiers/view.ts'
import type { Dossier, RuleCheck } from '../generated/prisma/client.ts'
import type { ServiceRelease } from '../services/index.ts'
import { officersOf } from './assignment.ts'
import { type LookupRow, newestLookups } from './lookup-rows.ts'

export interface TaskFacts {
  facts: { [key: string]: JsonValue }
  counts: { [kind: string]: number }
  names: { [name: string]: JsonValue }
  context: FormContext
  answers: { [key: string]: JsonValue }
  /** The citizen's answers as they are printed. */
  printed: readonly PrintedRow[]
  uploads: Awaited<ReturnType<typeof uploadsOf>>
  /** The newest answer of each look-up. */
  lookups: readonly LookupRow[]
  /** All that the rules said. */
  checks: readonly RuleCheck[]
  paid: boolean
}

type PrintedRow = ReturnType<typeof describe>[number]['rows'][number]

/** How an entry of a register reads in a choice. */
function entryLabel(entry: JsonValue): string {
  const { fullName, dateOfBirth, entryNumber, bookNumber, registeredOn } = jsonObject(entry)
  const parts = [
    fullName,
    dateOfBirth,
    entryNumber && `số ${String(entryNumber)}`,
    bookNumber && `quyển ${String(bookNumber)}`,
    registeredOn,
  ]
  return parts.filter((part) => typeof part === 'string' && part !== '').join(', ')
}

/** People are looked up for the one form that asks for one. */
async function officersToChoose(
  tx: Tx,
  { dossier, release, step, now }: { dossier: Dossier; release: ServiceRelease; step: string; now: Date },
): Promise<JsonValue> {
  const formKey = release.diagram.steps.get(step)?.formKey
  const asks = formKey !== undefined && release.form(formKey).fields.has('assignee')
  return asks ? officersOf(tx, release, dossier.unitCode, now) : []
}

async function appearanceOf(tx: Tx, dossierId: string): Promise<JsonValue> {
  const appearance = await openAppearance(tx, dossierId)
  return appearance && { on: cityDay(appearance.at), due: cityDay(appearance.due) }
}

/** Who is asked by this task, and what. */
export async function askedByTask(
  tx: Tx,
  dossier: Dossier,
  release: ServiceRelease,
  requestId: string | null,
): Promise<JsonValue> {
  const request = requestId ? await tx.request.findUnique({ where: { id: requestId } }) : null
  if (!request || !isAskedKind(request.kind)) return null
  const { short } = await askedBy(tx, dossier, release, request.to)
  const own = (await examination(tx, dossier.id, release))?.form.question
  return {
    name: short.vi,
    nameEn: short.en,
    questions: [
      ...(release.card[request.kind]?.questions ?? []).map(({ vi }) => vi),
      ...(typeof own === 'string' ? [own] : []),
    ],
  }
}

/** What has been counted of a dossier: letters of apology that were sent, requests by kind, and whether money was taken. */
async function talliesOf(
  tx: Tx,
  dossierId: string,
): Promise<{ apologies: number; paid: boolean; counts: { [kind: string]: number } }> {
  const [row] = await tx.sql<{ apologies: number; paid: boolean; counts: { [kind: string]: number } }>`
    SELECT (SELECT count(*)::int FROM apology WHERE dossier_id = ${dossierId}::uuid AND state = 'sent') AS apologies,
           EXISTS (SELECT 1 FROM payment WHERE dossier_id = ${dossierId}::uuid) AS paid,
           (SELECT coalesce(jsonb_object_agg(kind, number), '{}') FROM (
              SELECT kind, count(*) AS number FROM request WHERE dossier_id = ${dossierId}::uuid GROUP BY kind
            ) AS kinds) AS counts`
  return row ?? { apologies: 0, paid: false, counts: {} }
}

export async function taskFacts(
  tx: Tx,
  about: {
    dossier: Dossier
    release: ServiceRelease
    now: Date
    periods: NamedPeriods
    outcome: string | null
    step: string
    /** The request whose answer the task records. */
    requestId: string | null
  },
): Promise<TaskFacts> {
  const { dossier, release, now, periods, outcome } = about
  const answers = await answersOf(tx, dossier)
  const uploads = await uploadsOf(tx, { dossierId: dossier.id })
  const files = new Map(uploads.map(({ mediaType, ...upload }) => [upload.id, { ...upload, mime: mediaType }]))
  const context = await filedContext(tx, { dossier, release, now, periods, files })
  const form = release.form(release.card.files.form ?? '')
  const rows = describe(form, answers, context, 'vi').flatMap((step) => step.rows)
  const isPaper = (key: string) => form.fields.get(key)?.control.kind === 'files'
  const option = (row: { key: string; label: string }) => ({ value: row.key, label: row.label })
  const papers = [...form.fields.values()].filter((field) => field.control.kind === 'files')
  const checks = await tx.sql<RuleCheck>`
    SELECT dossier_id AS "dossierId", rule, form_version AS "formVersion", result, on_fail AS "onFail", ground, at
    FROM rule_check WHERE dossier_id = ${dossier.id}::uuid`
  const ruleTexts = new Map(
    [...release.card.eligibility.rules, ...(release.card.competence.rules ?? [])].map((rule) => [rule.id, rule]),
  )
  const lookups = await newestLookups(tx, dossier.id)
  const entries = lookups.flatMap((lookup) => (lookup.status === 'found' ? lookup.entries : []))
  const facts = Object.fromEntries(release.card.facts.map((key) => [key, answers[key] ?? null]))
  const { apologies, paid, counts } = await talliesOf(tx, dossier.id)
  const names: { [name: string]: JsonValue } = {
    outcome,
    facts,
    dossier: dossierVariable(dossier, release, null),
    case: {
      answers,
      fee: paid ? 0 : (dossier.feeAmount ?? 0),
      originals: rows
        .filter((row) => {
          const control = form.fields.get(row.key)?.control
          return control?.kind === 'files' && control.showOriginal && (row.files?.length ?? 0) > 0
        })
        .map(option),
      papers: papers.map((field) => ({ value: field.key, label: field.label.vi, labelEn: field.label.en })),
      fields: rows.filter((row) => !isPaper(row.key)).map(option),
      grounds: checks
        .filter(({ result }) => result !== 'pass')
        .map(({ rule, ground }) => ({
          value: rule,
          label: ruleTexts.get(rule)?.vi ?? rule,
          legalRef: ground,
        })),
      entries: entries.flatMap((entry) => {
        const id = entryId(entry)
        return id ? [{ value: id, label: entryLabel(entry) }] : []
      }),
      appointment: dossier.dueAt ? cityDay(dossier.dueAt) : null,
      apologies,
      officers: await officersToChoose(tx, about),
      bodies: (release.card.consultation?.bodies ?? []).map(({ key, vi, en }) => ({
        value: key,
        label: vi,
        labelEn: en,
      })),
      appearance: counts.appearance ? await appearanceOf(tx, dossier.id) : null,
      asked: await askedByTask(tx, dossier, release, about.requestId),
      duties: release.card.registryEffects.map(({ effect, vi }) => ({ value: effect, label: vi })),
    },
  }
  return {
    facts,
    counts,
    names,
    context: { ...context, names },
    answers,
    printed: rows,
    uploads,
    lookups,
    checks,
    paid,
  }
}
