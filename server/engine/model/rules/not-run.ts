import { childOf, extensionsOf } from '../node.ts'
import type { Rule } from './rule.ts'

/** What the engine does not run is refused at deployment rather than passed over. */
export const notRunRules: readonly Rule[] = [
  {
    type: 'bpmn:Activity',
    check(activity, { faults }) {
      const loop = childOf(activity, 'loopCharacteristics')
      if (loop?.$type === 'bpmn:MultiInstanceLoopCharacteristics')
        faults.add(loop, "Elements of type 'MultiInstanceLoopCharacteristics' are currently not supported.")
      if (activity.get('isForCompensation') === true)
        faults.add(activity, 'Compensation handlers are currently not supported.')
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
