import type { Behaviour } from '../model/graph.ts'
import { applyInputs } from '../processing/mappings.ts'
import { openSubscriptions } from '../processing/subscriptions.ts'
import { completeWithOutputs } from './job-task.ts'

/** Input mappings, subscribe (boundary events too), wait; the event's variables are treated as a completed job's. */
export const awaitEvent: Behaviour = {
  activate(p, element, instance) {
    return (
      applyInputs(p, element, instance) ??
      openSubscriptions(p, instance, [element, ...element.boundaryEvents]) ??
      'wait'
    )
  },
  complete: completeWithOutputs,
}
