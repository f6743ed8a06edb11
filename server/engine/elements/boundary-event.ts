import type { ElementKind } from '../model/build.ts'
import { applyEventOutputs, applyOutputs } from '../processing/mappings.ts'

/**
 * Runs after its event has happened; the event's variables are local. An error's stay local without output mappings,
 * those of other events then merge upwards.
 */
export const boundaryEvent: ElementKind = {
  type: 'bpmn:BoundaryEvent',
  compile: () => ({
    activate: () => 'complete',
    complete(p, element, instance) {
      const apply = element.catching?.kind === 'error' ? applyOutputs : applyEventOutputs
      return apply(p, element, instance) ?? { take: element.outgoing }
    },
  }),
}
