import { loopNodeOf } from '../loop.ts'
import { extensionsOf, flagOf } from '../node.ts'
import type { Rule } from './rule.ts'

/** What the engine does not run is refused at deployment rather than passed over. */
export const notRunRules: readonly Rule[] = [
  {
    type: 'bpmn:Activity',
    check(activity, { faults }) {
      const loop = loopNodeOf(activity)
      if (loop && flagOf(activity, 'triggeredByEvent')) faults.add(loop, 'Event sub-processes can not be repeated.')
    },
  },
  {
    type: 'bpmn:FlowElement',
    check(element, { faults }) {
      for (const listeners of extensionsOf(element, 'zeebe:ExecutionListeners'))
        faults.add(listeners, "Elements of type 'ExecutionListeners' are currently not supported.")
    },
  },
  {
    type: 'bpmn:Process',
    check(process, { faults }) {
      for (const listeners of extensionsOf(process, 'zeebe:ExecutionListeners'))
        faults.add(listeners, "Elements of type 'ExecutionListeners' are currently not supported.")
    },
  },
]
