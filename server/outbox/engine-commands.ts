/**
 * What the outbox tells the engine. A lost answer is simply tried again: starts meet at `open-dossier`, completions and
 * messages are recognised by what follows them.
 */
import { inTransaction, type Tx } from '../db.ts'
import { dossierVariable } from '../dossiers/case-scope.ts'
import { type LockedDossier, lockDossier, readDossierById } from '../dossiers/lock.ts'
import type { Dossier } from '../generated/prisma/client.ts'
import { openConcern } from '../operations/concerns.ts'
import type { Platform } from '../platform.ts'
import { confirmDecision, overtakeDecision, reopenTask } from '../tasks/confirm.ts'
import { type EngineKey, ZeebeError } from '../zeebe/index.ts'
import type { OutboxHandler } from './dispatcher.ts'
import { backOff, type OutboxRow, type Told } from './outbox.ts'

const openedWithinMs = 60_000
const startTries = 5
const publishEveryMs = 60_000
const messageLivesMs = 3_600_000
const unclearAfterMs = 60_000

const later = (platform: Platform, row: OutboxRow, error: unknown): Told => ({
  state: 'later',
  again: backOff(platform.clock.now(), row.attempts),
  error: error instanceof Error ? error.message.slice(0, 500) : String(error),
})

const soon = (platform: Platform, ms: number): Date => new Date(platform.clock.now().getTime() + ms)

/** `start`: the case of a dossier, or of an apology, by the process definition key of its release. */
export function startCase(platform: Platform): OutboxHandler {
  return async (row) => {
    const started = await whatToStart(platform, row)
    if (!started) return { state: 'done' }
    if (row.attempts > startTries) {
      await openConcern(platform.db, {
        kind: 'not-started',
        subject: row.subject,
        ...(row.dossierId ? { dossierId: row.dossierId } : {}),
        text: 'Hồ sơ chưa được máy quy trình mở sau nhiều lần thử.',
        data: { attempts: row.attempts },
        at: platform.clock.now(),
      })
    }
    try {
      platform.faults.hit('outbox.create.before')
      await platform.zeebe.create(started)
      platform.faults.hit('outbox.create.after')
      return { state: 'sent', again: soon(platform, openedWithinMs * (row.attempts > startTries ? 10 : 1)) }
    } catch (error) {
      return later(platform, row, error)
    }
  }
}

async function whatToStart({ db, catalogue }: Platform, row: OutboxRow) {
  const isApology =
    typeof row.payload === 'object' && row.payload !== null && 'kind' in row.payload && row.payload.kind === 'apology'
  const apology = isApology ? await db.apology.findUnique({ where: { id: row.subject } }) : undefined
  if (isApology && (apology?.state !== 'open' || apology.processInstanceKey !== null)) return undefined
  const dossier = await readDossierById(db, apology?.dossierId ?? row.subject)
  if (!dossier || dossier.closedAt || (!isApology && dossier.processInstanceKey !== null)) return undefined
  const release = await catalogue.serviceRelease(dossier.releaseId)
  const process = apology ? await catalogue.shared('shared-apology') : release
  const { process: processDefinitionKey } = await catalogue.keys(process.id)
  const district = await districtOf(db, dossier)
  const variables = {
    dossier: dossierVariable(dossier, release, district),
    facts: {},
    lookups: {},
    checks: {},
    lastDecisionId: null,
    ...(apology ? { apology: { id: apology.id } } : {}),
  }
  return { processDefinitionKey, variables }
}

async function districtOf(db: Platform['db'], dossier: Dossier): Promise<string | null> {
  const unit = await db.unit.findUnique({
    where: { code: dossier.unitCode },
    select: { level: true, code: true, parentCode: true },
  })
  return unit?.level === 'district' ? unit.code : (unit?.parentCode ?? null)
}

/** A decision that is being told, with the task that it decides. */
interface ToldDecision {
  id: string
  dossierId: string
  taskId: string
  at: Date
  outcome: string
  reason: string | null
  epoch: string
  jobKey: bigint
  processInstanceKey: bigint
  apologyId: string | null
}

/** `complete`: an officer's decision completes the job of its task. */
export function completeTask(platform: Platform): OutboxHandler {
  const { db, zeebe, faults } = platform
  return async (row) => {
    const [told] = await db.sql<ToldDecision>`
      UPDATE task_decision AS decision SET state = 'sending' FROM task
      WHERE decision.id = ${row.subject}::uuid AND decision.state IN ('decided', 'sending') AND task.id = decision.task_id
      RETURNING decision.id, decision.dossier_id AS "dossierId", decision.task_id AS "taskId", decision.at, decision.outcome,
                decision.reason, task.epoch, task.job_key AS "jobKey", task.process_instance_key AS "processInstanceKey",
                task.apology_id AS "apologyId"`
    if (!told) return { state: 'done' }
    const decision = told
    const task = told
    // The same number means another job in other data of the engine: the row goes over when the case stands there again.
    if (task.epoch !== platform.epoch) return waitForTask(platform, row)
    const { id, outcome, reason } = decision
    try {
      faults.hit('outbox.complete.before')
      await zeebe.completeJob(String(task.jobKey) as EngineKey, { outcome, reason, decisionId: id })
      faults.hit('outbox.complete.after')
    } catch (error) {
      if (!(error instanceof ZeebeError) || !error.definite) return later(platform, row, error)
      if (error.status === 'NOT_FOUND') return jobIsGone(platform, row, decision, task)
      await inTransaction(db, async (tx) => {
        await lockDossier(tx, decision.dossierId)
        await reopenTask(platform, tx, id, error.message)
      })
      return { state: 'failed', error: error.message }
    }
    await underLock(platform, decision.dossierId, (tx, dossier) => confirmDecision(platform, tx, dossier, id))
    platform.probeSoon(decision.dossierId)
    return { state: 'done' }
  }
}

/** The case was started again: soon its task stands in this engine too. One that is left to people may stand there late. */
const waitForTask = (platform: Platform, row: OutboxRow): Told => ({
  state: 'later',
  again: soon(platform, Math.min(row.attempts * 1000, 300_000)),
  error: 'the case was started again and its task has not come yet',
})

async function underLock(
  { db }: Platform,
  dossierId: string,
  work: (tx: Parameters<typeof lockDossier>[0], dossier: LockedDossier) => Promise<void>,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const dossier = await lockDossier(tx, dossierId)
    if (dossier) await work(tx, dossier)
  })
}

/**
 * The engine does not know the job. Overtaken where a withdrawal, a timer or an operator is on record as having moved
 * the case; otherwise an earlier try may have been taken: a later job that carries the decision's id confirms it, and
 * after 60 s without one an operator is asked.
 */
async function jobIsGone(
  platform: Platform,
  row: OutboxRow,
  decision: { id: string; dossierId: string; taskId: string; at: Date },
  task: { processInstanceKey: bigint; apologyId: string | null },
): Promise<Told> {
  const { db, clock } = platform
  const now = clock.now()
  let moved = false
  let startedAgain = false
  await underLock(platform, decision.dossierId, async (tx, dossier) => {
    startedAgain = task.apologyId === null && dossier.processInstanceKey !== task.processInstanceKey
    const request = await tx.request.findFirst({
      where: {
        dossierId: dossier.id,
        to: { not: 'citizen' },
        due: { lte: now },
        OR: [{ closedAt: null }, { closedAt: { gte: decision.at } }],
      },
    })
    const superseded = await isSuperseded(tx, decision.taskId)
    moved = Boolean(dossier.withdrawnAt || dossier.closedAt || request || superseded)
    if (moved) await overtakeDecision(platform, tx, dossier, decision.id)
  })
  if (moved) return { state: 'done' }
  if (startedAgain) return waitForTask(platform, row)
  const settled = await db.taskDecision.findUnique({ where: { id: decision.id }, select: { state: true } })
  if (settled?.state === 'confirmed') return { state: 'done' }
  if (now.getTime() - decision.at.getTime() > unclearAfterMs) {
    await openConcern(db, {
      kind: 'decision-unclear',
      subject: decision.id,
      dossierId: decision.dossierId,
      text: 'Không rõ quyết định của cán bộ đã được máy quy trình nhận hay chưa.',
      data: { decisionId: decision.id, taskId: decision.taskId },
      at: now,
    })
    return { state: 'later', again: new Date(now.getTime() + 10 * unclearAfterMs), error: 'unclear' }
  }
  return { state: 'later', again: new Date(now.getTime() + 5000), error: 'job not found' }
}

/** Another's answer, or the timer, has ended the wait that this task would have answered. */
async function isSuperseded(tx: Tx, taskId: string): Promise<boolean> {
  const [row] = await tx.sql<{ over: boolean }>`
    SELECT r.state IN ('closed', 'timeout') AS over FROM task t JOIN request r ON r.id = t.request_id
    WHERE t.id = ${taskId}::uuid`
  return row?.over ?? false
}

/**
 * `publish`: a message that wakes a wait, said again each minute until the diagram's next job has run. PostgreSQL has
 * decided already; the row ends when the request is settled or the withdrawal recorded.
 */
export function publishMessage(platform: Platform): OutboxHandler {
  const { zeebe, faults } = platform
  return async (row) => {
    const message = await whatToPublish(platform, row)
    if (!message) return { state: 'done' }
    try {
      faults.hit('outbox.publish.before')
      await zeebe.publish({ ...message, messageId: row.subject, ttlMs: messageLivesMs })
      faults.hit('outbox.publish.after')
    } catch (error) {
      // The same message is still in the engine's buffer: as good as published.
      if (!(error instanceof ZeebeError && error.status === 'ALREADY_EXISTS')) return later(platform, row, error)
    }
    if (row.dossierId) platform.probeSoon(row.dossierId)
    return { state: 'sent', again: soon(platform, publishEveryMs) }
  }
}

async function whatToPublish(
  { db }: Platform,
  row: OutboxRow,
): Promise<{ name: string; correlationKey: string } | undefined> {
  if (row.subject.startsWith('withdrawal:')) {
    const dossier = await db.dossier.findUnique({ where: { id: row.subject.slice('withdrawal:'.length) } })
    const wanted = dossier?.withdrawnAt && !dossier.closedAt && dossier.status !== 'withdrawn'
    return wanted ? { name: 'dossier-withdrawn', correlationKey: dossier.code } : undefined
  }
  const request = await db.request.findUnique({ where: { id: row.subject } })
  return request?.state === 'answered' ? { name: 'request-answered', correlationKey: request.id } : undefined
}

/** `cancel`: ends an instance. That it is gone already is as good. */
export function cancelInstance(platform: Platform): OutboxHandler {
  return async (row) => {
    try {
      platform.faults.hit('outbox.cancel.before')
      await platform.zeebe.cancel(row.subject as EngineKey)
      platform.faults.hit('outbox.cancel.after')
    } catch (error) {
      if (!(error instanceof ZeebeError && error.status === 'NOT_FOUND')) return later(platform, row, error)
    }
    if (row.dossierId) platform.probeSoon(row.dossierId)
    return { state: 'done' }
  }
}
