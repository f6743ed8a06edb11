import { complete } from '../processing/completion.ts'
import { instanceOf, update } from '../processing/instances.ts'
import { removeJob } from '../processing/jobs.ts'
import { Refusal } from '../processing/refusal.ts'
import type { Command } from './command.ts'
import { jobToChange } from './job-to-change.ts'

/** Completes a job and its element; the worker's identity is never checked. */
export const completeJob: Command<'completeJob'> = {
  intent: 'COMPLETE',
  prepare:
    ({ jobKey, variables }) =>
    (p) => {
      const job = jobToChange(p, jobKey, 'complete')
      if (job instanceof Refusal) return job
      removeJob(p, job)
      const { key } = instanceOf(p, job.elementInstanceKey)
      update(p, key, { jobKey: undefined, trigger: { elementId: job.elementId, variables: variables ?? {} } })
      complete(p, key)
      return {}
    },
}
