import { hash, timeKey } from '../state/keys.ts'
import type { ElementInstance, Job } from '../state/records.ts'
import { update } from './instances.ts'
import type { Processing } from './processing.ts'

/** What an element asks of a worker. */
export interface JobRequest {
  type: string
  retries: number
  headers: { [name: string]: string }
}

/** Creates the job of an element instance, at once activatable. */
export function createJob(p: Processing, instance: ElementInstance, request: JobRequest): void {
  const key = p.nextKey()
  storeJob(p, undefined, {
    key,
    ...request,
    state: 'ACTIVATABLE',
    elementId: instance.elementId,
    elementInstanceKey: instance.key,
    processInstanceKey: instance.processInstanceKey,
    processDefinitionKey: instance.processDefinitionKey,
  })
  update(p, instance.key, { jobKey: key })
}

/**
 * Stores a job in a new state and moves its rows in the indexes by which it is found. An activatable one is announced
 * to pollers and offered to streams; one that is `returned` unseen is not offered again, or a push that fails would
 * be tried for ever.
 */
export function storeJob(
  p: Processing,
  before: Job | undefined,
  after: Job,
  origin: 'own course' | 'returned' = 'own course',
): void {
  if (before) removeIndexRow(p, before)
  const index = indexRow(p, after)
  index?.table.insert(index.row, 1)
  if (before) p.state.jobs.put(after.key, after)
  else p.state.jobs.insert(after.key, after)
  if (after.state !== 'ACTIVATABLE') return
  p.effects.availableJobs.add(after.type)
  if (origin === 'returned') return
  const offered = p.effects.offeredJobs.get(after.type)
  if (offered) offered.push(after.key)
  else p.effects.offeredJobs.set(after.type, [after.key])
}

/** Removes the job and its incident. */
export function removeJob(p: Processing, job: Job): void {
  removeIndexRow(p, job)
  p.state.jobs.delete(job.key)
  if (job.incidentKey !== undefined) p.state.incidents.delete(job.incidentKey)
}

/** Removes the job of an element instance, if it has one. */
export function cancelJob(p: Processing, instance: ElementInstance): void {
  const job = instance.jobKey === undefined ? undefined : p.state.jobs.get(instance.jobKey)
  if (job) removeJob(p, job)
}

function removeIndexRow(p: Processing, job: Job): void {
  const index = indexRow(p, job)
  index?.table.delete(index.row)
}

function indexRow(p: Processing, job: Job) {
  if (job.state === 'ACTIVATABLE') return { table: p.state.activatableJobs, row: hash(job.type) + job.key }
  if (job.state === 'ACTIVATED') return { table: p.state.jobDeadlines, row: timeKey(job.deadline ?? 0) + job.key }
  if (job.state === 'FAILED' && job.retryAt !== undefined)
    return { table: p.state.jobRetries, row: timeKey(job.retryAt) + job.key }
  return undefined
}
