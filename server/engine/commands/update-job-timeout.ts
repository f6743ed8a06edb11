import { storeJob } from '../processing/jobs.ts'
import { Refusal } from '../processing/refusal.ts'
import type { Command } from './command.ts'
import { findJob } from './job-to-change.ts'

/** Sets the deadline of an activated job to now + time-out. */
export const updateJobTimeout: Command<'updateJobTimeout'> = {
  intent: 'UPDATE_TIMEOUT',
  prepare:
    ({ jobKey, timeout }) =>
    (p) => {
      const job = findJob(p, jobKey)
      if (!job)
        return new Refusal(
          'NOT_FOUND',
          `Expected to update the timeout of job with key '${jobKey}', but no such job was found`,
        )
      if (job.state !== 'ACTIVATED')
        return new Refusal(
          'INVALID_STATE',
          `Expected to update the timeout of job with key '${jobKey}', but it is not active`,
        )
      storeJob(p, job, { ...job, deadline: p.now + timeout })
      return {}
    },
}
