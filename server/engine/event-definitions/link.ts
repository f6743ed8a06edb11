import type { Build, EventDefinitionKind } from '../model/build.ts'
import type { Behaviour } from '../model/graph.ts'
import { childrenOf, idOf, type Node, textOf } from '../model/node.ts'
import { enter } from '../processing/activation.ts'
import { applyOutputs } from '../processing/mappings.ts'

const LINK = 'bpmn:LinkEventDefinition'

/** A throw goes on at the catch of the same name in its scope; that names match is a structural rule. */
export const linkDefinition: EventDefinitionKind = {
  type: LINK,
  places: ['intermediate catch', 'intermediate throw'],
  nonInterrupting: false,
  catching(definition, _event, _place, build) {
    checkName(definition, build)
    return { kind: 'link', prepare: () => () => {} }
  },
  throwing: compileThrowing,
}

function checkName(definition: Node, build: Build): void {
  if ((textOf(definition, 'name') ?? '') === '')
    build.faults.add(definition, 'Link name must be present and not empty.')
}

function compileThrowing(definition: Node, event: Node, build: Build): Behaviour {
  checkName(definition, build)
  const name = textOf(definition, 'name')
  const target = childrenOf(event.$parent, 'flowElements').find(
    (node) =>
      node.$type === 'bpmn:IntermediateCatchEvent' &&
      childrenOf(node, 'eventDefinitions').some((one) => one.$type === LINK && textOf(one, 'name') === name),
  )
  return {
    activate: () => 'complete',
    complete: (p, element, instance) => applyOutputs(p, element, instance) ?? { take: [] },
    completed(p, element, instance) {
      const caught = target && p.graph(instance.processDefinitionKey).elements.get(idOf(target))
      if (!caught || instance.scopeKey === undefined) throw new Error(`Link '${element.id}' leads nowhere`)
      enter(p, caught, instance.scopeKey)
    },
  }
}
