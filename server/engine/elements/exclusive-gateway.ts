import type { ElementKind } from '../model/build.ts'
import type { Element, SequenceFlow } from '../model/graph.ts'
import { evaluateBoolean } from '../processing/evaluation.ts'
import { Fault } from '../processing/fault.ts'
import { update } from '../processing/instances.ts'
import type { Processing } from '../processing/processing.ts'
import type { ElementInstance } from '../state/records.ts'

/** Takes the first flow, in document order, whose condition holds; else the default flow. */
export const exclusiveGateway: ElementKind = {
  type: 'bpmn:ExclusiveGateway',
  compile: () => ({
    activate(p, element, instance) {
      if (element.outgoing.length === 0) return 'complete'
      const chosen = choose(p, element, instance)
      if (chosen instanceof Fault) return chosen
      update(p, instance.key, { trigger: { elementId: chosen.id } })
      return 'complete'
    },
    complete: (_p, element, instance) => ({
      take: element.outgoing.filter(({ id }) => id === instance.trigger?.elementId),
    }),
  }),
}

function choose(p: Processing, { outgoing, defaultFlow }: Element, instance: ElementInstance): SequenceFlow | Fault {
  const [only] = outgoing
  if (outgoing.length === 1 && only && !only.condition) return only
  for (const flow of outgoing) {
    if (flow === defaultFlow || !flow.condition) continue
    const holds = evaluateBoolean(p, flow.condition, instance.key)
    if (holds instanceof Fault) return holds
    if (holds) return flow
  }
  return (
    defaultFlow ??
    new Fault(
      'CONDITION_ERROR',
      'Expected at least one condition to evaluate to true, or to have a default flow',
      instance.key,
    )
  )
}
