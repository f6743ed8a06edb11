import type { JsonValue } from '../contract.ts'
import type { Behaviour } from '../model/graph.ts'
import { Fault } from '../processing/fault.ts'
import { update } from '../processing/instances.ts'
import { applyInputs } from '../processing/mappings.ts'
import type { Processing } from '../processing/processing.ts'
import type { ElementInstance } from '../state/records.ts'
import { completeWithOutputs } from './job-task.ts'

/**
 * A task that computes a value without a wait state: boundary events never subscribe; the result is put under the
 * variable and treated as a completed job's variables.
 */
export function resultBehaviour(
  resultVariable: string,
  compute: (p: Processing, instance: ElementInstance) => JsonValue | Fault,
): Behaviour {
  return {
    activate(p, element, instance) {
      const fault = applyInputs(p, element, instance)
      if (fault) return fault
      const result = compute(p, instance)
      if (result instanceof Fault) return result
      const variables = Object.fromEntries([[resultVariable, result]])
      update(p, instance.key, { trigger: { elementId: element.id, variables } })
      return 'complete'
    },
    complete: completeWithOutputs,
  }
}
