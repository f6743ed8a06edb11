import type { ElementKind } from '../model/build.ts'
import { enter } from '../processing/activation.ts'
import { update } from '../processing/instances.ts'
import { applyInputs } from '../processing/mappings.ts'
import { completeWithOutputs } from './job-task.ts'

/** An embedded or event sub-process: begins at its one start event; that one opens the subscriptions of the scope. */
export const subProcess: ElementKind = {
  type: 'bpmn:SubProcess',
  compile: () => ({
    activate(p, element, instance) {
      const fault = applyInputs(p, element, instance)
      if (fault) return fault
      const [start] = element.content?.starts ?? []
      if (!start) throw new Error(`Sub-process '${element.id}' has no start event`)
      const variables = instance.trigger?.variables
      update(p, instance.key, { trigger: undefined })
      enter(p, start, instance.key, variables ? { variables } : {})
      return 'wait'
    },
    complete: completeWithOutputs,
  }),
}
