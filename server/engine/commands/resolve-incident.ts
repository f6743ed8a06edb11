import type { Key } from '../contract.ts'
import { runActivation } from '../processing/activation.ts'
import { runCompletion } from '../processing/completion.ts'
import { change, instanceOf, update } from '../processing/instances.ts'
import { storeJob } from '../processing/jobs.ts'
import type { Processing } from '../processing/processing.ts'
import { Refusal } from '../processing/refusal.ts'
import { isKey } from '../state/keys.ts'
import type { Incident, Job } from '../state/records.ts'
import type { Command } from './command.ts'

/** Runs the stuck step again, or makes the stuck job activatable. */
export const resolveIncident: Command<'resolveIncident'> = {
  intent: 'RESOLVE',
  prepare:
    ({ incidentKey }) =>
    (p) => {
      const incident = isKey(incidentKey) ? p.state.incidents.get(incidentKey) : undefined
      if (!incident)
        return new Refusal(
          'NOT_FOUND',
          `Expected to resolve incident with key '${incidentKey}', but no such incident was found`,
        )
      p.refuseBanned(incident.processInstanceKey)
      return incident.jobKey === undefined ? resolveElement(p, incident) : resolveJob(p, incident, incident.jobKey)
    },
}

function resolveElement(p: Processing, incident: Incident): Record<string, never> {
  p.state.incidents.delete(incident.key)
  const { key, state } = instanceOf(p, incident.elementInstanceKey)
  update(p, key, { incidentKey: undefined })
  p.enqueue(() => (state === 'COMPLETING' ? runCompletion(p, key) : runActivation(p, key)))
  return {}
}

function resolveJob(p: Processing, incident: Incident, jobKey: Key): Record<string, never> | Refusal {
  const job = p.state.jobs.get(jobKey)
  if (!job) throw new Error(`Incident ${incident.key} is of the unknown job ${jobKey}`)
  if (job.retries < 1)
    return new Refusal(
      'NOT_FOUND',
      `Expected to resolve incident with key '${incident.key}', but job with key '${jobKey}' has no retries left; update its retries first`,
    )
  p.state.incidents.delete(incident.key)
  const again: Job = { ...change(job, { incidentKey: undefined }), state: 'ACTIVATABLE' }
  storeJob(p, job, again)
  return {}
}
