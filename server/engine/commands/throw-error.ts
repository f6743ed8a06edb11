import { throwError as searchAndThrow } from '../processing/errors.ts'
import { raiseJobIncident } from '../processing/incidents.ts'
import { change, instanceOf } from '../processing/instances.ts'
import { storeJob } from '../processing/jobs.ts'
import { Refusal } from '../processing/refusal.ts'
import type { Job } from '../state/records.ts'
import type { Command } from './command.ts'
import { jobToChange } from './job-to-change.ts'

/** Throws an error from a job: caught by the task's boundary events or upwards, else the job is stuck. */
export const throwError: Command<'throwError'> = {
  intent: 'THROW_ERROR',
  prepare:
    ({ jobKey, errorCode, errorMessage = '', variables }) =>
    (p) => {
      const job = jobToChange(p, jobKey, 'throw an error for')
      if (job instanceof Refusal) return job
      const uncaught = searchAndThrow(p, instanceOf(p, job.elementInstanceKey), {
        code: errorCode,
        message: errorMessage,
        ...(variables && { variables }),
      })
      const thrown: Job = { ...change(job, { deadline: undefined, worker: undefined }), state: 'ERROR_THROWN' }
      storeJob(p, job, thrown)
      if (uncaught) raiseJobIncident(p, thrown, uncaught.type, uncaught.message)
      return {}
    },
}
