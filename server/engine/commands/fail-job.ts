import { raiseJobIncident } from '../processing/incidents.ts'
import { change } from '../processing/instances.ts'
import { storeJob } from '../processing/jobs.ts'
import { Refusal } from '../processing/refusal.ts'
import { setLocal } from '../processing/variables.ts'
import type { Job } from '../state/records.ts'
import type { Command } from './command.ts'
import { jobToChange } from './job-to-change.ts'

const MAX_ERROR_MESSAGE = 10_000

/** Retries are set as given; with none left an incident is raised, with a back-off the job waits for it. */
export const failJob: Command<'failJob'> = {
  intent: 'FAIL',
  prepare:
    ({ jobKey, retries, errorMessage = '', retryBackOff = 0, variables }) =>
    (p) => {
      const job = jobToChange(p, jobKey, 'fail')
      if (job instanceof Refusal) return job
      const failed = change(job, { retries, deadline: undefined, worker: undefined })
      if (variables) setLocal(p, job.elementInstanceKey, variables)
      if (retries > 0 && retryBackOff > 0) {
        storeJob(p, job, { ...failed, state: 'FAILED', retryAt: p.now + retryBackOff })
      } else if (retries > 0) {
        storeJob(p, job, { ...failed, state: 'ACTIVATABLE' })
      } else {
        const stuck: Job = { ...failed, state: 'FAILED' }
        storeJob(p, job, stuck)
        const message = errorMessage.slice(0, MAX_ERROR_MESSAGE)
        raiseJobIncident(p, stuck, 'JOB_NO_RETRIES', message === '' ? 'No more retries left.' : message)
      }
      return {}
    },
}
