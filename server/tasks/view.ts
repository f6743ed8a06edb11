/** A task with its case: what the officer needs on one page, in one answer. */
import type { JsonValue } from '#feel'
import { check } from '#forms'
import type { Staff } from '../accounts/index.ts'
import type { Tx } from '../db.ts'
import { draftOf, previewResult } from '../documents/issue.ts'
import { isAskedKind } from '../dossiers/asked.ts'
import { jsonObject } from '../dossiers/case-scope.ts'
import { readDossierById } from '../dossiers/lock.ts'
import { commonView, paperName, papersOf, requestsOf, timelineOf } from '../dossiers/view.ts'
import type { Dossier, Task, TaskDecision } from '../generated/prisma/client.ts'
import type { Platform } from '../platform.ts'
import { Problem, problems, type Texts } from '../problems.ts'
import { compareAnswers } from '../registers/index.ts'
import type { Release, ServiceRelease, Step } from '../services/index.ts'
import { forAskedUnit, isGuest } from './asked-unit.ts'
import { isOpen } from './decide.ts'
import { isCandidate, lockOn } from './entitled.ts'
import { askedByTask, type TaskFacts, taskFacts } from './form-names.ts'
import { findRow } from './list.ts'
import { sheetsOf } from './sheets.ts'
import { readTask } from './task-row.ts'

/** The task as this person may see it, and whose case it is; unknown to whoever is no candidate of it. */
export async function viewTask(platform: Platform, who: Staff, taskId: string) {
  const { db, catalogue, clock } = platform
  const task = await readTask(db, taskId)
  const row = task && isCandidate(who, task) ? await findRow(platform, who, taskId) : undefined
  if (!task || !row) throw new Problem('task.unknown')
  const dossier = await dossierOf(db, task)
  const diagramOf = await catalogue.release(task.releaseId)
  const release = await catalogue.serviceRelease(dossier.releaseId)
  const step = diagramOf.diagram.steps.get(task.elementId)
  if (!step) throw new Error(`no step ${task.elementId}`)
  const facts = await taskFacts(db, {
    dossier,
    release,
    now: clock.now(),
    periods: platform.periods,
    outcome: null,
    step: step.id,
    requestId: task.requestId,
  })
  const locked = await lockOn(db, who, task)
  const checks = checksOf(release, facts)
  const decisions = await decisionsOf(db, dossier)
  const decision = decisions.findLast((made) => made.taskId === taskId && made.state !== 'overtaken')
  const view = {
    row,
    locked: locked ? { code: locked, text: problems[locked].title } : null,
    outcomes: outcomesOf(platform, step, dossier, release, facts, checks),
    form: step.formKey ? { ...diagramOf.formSchema(step.formKey), context: facts.names } : { components: [] },
    formInput: jsonObject(decision?.state === 'refused' ? decision.form : {}),
    refusal: task.refusal,
    dossier: { ...(await caseView(db, dossier, release, facts, decisions)), periods: platform.periods },
    comparisons: comparisonsOf(release, facts),
    checks,
    warnings: warningsOf(release, facts),
    lookups: [...facts.lookups],
    notes: [],
    decision: decision ? decisionView(decision, platform) : null,
    sheets: sheetsOf(decisions),
    preview: step.properties.preview
      ? { template: step.properties.preview, name: paperName(release, release.card.result.kind) }
      : null,
  }
  if (!isGuest(who, dossier)) return { view, dossierId: dossier.id }
  const request = task.requestId ? await db.request.findUnique({ where: { id: task.requestId } }) : null
  const kind = request && isAskedKind(request.kind) ? request.kind : 'verification'
  const asked = await askedByTask(db, dossier, release, task.requestId)
  const shown = forAskedUnit(view, { release, kind, requestId: task.requestId, names: namesFor(facts, asked) })
  return { view: shown, dossierId: dossier.id }
}

/** What a form sees of the case where another unit decides: the question. */
const namesFor = ({ names }: TaskFacts, asked: JsonValue) => ({
  outcome: names.outcome ?? null,
  dossier: names.dossier ?? null,
  facts: {},
  case: { asked },
})

/** A decision of the case, and who made it. */
type MadeDecision = Omit<TaskDecision, 'dossierId' | 'tag' | 'by' | 'settledAt'> & { byName: string | null }

/** All that was decided, also what the engine refused, oldest first. */
function decisionsOf(tx: Tx, dossier: Dossier): Promise<MadeDecision[]> {
  return tx.sql<MadeDecision>`
    SELECT task_decision.id, task_id AS "taskId", element_id AS "elementId", outcome, full_name AS "byName", at, reason,
           state, form
    FROM task_decision LEFT JOIN account ON account.id = task_decision.by
    WHERE dossier_id = ${dossier.id}::uuid ORDER BY at`
}

async function dossierOf(tx: Tx, task: Task): Promise<Dossier> {
  const dossier = await readDossierById(tx, task.dossierId)
  if (!dossier) throw new Error(`task ${task.id} has no dossier`)
  return dossier
}

export function decisionView(
  decision: Pick<TaskDecision, 'id' | 'taskId' | 'outcome' | 'state' | 'at'>,
  { settings }: Pick<Platform, 'settings'>,
) {
  const undoUntil = new Date(decision.at.getTime() + settings.undoMs)
  return {
    id: decision.id,
    task: decision.taskId,
    outcome: decision.outcome,
    state: decision.state,
    at: decision.at,
    undoUntil: decision.state === 'decided' && settings.undoMs > 0 ? undoUntil : null,
  }
}

interface CheckRow {
  rule: string
  name: Texts
  result: string
  onFail: string
  ground: string
}

function checksOf(release: ServiceRelease, facts: TaskFacts): CheckRow[] {
  const rules = [...(release.card.competence.rules ?? []), ...release.card.eligibility.rules]
  const names = new Map(rules.map((rule, index) => [rule.id, { rule, index }]))
  const weight: { [result: string]: number } = { fail: 0, open: 1, pass: 2 }
  return [...facts.checks]
    .sort(
      (a, b) =>
        (weight[a.result] ?? 3) - (weight[b.result] ?? 3) ||
        (names.get(a.rule)?.index ?? 0) - (names.get(b.rule)?.index ?? 0),
    )
    .map(({ rule, result, onFail, ground }) => {
      const known = names.get(rule)?.rule
      return { rule, name: known ? { vi: known.vi, en: known.en } : { vi: rule, en: rule }, result, onFail, ground }
    })
}

/** What the citizen's form warns of, as the server checks it: the citizen could go on, the officer decides. */
function warningsOf(release: ServiceRelease, { answers, context }: TaskFacts) {
  const form = release.form(release.card.files.form ?? '')
  return check(form, answers, context).warnings.map(({ path, message, legalRef }) => ({
    path,
    text: { vi: message.vi, en: message.en },
    ground: legalRef ?? '',
  }))
}

/** What rules propose when they fail, by their `onFail`: the kind of outcome. */
const proposals: { readonly [onFail: string]: (outcome: Step['outcomes'][number]) => boolean } = {
  supplement: (outcome) => outcome.asksCitizen,
  verify: (outcome) => outcome.key === 'verify',
  return: (outcome) => outcome.key === 'not-competent',
  refuse: (outcome) => outcome.key === 'ineligible',
}

function outcomesOf(
  { clock }: Platform,
  step: Step,
  dossier: Dossier,
  release: ServiceRelease,
  facts: TaskFacts,
  checks: CheckRow[],
) {
  const open = new Map(
    step.outcomes.map((outcome) => [outcome.key, isOpen(outcome, dossier, release, facts, clock.now())]),
  )
  const failing =
    step.tag === 'examines' || step.outcomes.some(({ asksCitizen }) => asksCitizen)
      ? checks.filter(({ result }) => result === 'fail')
      : []
  const proposed = failing
    .map(({ onFail }) => step.outcomes.find((outcome) => open.get(outcome.key) && proposals[onFail]?.(outcome)))
    .find((outcome) => outcome !== undefined)
  const main = proposed ?? step.outcomes.find((outcome) => open.get(outcome.key))
  return step.outcomes.map((outcome) => ({
    key: outcome.key,
    label: outcome.label,
    needsReason: outcome.needsReason,
    open: open.get(outcome.key) ?? false,
    why: open.get(outcome.key)
      ? null
      : { vi: 'Không dùng được với hồ sơ này ở bước này.', en: 'Not open for this dossier at this step.' },
    proposed: outcome === proposed,
    main: outcome === main,
    opensRequest: outcome.asksCitizen,
  }))
}

async function caseView(
  tx: Tx,
  dossier: Dossier,
  release: ServiceRelease,
  facts: TaskFacts,
  decisions: readonly MadeDecision[],
) {
  const documents = await papersOf(tx, dossier, release, 'staff')
  return {
    ...(await commonView(tx, dossier, release, facts)),
    channel: dossier.channel,
    version: dossier.version,
    feePaid: facts.paid,
    requests: await requestsOf(tx, dossier, release),
    timeline: await timelineOf(tx, dossier, release, documents),
    documents,
    decisions: decisions
      .filter(({ state }) => state !== 'refused')
      .map((decision) => {
        const step = release.diagram.steps.get(decision.elementId)
        const outcome = step?.outcomes.find(({ key }) => key === decision.outcome)
        return {
          step: decision.elementId,
          stepName: step?.name ?? { vi: decision.elementId, en: decision.elementId },
          outcome: decision.outcome,
          label: outcome?.label ?? { vi: decision.outcome, en: decision.outcome },
          by: decision.byName ?? '',
          at: decision.at,
          reason: decision.reason,
          state: decision.state,
          form: jsonObject(decision.form),
        }
      }),
  }
}

/** Form against register, field by field, as the card's look-ups map them. */
function comparisonsOf(release: ServiceRelease, facts: TaskFacts) {
  const form = release.form(release.card.files.form ?? '')
  const printed = new Map(facts.printed.map((row) => [row.key, row.text]))
  return facts.lookups.flatMap(({ name, register, status, entries }) => {
    const mapping = release.card.lookups[name]?.compare
    const [entry] = entries
    if (!mapping || status !== 'found' || !entry) return []
    return compareAnswers(facts.answers, entry, mapping).map((compared) => {
      const label = form.fields.get(compared.field)?.label
      return {
        path: compared.field,
        label: label ? { vi: label.vi, en: label.en } : { vi: compared.field, en: compared.field },
        form: printed.get(compared.field) ?? (compared.form === null ? null : String(compared.form)),
        register: compared.register === null ? null : String(compared.register),
        verdict: compared.verdict,
        source: register,
      }
    })
  })
}

/** The paper of a step as a draft: what was drafted before, or what the form on screen would give. */
export async function previewOfTask(
  platform: Platform,
  who: Staff,
  taskId: string,
  input: { form: { [key: string]: unknown } },
): Promise<{ pdf: Uint8Array; hash: string }> {
  const { db, catalogue, clock } = platform
  const task = await readTask(db, taskId)
  if (!task || !isCandidate(who, task)) throw new Problem('task.unknown')
  const dossier = await dossierOf(db, task)
  const release = await catalogue.serviceRelease(dossier.releaseId)
  const step: Step | undefined = ((await catalogue.release(task.releaseId)) satisfies Release).diagram.steps.get(
    task.elementId,
  )
  if (!step?.properties.preview) throw new Problem('task.no-preview')
  const draft =
    step.tag === 'examines' ? { form: jsonObject(input.form), at: clock.now() } : await draftOf(db, dossier, release)
  if (!draft) throw new Problem('task.no-preview')
  return previewResult(platform, db, dossier, release, draft)
}
