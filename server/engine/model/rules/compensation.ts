import { handlerOf } from '../compensation-handlers.ts'
import { childOf, flagOf, idOf, type Node } from '../node.ts'
import { definitionsOf, hasDefinition, type Rule, type Surroundings } from './rule.ts'

const COMPENSATION = 'bpmn:CompensateEventDefinition'

export const compensationRules: readonly Rule[] = [
  {
    type: 'bpmn:BoundaryEvent',
    check(event, { faults, outgoing }) {
      if (!hasDefinition(event, COMPENSATION)) return
      if (outgoing(event).length > 0 || !handlerOf(event))
        faults.add(
          event,
          'Compensation boundary events must have a compensation association and no outgoing sequence flows',
        )
    },
  },
  {
    type: 'bpmn:Activity',
    check(activity, { faults, incoming, outgoing, boundaryEvents }) {
      if (activity.get('isForCompensation') !== true) return
      if (incoming(activity).length > 0)
        faults.add(activity, 'A compensation handler should have no incoming sequence flows')
      if (outgoing(activity).length > 0)
        faults.add(activity, 'A compensation handler should have no outgoing sequence flows')
      if (boundaryEvents(activity).length > 0)
        faults.add(activity, 'A compensation handler should have no boundary events')
    },
  },
  {
    type: 'bpmn:ThrowEvent',
    check(event, surroundings) {
      for (const definition of definitionsOf(event)) {
        const activity = definition.$type === COMPENSATION ? childOf(definition, 'activityRef') : undefined
        if (activity) checkReference(event, definition, activity, surroundings)
      }
    },
  },
]

function checkReference(event: Node, definition: Node, activity: Node, { faults, boundaryEvents }: Surroundings): void {
  const compensable = boundaryEvents(activity).some((boundary) => hasDefinition(boundary, COMPENSATION))
  const embedded = activity.$type === 'bpmn:SubProcess' && !flagOf(activity, 'triggeredByEvent')
  if (!compensable && !embedded)
    faults.add(
      definition,
      `The referenced compensation activity '${idOf(activity)}' must have either a compensation boundary event or be a subprocess`,
    )
  const scope = event.$parent
  const around = scope && flagOf(scope, 'triggeredByEvent') ? scope.$parent : undefined
  if (activity.$parent !== scope && (around === undefined || activity.$parent !== around))
    faults.add(
      definition,
      `The referenced compensation activity '${idOf(activity)}' must be in the same scope as the compensation throw event`,
    )
}
