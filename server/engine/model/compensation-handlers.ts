import { childOf, childrenOf, type Node } from './node.ts'
import { everyNode } from './rules/rule.ts'

/** The activity of the same process that the association of a compensation boundary event leads to. */
export function handlerOf(event: Node): Node | undefined {
  const association = associationsFrom(rootOf(event)).get(event)
  return association && activityAt(association, processOf(event))
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

/** What was found in documents that were read: each event asks anew, and there may be thousands of them. */
const found = new WeakMap<Node, ReadonlyMap<Node, Node>>()

/** The first association of a document that begins at a node, by that node. */
function associationsFrom(definitions: Node): ReadonlyMap<Node, Node> {
  const known = found.get(definitions)
  if (known) return known
  const bySource = new Map<Node, Node>()
  for (const association of associationsIn(definitions)) {
    const source = childOf(association, 'sourceRef')
    if (source && !bySource.has(source)) bySource.set(source, association)
  }
  found.set(definitions, bySource)
  return bySource
}

/** Associations stand in the scope where they are drawn, or in the collaboration. */
function* associationsIn(definitions: Node): Generator<Node> {
  for (const root of childrenOf(definitions, 'rootElements'))
    for (const node of everyNode(root))
      for (const artifact of childrenOf(node, 'artifacts')) if (artifact.$type === 'bpmn:Association') yield artifact
}
