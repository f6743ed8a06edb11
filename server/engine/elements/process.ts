import type { ElementKind } from '../model/build.ts'
import { noneStart } from '../model/graph.ts'
import { enter } from '../processing/activation.ts'
import { update } from '../processing/instances.ts'

/** The process itself: begins at the start event that was triggered, else at its none start event. */
export const processElement: ElementKind = {
  type: 'bpmn:Process',
  compile: () => ({
    activate(p, element, instance) {
      const { trigger } = instance
      const start = trigger ? element.content?.starts.find(({ id }) => id === trigger.elementId) : noneStart(element)
      if (!start) throw new Error(`Process '${element.id}' has no start event to begin at`)
      update(p, instance.key, { trigger: undefined })
      enter(p, start, instance.key, trigger?.variables ? { variables: trigger.variables } : {})
      return 'wait'
    },
    complete: () => ({ take: [] }),
  }),
}
