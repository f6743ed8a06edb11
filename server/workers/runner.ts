/**
 * Fetches jobs of one type and has them handled. Whoever handles any job of a dossier first compares the job's process
 * instance with the row: a stray instance is cancelled and does nothing. A job is never let run out: its last try stays,
 * with a long back-off and a row in the operators' list.
 */
import { inTransaction } from '../db.ts'
import { cancelStray, holdsCase, readSubject } from '../dossiers/case.ts'
import { readDossier } from '../dossiers/lock.ts'
import type { Dossier } from '../generated/prisma/client.ts'
import { openConcern, settleConcern } from '../operations/concerns.ts'
import { hasEnqueued } from '../outbox/index.ts'
import type { Platform } from '../platform.ts'
import { confirmCarriedDecision } from '../tasks/confirm.ts'
import { type Job, type Variables, ZeebeError } from '../zeebe/index.ts'
import { BpmnError, type CaseJob, type RegisteredWorker } from './worker.ts'

const pollMs = 20_000
/** What the diagrams give a job: fewer left means that it failed before, and an operator may have been told. */
const fullRetries = 5
const stuckBackOffMs = 5 * 60_000

/** The instance is not the one that the record knows. */
const stray = Symbol('stray')

/** Handles one job to its end at the engine. Never throws for a fault of the job. */
export async function handleJob(platform: Platform, worker: RegisteredWorker, job: Job): Promise<void> {
  const { zeebe, faults, log } = platform
  try {
    const answer = await work(platform, worker, job)
    if (answer === stray) return await cancelStray(platform, job)
    faults.hit(`${worker.type}.committed`)
    await zeebe.completeJob(job.key, answer)
    faults.hit(`${worker.type}.completed`)
  } catch (error) {
    // Its effects are keyed: a job that is gone was completed, or its case moved on.
    if (error instanceof ZeebeError && error.status === 'NOT_FOUND') return
    if (error instanceof BpmnError) return throwBpmnError(platform, job, error)
    if (error instanceof ZeebeError && !error.definite) {
      // Nobody knows whether it was taken; the lease brings it back.
      log.warn({ err: error, job: job.key, type: job.type }, 'job not settled')
      return
    }
    await fail(platform, job, error)
  }
}

async function work(
  platform: Platform,
  worker: RegisteredWorker,
  job: Job,
): Promise<Variables | undefined | typeof stray> {
  const { db, epoch, catalogue, faults } = platform
  const subject = readSubject(job)
  if (!subject) return stray
  const diagramOf = await catalogue.byDefinition(job.processDefinitionKey)
  const contextFor = async (dossier: Dossier): Promise<CaseJob> => ({
    platform,
    job,
    jobRef: { epoch, key: job.key },
    diagramOf,
    release: await catalogue.serviceRelease(dossier.releaseId),
    ...(subject.kind === 'apology' ? { apologyId: subject.apologyId } : {}),
  })
  faults.hit(`${worker.type}.before`)
  let handle = worker.handle
  if (worker.prepare) {
    // Looked at without the lock first, so that a stray instance calls nobody; under the lock it is looked at again.
    const dossier = await readDossier(db, subject.code)
    const bound = dossier?.epoch === epoch && String(dossier.processInstanceKey) === job.processInstanceKey
    if (!dossier || (subject.kind === 'dossier' && !bound)) return stray
    handle = (await worker.prepare(await contextFor(dossier), dossier))()
  }
  const done = await inTransaction(db, async (tx) => {
    const held = await holdsCase(tx, epoch, job, subject)
    if (!held) return stray
    const { dossier } = held
    await confirmCarriedDecision(platform, tx, dossier, job)
    const answer = await handle({ ...(await contextFor(dossier)), tx, dossier })
    if (job.retries < fullRetries)
      await settleConcern(tx, 'job-stuck', `${epoch}:${job.key}`, 'system', platform.clock.now())
    return { dossierId: dossier.id, answer, enqueued: hasEnqueued(tx) }
  })
  if (done === stray) return stray
  if (done.enqueued) platform.wakeOutbox()
  platform.probeSoon(done.dossierId, 'arrived')
  return done.answer
}

async function throwBpmnError({ zeebe, log }: Platform, job: Job, error: BpmnError): Promise<void> {
  log.warn(
    { job: job.key, type: job.type, element: job.elementId, code: error.code, why: error.message },
    'left to an officer',
  )
  try {
    await zeebe.throwError(job.key, { code: error.code, message: error.message })
  } catch (problem) {
    if (!(problem instanceof ZeebeError && problem.status === 'NOT_FOUND')) {
      log.warn({ err: problem, job: job.key }, 'error not thrown; the lease brings the job back')
    }
  }
}

async function fail(platform: Platform, job: Job, error: unknown): Promise<void> {
  const { zeebe, db, epoch, clock, log } = platform
  log.error({ err: error, job: job.key, type: job.type, element: job.elementId }, 'job failed')
  const message = error instanceof Error ? error.message : String(error)
  const last = job.retries <= 1
  if (last) {
    const subject = readSubject(job)
    const dossier = subject
      ? await db.dossier.findUnique({ where: { code: subject.code }, select: { id: true } })
      : null
    await openConcern(db, {
      kind: 'job-stuck',
      subject: `${epoch}:${job.key}`,
      ...(dossier ? { dossierId: dossier.id } : {}),
      text: `Bước máy «${job.elementId}» (${job.type}) chưa làm được: ${message.slice(0, 300)}`,
      data: { jobKey: job.key, type: job.type, elementId: job.elementId },
      at: clock.now(),
    })
  }
  const tries = fullRetries - job.retries + 1
  try {
    await zeebe.failJob(job.key, {
      retries: Math.max(1, job.retries - 1),
      message: message.slice(0, 1000),
      backOffMs: last ? stuckBackOffMs : 1000 * 3 ** Math.min(tries, 5),
    })
  } catch (problem) {
    log.warn({ err: problem, job: job.key }, 'job not failed; the lease brings it back')
  }
}

/** A loop that fetches jobs of one type and handles them, a bounded number at a time. */
export interface JobLoop {
  type: string
  leaseMs: number
  atOnce: number
  handle(platform: Platform, job: Job): Promise<void>
}

export function loopOf(worker: RegisteredWorker): JobLoop {
  const { type, leaseMs, atOnce } = worker
  return { type, leaseMs, atOnce, handle: (platform, job) => handleJob(platform, worker, job) }
}

/** Polls until the signal is aborted, then waits for the jobs under way. A handling that throws leaves its job to the lease. */
export async function runJobLoop(platform: Platform, loop: JobLoop, signal: AbortSignal): Promise<void> {
  const { zeebe, log } = platform
  const underWay = new Set<Promise<void>>()
  while (!signal.aborted) {
    const room = loop.atOnce - underWay.size
    if (room <= 0) {
      await Promise.race(underWay)
      continue
    }
    try {
      const jobs = await zeebe.activateJobs({
        type: loop.type,
        worker: 'app',
        timeoutMs: loop.leaseMs,
        maxJobs: room,
        requestTimeoutMs: pollMs,
        signal,
      })
      for (const job of jobs) {
        const handling: Promise<void> = loop
          .handle(platform, job)
          .catch((error) => log.error({ err: error, job: job.key, type: job.type }, 'job handling broke'))
          .finally(() => underWay.delete(handling))
        underWay.add(handling)
      }
    } catch (error) {
      if (signal.aborted) break
      log.warn({ err: error, type: loop.type }, 'jobs could not be fetched')
      await new Promise((resolve) => setTimeout(resolve, 1000))
    }
  }
  await Promise.allSettled(underWay)
}
