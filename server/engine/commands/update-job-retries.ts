import { Refusal } from '../processing/refusal.ts'
import type { Command } from './command.ts'
import { findJob } from './job-to-change.ts'

/** Sets the retries in any state; neither activates the job nor resolves its incident. */
export const updateJobRetries: Command<'updateJobRetries'> = {
  intent: 'UPDATE_RETRIES',
  prepare({ jobKey, retries }) {
    if (retries < 1)
      return new Refusal(
        'INVALID_ARGUMENT',
        `Expected to update retries for job with key '${jobKey}' with a positive amount of retries, but the amount given was '${retries}'`,
      )
    return (p) => {
      const job = findJob(p, jobKey)
      if (!job)
        return new Refusal(
          'NOT_FOUND',
          `Expected to update retries for job with key '${jobKey}', but no such job was found`,
        )
      p.state.jobs.put(job.key, { ...job, retries })
      return {}
    }
  },
}
