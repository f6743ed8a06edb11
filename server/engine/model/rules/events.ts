import { childOf } from '../node.ts'
import { definitionsOf, hasDefinition, type Rule } from './rule.ts'

export const eventRules: readonly Rule[] = [
  {
    type: 'bpmn:StartEvent',
    check(event, { faults }) {
      if (definitionsOf(event).length > 1) faults.add(event, "Start event can't have more than one type")
    },
  },
  {
    type: 'bpmn:EndEvent',
    check(event, { faults, outgoing }) {
      if (outgoing(event).length > 0)
        faults.add(event, 'End events must not have outgoing sequence flows to other elements.')
      if (definitionsOf(event).length > 1) faults.add(event, 'Must have at most one event definition')
    },
  },
  {
    type: 'bpmn:IntermediateCatchEvent',
    check(event, { faults }) {
      if (definitionsOf(event).length !== 1) faults.add(event, 'Must have exactly one event definition')
    },
  },
  {
    type: 'bpmn:IntermediateThrowEvent',
    check(event, { faults }) {
      if (definitionsOf(event).length > 1) faults.add(event, 'Must have at most one event definition')
    },
  },
  {
    type: 'bpmn:BoundaryEvent',
    check(event, { faults, incoming, outgoing }) {
      if (!childOf(event, 'attachedToRef')) faults.add(event, 'Must be attached to an activity')
      if (incoming(event).length > 0) faults.add(event, 'Cannot have incoming sequence flows')
      if (outgoing(event).length === 0 && !hasDefinition(event, 'bpmn:CompensateEventDefinition'))
        faults.add(event, 'Must have at least one outgoing sequence flow')
      if (definitionsOf(event).length !== 1) faults.add(event, 'Must have exactly one event definition')
    },
  },
]
