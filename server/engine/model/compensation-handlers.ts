import { childOf, childrenOf, type Node } from './node.ts'
import { everyNode } from './rules/rule.ts'

/** The activity of the same process that the association of a compensation boundary event leads to. */
export function handlerOf(event: Node): Node | undefined {
  for (const association of associationsIn(rootOf(event)))
    if (childOf(association, 'sourceRef') === event) return activityAt(association, processOf(event))
  return undefined
}

function activityAt(association: Node, process: Node | undefined): Node | undefined {
  const target = childOf(association, 'targetRef')
  return target?.$instanceOf('bpmn:Activity') && processOf(target) === process ? target : undefined
}

function processOf(node: Node): Node | undefined {
  return node.$type === 'bpmn:Process' || !node.$parent ? node : processOf(node.$parent)
}

function rootOf(node: Node): Node {
  let root = node
  while (root.$parent) root = root.$parent
  return root
}

/** Associations stand in the scope where they are drawn, or in the collaboration. */
function* associationsIn(definitions: Node): Generator<Node> {
  for (const root of childrenOf(definitions, 'rootElements'))
    for (const node of everyNode(root))
      for (const artifact of childrenOf(node, 'artifacts')) if (artifact.$type === 'bpmn:Association') yield artifact
}
