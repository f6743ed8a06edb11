import type { Behaviour, Completion, Element } from '../model/graph.ts'
import { Fault } from '../processing/fault.ts'
import { createJob, type JobRequest } from '../processing/jobs.ts'
import { applyInputs, applyOutputs } from '../processing/mappings.ts'
import type { Processing } from '../processing/processing.ts'
import { openScopeSubscriptions } from '../processing/subscriptions.ts'
import type { ElementInstance } from '../state/records.ts'
import { evaluateJob, type JobDefinition } from './job-definition.ts'

/** An element that waits for a worker: input mappings, its expressions, boundary events, the job, in this order. */
export function jobBehaviour(job: JobDefinition): Behaviour {
  return behaviourOfJob((p, instance) => evaluateJob(p, job, instance))
}

/** As jobBehaviour, for elements that work out their job themselves. */
export function behaviourOfJob(request: (p: Processing, instance: ElementInstance) => JobRequest | Fault): Behaviour {
  return {
    activate(p, element, instance) {
      const fault = applyInputs(p, element, instance)
      if (fault) return fault
      const job = request(p, instance)
      if (job instanceof Fault) return job
      const closed = openScopeSubscriptions(p, element, instance)
      if (closed) return closed
      createJob(p, instance, job)
      return 'wait'
    },
    complete: completeWithOutputs,
  }
}

/** Applies the output mappings and takes all outgoing flows. */
export function completeWithOutputs(p: Processing, element: Element, instance: ElementInstance): Completion {
  return applyOutputs(p, element, instance) ?? { take: element.outgoing }
}
