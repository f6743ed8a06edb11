import { childrenOf, type Node, textOf } from '../node.ts'
import { definitionsOf, duplicatesOf, everyNode, type Rule, type Surroundings } from './rule.ts'

/** A throw needs its catch in the same scope; no two catches of a process have one name. */
export const linkRules: readonly Rule[] = [
  {
    type: 'bpmn:Process',
    check(process, surroundings) {
      refuseDuplicates(process, [...everyNode(process)], surroundings)
      checkPairs(process, surroundings)
    },
  },
  {
    type: 'bpmn:SubProcess',
    check(scope, surroundings) {
      refuseDuplicates(scope, childrenOf(scope, 'flowElements'), surroundings)
      checkPairs(scope, surroundings)
    },
  },
]

function refuseDuplicates(at: Node, nodes: Node[], { faults }: Surroundings): void {
  for (const name of duplicatesOf(linkNames(nodes, 'bpmn:IntermediateCatchEvent')))
    faults.add(at, `Multiple intermediate catch link event definitions with the same name '${name}' are not allowed.`)
}

function checkPairs(scope: Node, { faults }: Surroundings): void {
  const nodes = childrenOf(scope, 'flowElements')
  const caught = linkNames(nodes, 'bpmn:IntermediateCatchEvent')
  for (const name of new Set(linkNames(nodes, 'bpmn:IntermediateThrowEvent')))
    if (!caught.includes(name))
      faults.add(scope, `Can't find an catch link event for the throw link event with the name '${name}'.`)
}

function linkNames(nodes: Node[], type: string): string[] {
  return nodes
    .filter((node) => node.$type === type)
    .flatMap(definitionsOf)
    .filter((definition) => definition.$type === 'bpmn:LinkEventDefinition')
    .map((definition) => textOf(definition, 'name') ?? '')
    .filter((name) => name !== '')
}
