import { change } from '../processing/instances.ts'
import { storeJob } from '../processing/jobs.ts'
import type { Job } from '../state/records.ts'
import type { Command } from './command.ts'
import { findJob } from './job-to-change.ts'

/** Gives activated jobs back unseen: activatable again, same retries. Others are passed over. */
export const releaseJobs: Command<'releaseJobs'> = {
  intent: 'YIELD',
  prepare:
    ({ jobKeys }) =>
    (p) => {
      for (const key of jobKeys) {
        const job = findJob(p, key)
        if (job?.state !== 'ACTIVATED') continue
        const again: Job = { ...change(job, { deadline: undefined, worker: undefined }), state: 'ACTIVATABLE' }
        storeJob(p, job, again, 'returned')
      }
      return {}
    },
}
