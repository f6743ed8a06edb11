import type { ElementKind } from '../model/build.ts'
import type { Element, SequenceFlow } from '../model/graph.ts'
import { evaluateBoolean } from '../processing/evaluation.ts'
import { Fault } from '../processing/fault.ts'
import { update } from '../processing/instances.ts'
import type { Processing } from '../processing/processing.ts'
import type { ElementInstance } from '../state/records.ts'

/** Forks: takes all flows whose conditions hold; else the default flow. It joins nothing. */
export const inclusiveGateway: ElementKind = {
  type: 'bpmn:InclusiveGateway',
  compile: () => ({
    activate(p, element, instance) {
      const chosen = choose(p, element, instance)
      if (chosen instanceof Fault) return chosen
      update(p, instance.key, { chosenFlows: chosen.map(({ id }) => id) })
      return 'complete'
    },
    complete: (_p, element, instance) => ({
      take: element.outgoing.filter(({ id }) => instance.chosenFlows?.includes(id)),
    }),
  }),
}

function choose(p: Processing, { outgoing, defaultFlow }: Element, instance: ElementInstance): SequenceFlow[] | Fault {
  if (outgoing.every(({ condition }) => !condition) && outgoing.length < 2) return outgoing
  const chosen: SequenceFlow[] = []
  for (const flow of outgoing) {
    if (flow === defaultFlow || !flow.condition) continue
    const holds = evaluateBoolean(p, flow.condition, instance.key)
    if (holds instanceof Fault) return holds
    if (holds) chosen.push(flow)
  }
  if (chosen.length > 0) return chosen
  if (defaultFlow) return [defaultFlow]
  return new Fault(
    'CONDITION_ERROR',
    'Expected at least one condition to evaluate to true, or to have a default flow',
    instance.key,
  )
}
