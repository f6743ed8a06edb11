import type { Build, EventDefinitionKind } from '../model/build.ts'
import type { Behaviour } from '../model/graph.ts'
import { childOf, flagOf, idOf, type Node } from '../model/node.ts'
import { compensate } from '../processing/compensation.ts'
import { update } from '../processing/instances.ts'
import { applyOutputs } from '../processing/mappings.ts'

/** The boundary event only names the handler of its activity: nothing happens at it by itself. */
export const compensationDefinition: EventDefinitionKind = {
  type: 'bpmn:CompensateEventDefinition',
  places: ['boundary', 'intermediate throw', 'end'],
  nonInterrupting: false,
  catching: () => ({ kind: 'compensation', prepare: () => () => {} }),
  throwing: compileThrowing,
}

/** Starts the handlers of what was done and goes on when all have completed, at once if there is none. */
function compileThrowing(definition: Node, event: Node, build: Build): Behaviour {
  if (flagOf(definition, 'waitForCompletion') === false)
    build.faults.add(
      event,
      event.$type === 'bpmn:EndEvent'
        ? 'A compensation end event waitForCompletion attribute must be true or not present'
        : 'A compensation intermediate throwing event waitForCompletion attribute must be true or not present',
    )
  const activity = childOf(definition, 'activityRef')
  const activityId = activity && idOf(activity)
  return {
    activate(p, element, instance) {
      const handlers = compensate(p, element, instance, activityId)
      if (handlers === 0) return 'complete'
      update(p, instance.key, { compensating: handlers })
      return 'wait'
    },
    complete: (p, element, instance) => applyOutputs(p, element, instance) ?? { take: element.outgoing },
  }
}
