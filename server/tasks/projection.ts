/**
 * The tasklist's own copy of open user tasks. A job is leased for 30 s, its row written, then the lease is made 30 days:
 * a crash anywhere brings the job back in 30 s and nothing happens twice. A row closes on positive evidence only.
 */
import { parseLimit } from '#calendar'
import { inTransaction, type Tx } from '../db.ts'
import { cancelStray, holdsCase, readSubject } from '../dossiers/case.ts'
import { newId } from '../ids.ts'
import type { Platform } from '../platform.ts'
import { USER_TASK_JOB } from '../services/index.ts'
import { type EngineKey, type Job, ZeebeError } from '../zeebe/index.ts'
import { confirmCarriedDecision } from './confirm.ts'
import { stepDeadline } from './step-deadline.ts'

const firstLeaseMs = 30_000
const longLeaseMs = 30 * 86_400_000

const groupPattern = /^unit:([0-9]+):([A-Za-z]+)$/

interface Candidates {
  unitCode: string
  role: string
}

/** The units and roles that a user task is for, from its candidate groups. */
function candidatesOf(job: Job): Candidates[] {
  const groups: unknown = JSON.parse(job.headers['io.camunda.zeebe:candidateGroups'] ?? '[]')
  return (Array.isArray(groups) ? groups : []).flatMap((group) => {
    const match = typeof group === 'string' ? groupPattern.exec(group) : null
    return match?.[1] && match[2] ? [{ unitCode: match[1], role: match[2] }] : []
  })
}

/** The request whose answer a task records: the one that its instance of the wait holds. */
async function requestOf(tx: Tx, job: Job, dossierId: string): Promise<string | null> {
  const { request } = job.variables
  const id = typeof request === 'object' && request !== null && 'id' in request ? request.id : undefined
  if (typeof id !== 'string') return null
  const [known] = await tx.sql<{ id: string }>`
    SELECT id FROM request WHERE id::text = ${id} AND dossier_id = ${dossierId}::uuid`
  return known?.id ?? null
}

/** Takes one activated user task into the list. */
export async function admitTask(platform: Platform, job: Job): Promise<void> {
  const { db, clock, calendar, catalogue, epoch, faults } = platform
  const subject = readSubject(job)
  if (!subject) return cancelStray(platform, job)
  faults.hit('task.admit.before')
  const admitted = await inTransaction(db, async (tx) => {
    const held = await holdsCase(tx, epoch, job, subject)
    if (!held) return 'stray' as const
    const { dossier, apologyId } = held
    await confirmCarriedDecision(platform, tx, dossier, job)
    const now = clock.now()
    const known = await knownRow(tx, epoch, job, { dossierId: dossier.id, apologyId, now })
    if (known) return { taskId: known, dossierId: dossier.id }
    const release = await catalogue.byDefinition(job.processDefinitionKey)
    const step = release.diagram.steps.get(job.elementId)
    const candidates = candidatesOf(job)
    const [first] = candidates
    if (!step || !first) throw new Error(`user task ${job.elementId} has no step or no candidates`)
    const limit = step.headers.limit ? parseLimit(step.headers.limit) : undefined
    const stepDue = limit ? stepDeadline(calendar, limit, now) : null
    const taskId = newId()
    const requestId = step.properties.asked ? await requestOf(tx, job, dossier.id) : null
    await tx.sql`
      WITH listed AS (
        INSERT INTO task (id, epoch, job_key, dossier_id, apology_id, release_id, process_instance_key, element_id,
                          element_instance_key, form_key, request_id, unit_code, role, groups, tag, state, created_at, due_at, sort_at,
                          checked_at)
        VALUES (${taskId}::uuid, ${epoch}, ${job.key}::bigint, ${dossier.id}::uuid, ${apologyId ?? null}::uuid,
                ${release.id}::uuid, ${job.processInstanceKey}::bigint, ${job.elementId},
                ${job.elementInstanceKey}::bigint, ${step.formKey ?? null},
                ${requestId}::uuid, ${first.unitCode}, ${first.role},
                ${candidates.map(({ unitCode, role }) => `${unitCode}:${role}`)}::text[], ${step.tag ?? null}, 'open',
                ${now}, ${stepDue}, ${dossier.dueAt ?? stepDue ?? now}, ${now}))
      UPDATE dossier SET updated_at = ${now}::timestamptz WHERE id = ${dossier.id}::uuid`
    return { taskId, dossierId: dossier.id }
  })
  faults.hit('task.admit.committed')
  if (admitted === 'stray') return cancelStray(platform, job)
  // The row that was just written says that the job was there a moment ago.
  await askEngine(platform, { id: admitted.taskId, jobKey: job.key, isFresh: true })
  platform.probeSoon(admitted.dossierId, 'arrived')
}

/**
 * The row of this job; or, when the case was started again at this step, the row that stood there before: it goes over to
 * the new job with whoever took it and what was decided, so that the task is listed once.
 */
async function knownRow(
  tx: Tx,
  epoch: string,
  job: Job,
  at: { dossierId: string; apologyId: string | undefined; now: Date },
): Promise<string | undefined> {
  const [known] = await tx.sql<{ id: string }>`
    UPDATE task SET epoch = ${epoch}, job_key = ${job.key}::bigint, process_instance_key = ${job.processInstanceKey}::bigint,
                    element_instance_key = ${job.elementInstanceKey}::bigint, checked_at = ${at.now}
    WHERE id = (SELECT id FROM task
                WHERE epoch = ${epoch} AND job_key = ${job.key}::bigint
                   OR dossier_id = ${at.dossierId}::uuid AND apology_id IS NOT DISTINCT FROM ${at.apologyId ?? null}::uuid
                  AND element_id = ${job.elementId} AND state IN ('open', 'claimed', 'decided')
                  AND (epoch <> ${epoch} OR process_instance_key <> ${job.processInstanceKey}::bigint)
                ORDER BY (epoch = ${epoch} AND job_key = ${job.key}::bigint) DESC, created_at DESC LIMIT 1)
    RETURNING id`
  return known?.id
}

/**
 * Asks the engine whether a task's job is there and makes its lease long again. NOT_FOUND closes the row; an answer that
 * says it is there, leased or not, notes the time; any other answer changes nothing.
 */
export async function askEngine(
  platform: Platform,
  task: { id: string; jobKey: string; isFresh?: boolean },
): Promise<'open' | 'gone' | 'unknown'> {
  const { db, clock, zeebe } = platform
  try {
    await zeebe.extendJob(task.jobKey as EngineKey, longLeaseMs)
  } catch (error) {
    if (error instanceof ZeebeError && error.status === 'NOT_FOUND') {
      await db.task.updateMany({
        where: { id: task.id, state: { in: ['open', 'claimed'] } },
        data: { state: 'closed', closedAt: clock.now(), closedBecause: 'the case moved on' },
      })
      return 'gone'
    }
    if (!(error instanceof ZeebeError && error.status === 'FAILED_PRECONDITION')) return 'unknown'
  }
  if (!task.isFresh) await db.sql`UPDATE task SET checked_at = ${clock.now()} WHERE id = ${task.id}::uuid`
  return 'open'
}

/** Long-polls for user tasks until the signal is aborted. */
export async function runTaskProjection(platform: Platform, signal: AbortSignal): Promise<void> {
  const { zeebe, log } = platform
  while (!signal.aborted) {
    try {
      const jobs = await zeebe.activateJobs({
        type: USER_TASK_JOB,
        worker: 'tasks',
        timeoutMs: firstLeaseMs,
        maxJobs: 32,
        fetchVariables: ['dossier', 'apology', 'lastDecisionId', 'request'],
        requestTimeoutMs: 20_000,
        signal,
      })
      await Promise.all(
        jobs.map((job) =>
          admitTask(platform, job).catch((error) => log.error({ err: error, job: job.key }, 'task not admitted')),
        ),
      )
    } catch (error) {
      if (signal.aborted) return
      log.warn({ err: error }, 'user tasks could not be fetched')
      await pause(1000, signal)
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
  })
}
