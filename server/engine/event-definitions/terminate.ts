import type { EventDefinitionKind } from '../model/build.ts'
import { Fault } from '../processing/fault.ts'
import { applyOutputs } from '../processing/mappings.ts'
import { interrupt } from '../processing/termination.ts'

/** Ends all else in its flow scope; the scope itself then completes and goes on. */
export const terminateDefinition: EventDefinitionKind = {
  type: 'bpmn:TerminateEventDefinition',
  places: ['end'],
  nonInterrupting: false,
  throwing: () => ({
    activate: () => 'complete',
    complete: (p, element, instance) => {
      const fault = applyOutputs(p, element, instance)
      return fault instanceof Fault ? fault : { take: [] }
    },
    completed(p, element, instance) {
      if (instance.scopeKey !== undefined) interrupt(p, instance.scopeKey, element)
    },
  }),
}
