/**
 * An officer's decision: claim, rights, outcome, form and four eyes are judged under the dossier's lock, and the decision
 * is written together with the outbox row that will complete the job. Until that row is due it can be undone.
 */
import { check } from '#forms'
import type { Staff } from '../accounts/index.ts'
import { inTransaction, type Tx } from '../db.ts'
import { draftOf, previewResult } from '../documents/issue.ts'
import { caseScope } from '../dossiers/case-scope.ts'
import { fieldsOf } from '../dossiers/submit.ts'
import type { Dossier, Task } from '../generated/prisma/client.ts'
import { type DecisionId, newId } from '../ids.ts'
import { enqueue, takeBack } from '../outbox/index.ts'
import type { Platform } from '../platform.ts'
import { Problem } from '../problems.ts'
import type { Outcome, Release, ServiceRelease, Step } from '../services/index.ts'
import { lockTask } from './claim.ts'
import { lockOn } from './entitled.ts'
import { type TaskFacts, taskFacts } from './form-names.ts'

export interface DecisionInput {
  outcome: string
  reason?: string
  form: { [key: string]: unknown }
  previewHash?: string
  version?: number
}

export interface Decided {
  id: string
  task: string
  outcome: string
  state: string
  at: Date
  undoUntil: Date | null
}

/** Whether an outcome's `when` holds for the case as it stands. */
export function isOpen(
  outcome: Outcome,
  dossier: Dossier,
  release: ServiceRelease,
  facts: TaskFacts,
  now: Date,
): boolean {
  if (!outcome.when) return true
  const names = { facts: facts.facts, counts: { ...noRequests, ...facts.counts } }
  const { periods } = facts.context
  return caseScope({ dossier, release, answers: facts.answers, now, periods, names }).evaluate(outcome.when) === true
}
/** A kind that was never asked counts nought, not null. */
const noRequests: { [kind: string]: number } = {
  supplement: 0,
  'supplement-intake': 0,
  verification: 0,
  consultation: 0,
  appearance: 0,
}

export async function decideTask(
  platform: Platform,
  who: Staff,
  taskId: string,
  input: DecisionInput,
): Promise<Decided> {
  const { db, faults } = platform
  const decided = await inTransaction(db, (tx) => decide(platform, tx, who, taskId, input))
  faults.hit('decide.committed')
  platform.wakeOutbox()
  return decided
}

async function decide(platform: Platform, tx: Tx, who: Staff, taskId: string, input: DecisionInput): Promise<Decided> {
  const { clock, catalogue, settings } = platform
  const now = clock.now()
  const { task, dossier } = await lockTask(tx, who, taskId)
  if (task.state === 'decided') throw new Problem('task.already-decided')
  // Before anything about the task: that the citizen withdrew is why it is closed, or soon will be.
  if (dossier.withdrawnAt) throw new Problem('dossier.withdrawn')
  if (task.state === 'closed') throw new Problem('task.closed')
  if (task.state === 'claimed' && task.claimedBy !== who.accountId) throw new Problem('task.claimed')
  if (task.state !== 'claimed') throw new Problem('task.not-claimed')
  const locked = await lockOn(tx, who, task)
  if (locked) throw new Problem(locked)
  if (dossier.closedAt) throw new Problem('dossier.closed')
  if (input.version !== undefined && input.version !== dossier.version) throw new Problem('task.dossier-changed')

  const diagramOf = await catalogue.release(task.releaseId)
  const release = await catalogue.serviceRelease(dossier.releaseId)
  const step = diagramOf.diagram.steps.get(task.elementId)
  const outcome = step?.outcomes.find(({ key }) => key === input.outcome)
  if (!step || !outcome) throw new Problem('task.unknown-outcome')
  const facts = await taskFacts(tx, {
    dossier,
    release,
    now,
    periods: platform.periods,
    outcome: outcome.key,
    step: step.id,
    requestId: task.requestId,
  })
  if (!isOpen(outcome, dossier, release, facts, now)) throw new Problem('task.outcome-not-open')
  if (outcome.needsReason && !input.reason?.trim()) throw new Problem('task.reason-required')
  if (dossier.checkedVersion !== null && dossier.checkedVersion < dossier.formVersion)
    throw new Problem('task.stale-checks')
  const form = checkForm(diagramOf, step, input.form, facts)
  await holdPreview(platform, tx, { dossier, release, step, outcome, input })

  const id = newId<DecisionId>()
  await tx.sql`
    WITH decided AS (
      INSERT INTO task_decision (id, task_id, dossier_id, element_id, tag, outcome, form, reason, by, at, state)
      VALUES (${id}::uuid, ${task.id}::uuid, ${dossier.id}::uuid, ${task.elementId}, ${task.tag}, ${outcome.key},
              ${JSON.stringify(form)}::jsonb, ${input.reason?.normalize('NFC').trim() || null}, ${who.accountId}::uuid,
              ${now}, 'decided'))
    UPDATE task SET state = 'decided', refusal = NULL, version = version + 1 WHERE id = ${task.id}::uuid`
  await bindUploads(tx, task, dossier)
  const undoUntil = new Date(now.getTime() + settings.undoMs)
  await enqueue(tx, { kind: 'complete', subject: id, dossierId: dossier.id, dueAt: undoUntil, at: now })
  return {
    id,
    task: task.id,
    outcome: outcome.key,
    state: 'decided',
    at: now,
    undoUntil: settings.undoMs > 0 ? undoUntil : null,
  }
}

function checkForm(diagramOf: Release, step: Step, input: unknown, facts: TaskFacts) {
  if (!step.formKey) return {}
  const checked = check(diagramOf.form(step.formKey), input, facts.context)
  if (!checked.ok) throw new Problem('form.invalid', { fields: fieldsOf(checked.problems) })
  return checked.value
}

/** An approval is bound to the draft that was on screen: another hash, another paper, another look. */
async function holdPreview(
  platform: Platform,
  tx: Tx,
  about: { dossier: Dossier; release: ServiceRelease; step: Step; outcome: Outcome; input: DecisionInput },
): Promise<void> {
  const { dossier, release, step, outcome, input } = about
  if (!step.properties.preview || step.tag !== 'signs' || !outcome.issues) return
  if (!input.previewHash) throw new Problem('task.preview-required')
  const draft = await draftOf(tx, dossier, release)
  if (!draft) throw new Problem('task.no-preview')
  const { hash } = await previewResult(platform, tx, dossier, release, draft)
  if (hash !== input.previewHash) throw new Problem('task.preview-changed')
}

/** Scans that the officer attached to this task belong to the dossier from now on. */
async function bindUploads(tx: Tx, task: Task, dossier: Dossier): Promise<void> {
  await tx.sql`UPDATE upload SET dossier_id = ${dossier.id}::uuid WHERE task_id = ${task.id}::uuid AND dossier_id IS NULL`
}

/** Takes a decision back while nothing has been told: the task is the officer's again. */
export async function undoDecision(platform: Platform, who: Staff, taskId: string): Promise<void> {
  const { db, clock } = platform
  await inTransaction(db, async (tx) => {
    const { task } = await lockTask(tx, who, taskId)
    const decision = await tx.taskDecision.findFirst({ where: { taskId, state: { in: ['decided', 'sending'] } } })
    if (!decision || decision.by !== who.accountId) throw new Problem('task.undo-too-late')
    const taken = await takeBack(tx, 'complete', decision.id, clock.now())
    if (!taken) throw new Problem('task.undo-too-late')
    await tx.taskDecision.delete({ where: { id: decision.id } })
    await tx.task.update({ where: { id: task.id }, data: { state: 'claimed', version: { increment: 1 } } })
  })
}
