import type { ActivatedJob } from '../contract.ts'
import { raiseJobIncident } from '../processing/incidents.ts'
import { storeJob } from '../processing/jobs.ts'
import type { Processing } from '../processing/processing.ts'
import { Refusal } from '../processing/refusal.ts'
import { visibleVariables } from '../processing/variables.ts'
import { hash } from '../state/keys.ts'
import type { Job } from '../state/records.ts'
import type { Command, Request } from './command.ts'

/** What an answer may hold, less room for what is not counted exactly. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024 - 64 * 1024
const BYTES_BESIDE_TEXTS = 256

/** Takes activatable jobs of a type, lowest key first. */
export const activateJobs: Command<'activateJobs'> = {
  intent: 'ACTIVATE',
  prepare: (request) => faultOf(request) ?? ((p) => activate(p, request)),
}

function faultOf({ type, timeout, maxJobsToActivate }: Request<'activateJobs'>): Refusal | undefined {
  const complain = (what: string, wanted: string, given: string) =>
    new Refusal('INVALID_ARGUMENT', `Expected to activate job batch with ${what} to be ${wanted}, but it was ${given}`)
  if (maxJobsToActivate < 1) return complain('max jobs to activate', 'greater than zero', `'${maxJobsToActivate}'`)
  if (timeout < 1) return complain('timeout', 'greater than zero', `'${timeout}'`)
  if (type === '') return complain('type', 'present', 'blank')
  return undefined
}

function activate(
  p: Processing,
  { type, worker, timeout, maxJobsToActivate, fetchVariable, jobKeys }: Request<'activateJobs'>,
): { jobs: ActivatedJob[]; more: boolean } {
  const names = fetchVariable?.length ? fetchVariable : undefined
  const jobs: ActivatedJob[] = []
  let bytes = 0
  for (const key of jobKeys ?? oldest(p, type, maxJobsToActivate + 1)) {
    if (jobs.length >= maxJobsToActivate) return { jobs, more: true }
    const job = p.state.jobs.get(key)
    if (job?.state !== 'ACTIVATABLE' || job.type !== type || p.state.banned.has(job.processInstanceKey)) continue
    const deadline = p.now + timeout
    const activated = describe(p, { ...job, worker, deadline }, names)
    const size = bytesOf(activated)
    if (size > MAX_ANSWER_BYTES) {
      refuseAsTooBig(p, job, size)
      continue
    }
    if (bytes + size > MAX_ANSWER_BYTES) return { jobs, more: true }
    bytes += size
    storeJob(p, job, { ...job, state: 'ACTIVATED', worker, deadline })
    jobs.push(activated)
  }
  return { jobs, more: false }
}

/** The activatable jobs of a type with the lowest keys. */
function oldest(p: Processing, type: string, limit: number): string[] {
  const prefix = hash(type)
  return p.state.activatableJobs.range(prefix, { limit }).map(([row]) => row.slice(prefix.length))
}

function describe(p: Processing, job: Job & { worker: string; deadline: number }, names?: string[]): ActivatedJob {
  const definition = p.state.processes.get(job.processDefinitionKey)
  return {
    key: job.key,
    type: job.type,
    processInstanceKey: job.processInstanceKey,
    bpmnProcessId: definition?.bpmnProcessId ?? '',
    processDefinitionVersion: definition?.version ?? 0,
    processDefinitionKey: job.processDefinitionKey,
    elementId: job.elementId,
    elementInstanceKey: job.elementInstanceKey,
    customHeaders: job.headers,
    worker: job.worker,
    retries: job.retries,
    deadline: job.deadline,
    variables: visibleVariables(p, job.elementInstanceKey, names),
  }
}

function bytesOf({ variables, customHeaders }: ActivatedJob): number {
  return (
    Buffer.byteLength(JSON.stringify(variables)) + Buffer.byteLength(JSON.stringify(customHeaders)) + BYTES_BESIDE_TEXTS
  )
}

/** A job that fits no answer is stuck until its variables shrink. */
function refuseAsTooBig(p: Processing, job: Job, size: number): void {
  const stuck: Job = { ...job, state: 'FAILED' }
  storeJob(p, job, stuck)
  raiseJobIncident(
    p,
    stuck,
    'MESSAGE_SIZE_EXCEEDED',
    `The job with key '${job.key}' can not be activated, because with ${size} bytes it is larger than the configured message size (per default is 4 MB). Try to reduce the size by reducing the number of fetched variables or modifying the variable values.`,
  )
}
