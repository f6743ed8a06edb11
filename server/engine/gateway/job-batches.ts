import type { ActivatedJob as WireJob } from '../../gateway-protocol/index.ts'
import type { ActivatedJob } from '../contract.ts'
import { defaultTenant } from './tenant.ts'

/** Most that clients take in one message, less room for its frame, in bytes. */
const largestAnswer = 4 * 1024 * 1024 - 16 * 1024
/** What the numbers and tags of a job take at most, in bytes. */
const fixedPart = 160

export function wireJob(job: ActivatedJob): WireJob {
  return {
    ...job,
    customHeaders: JSON.stringify(job.customHeaders),
    deadline: String(job.deadline),
    variables: JSON.stringify(job.variables),
    tenantId: defaultTenant,
  }
}

/** The jobs in their order, in as few answers as fit the size of a message; a job larger than that goes by itself. */
export function* jobBatches(jobs: WireJob[]): Generator<WireJob[]> {
  let batch: WireJob[] = []
  let size = 0
  for (const job of jobs) {
    const jobSize = wireSize(job)
    if (batch.length > 0 && size + jobSize > largestAnswer) {
      yield batch
      batch = []
      size = 0
    }
    batch.push(job)
    size += jobSize
  }
  if (batch.length > 0) yield batch
}

/** About how many bytes a job takes in a message. */
export function wireSize(job: WireJob): number {
  const texts = [job.type, job.bpmnProcessId, job.elementId, job.customHeaders, job.worker, job.variables, job.tenantId]
  return texts.reduce((size, text) => size + Buffer.byteLength(text), fixedPart)
}
