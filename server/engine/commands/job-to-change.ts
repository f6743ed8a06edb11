import type { Key } from '../contract.ts'
import type { Processing } from '../processing/processing.ts'
import { Refusal } from '../processing/refusal.ts'
import { isKey } from '../state/keys.ts'
import type { Job, JobState } from '../state/records.ts'

const CHANGEABLE: readonly JobState[] = ['ACTIVATABLE', 'ACTIVATED']

/** The job that a worker reports on; late and never activated ones are accepted too. `verb` is the text's word. */
export function jobToChange(p: Processing, key: Key, verb: 'complete' | 'fail' | 'throw an error for'): Job | Refusal {
  const job = findJob(p, key)
  if (!job) return new Refusal('NOT_FOUND', `Expected to ${verb} job with key '${key}', but no such job was found`)
  if (!CHANGEABLE.includes(job.state))
    return new Refusal('INVALID_STATE', `Expected to ${verb} job with key '${key}', but it is in state '${job.state}'`)
  p.refuseBanned(job.processInstanceKey)
  return job
}

export function findJob(p: Processing, key: Key): Job | undefined {
  return isKey(key) ? p.state.jobs.get(key) : undefined
}
