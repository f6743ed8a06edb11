import type { ActivatedJob } from '../gateway-protocol/index.ts'
import type { EngineKey, Job, Variables } from './port.ts'

/** A job as the gateway sends it, in the port's shape. */
export function jobOf(job: ActivatedJob): Job {
  return {
    key: job.key as EngineKey,
    type: job.type,
    processInstanceKey: job.processInstanceKey as EngineKey,
    processDefinitionKey: job.processDefinitionKey as EngineKey,
    bpmnProcessId: job.bpmnProcessId,
    elementId: job.elementId,
    elementInstanceKey: job.elementInstanceKey as EngineKey,
    headers: JSON.parse(job.customHeaders || '{}') as Record<string, string>,
    retries: job.retries,
    variables: JSON.parse(job.variables || '{}') as Variables,
  }
}
