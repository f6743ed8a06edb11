/** A node that is being looked at, with those of its followers that have not been yet. */
interface Visit<Node> {
  node: Node
  rest: Node[]
}

/**
 * The nodes that lie on a cycle: from which a way along `next` leads back to them. Takes time in proportion to nodes and
 * edges (Tarjan's strongly connected components, with a stack of its own so that long ways do not end the process's).
 */
export function onCycles<Node>(nodes: readonly Node[], next: (node: Node) => Node[]): Set<Node> {
  const order = new Map<Node, number>()
  const lowest = new Map<Node, number>()
  const path: Node[] = []
  const onPath = new Set<Node>()
  const cyclic = new Set<Node>()
  const visits: Visit<Node>[] = []

  const enter = (node: Node) => {
    order.set(node, order.size)
    lowest.set(node, order.size - 1)
    path.push(node)
    onPath.add(node)
    const followers = next(node)
    if (followers.includes(node)) cyclic.add(node)
    visits.push({ node, rest: followers })
  }
  const lower = (node: Node, to: number | undefined) => {
    if (to !== undefined && to < (lowest.get(node) ?? 0)) lowest.set(node, to)
  }
  const leave = (node: Node) => {
    visits.pop()
    const before = visits.at(-1)
    if (before) lower(before.node, lowest.get(node))
    if (lowest.get(node) !== order.get(node)) return
    const component = path.splice(path.lastIndexOf(node))
    for (const member of component) {
      onPath.delete(member)
      if (component.length > 1) cyclic.add(member)
    }
  }

  for (const start of nodes) {
    if (order.has(start)) continue
    enter(start)
    for (let visit = visits.at(-1); visit; visit = visits.at(-1)) {
      const follower = visit.rest.pop()
      if (follower === undefined) leave(visit.node)
      else if (!order.has(follower)) enter(follower)
      else if (onPath.has(follower)) lower(visit.node, order.get(follower))
    }
  }
  return cyclic
}
