import type { Key } from '../contract.ts'
import type { ElementInstance, Incident, IncidentType, Job } from '../state/records.ts'
import type { Fault } from './fault.ts'
import { change, update } from './instances.ts'
import type { Processing } from './processing.ts'

/** Leaves the element instance stuck in its present state, with an incident that says why. */
export function raiseIncident(p: Processing, instance: ElementInstance, fault: Fault): void {
  const incident = insert(p, instance, fault.type, fault.message, { scopeKey: fault.variableScopeKey ?? instance.key })
  update(p, instance.key, { incidentKey: incident.key })
}

/** Marks a job as stuck; the job must be stored already and is stored again with its incident. */
export function raiseJobIncident(p: Processing, job: Job, type: IncidentType, message: string): void {
  const instance = p.state.elementInstances.get(job.elementInstanceKey)
  if (!instance) throw new Error(`Job ${job.key} has no element instance`)
  const incident = insert(p, instance, type, message, { jobKey: job.key, scopeKey: instance.key })
  p.state.jobs.put(job.key, change(job, { incidentKey: incident.key }))
}

function insert(
  p: Processing,
  instance: ElementInstance,
  errorType: IncidentType,
  errorMessage: string,
  { jobKey, scopeKey }: { jobKey?: Key; scopeKey: Key },
): Incident {
  const incident: Incident = {
    key: p.nextKey(),
    errorType,
    errorMessage,
    bpmnProcessId: p.graph(instance.processDefinitionKey).process.id,
    processDefinitionKey: instance.processDefinitionKey,
    processInstanceKey: instance.processInstanceKey,
    elementId: instance.elementId,
    elementInstanceKey: instance.key,
    ...(jobKey && { jobKey }),
    variableScopeKey: scopeKey,
    createdAt: p.now,
  }
  p.state.incidents.insert(incident.key, incident)
  return incident
}

/** Removes the element instance's own incident, if there is one. */
export function removeIncident(p: Processing, instance: ElementInstance): void {
  if (instance.incidentKey === undefined) return
  p.state.incidents.delete(instance.incidentKey)
  update(p, instance.key, { incidentKey: undefined })
}
