import { type Element, type Graph, noneStart } from './graph.ts'

/** Elements that go on by themselves; a loop of them would never end. */
const PASSING = new Set([
  'task',
  'manualTask',
  'exclusiveGateway',
  'inclusiveGateway',
  'parallelGateway',
  'startEvent',
  'endEvent',
  'subProcess',
  'callActivity',
])
/** A loop counts only with one of these in it: gateways alone may loop. */
const REFUSED = new Set(['task', 'manualTask', 'callActivity'])

/** The ids of the first loop without a wait state, its first element repeated at the end; undefined if there is none. */
export function straightThroughLoop(graph: Graph): string[] | undefined {
  const begins = [...graph.elements.values()].filter(({ type }) => REFUSED.has(type))
  for (const begin of begins.sort((one, other) => (one.id < other.id ? -1 : 1))) {
    const loop = loopFrom(begin)
    if (loop) return loop.map(({ id }) => id)
  }
  return undefined
}

/** Looks for a way back to the element; each element on the way is visited once. */
function loopFrom(begin: Element): Element[] | undefined {
  const cameFrom = new Map<Element, Element>()
  const open: Element[] = [begin]
  for (let element = open.pop(); element; element = open.pop()) {
    for (const next of nextOf(element)) {
      if (next === begin) return [...wayTo(element, begin, cameFrom), begin]
      if (!PASSING.has(next.type) || cameFrom.has(next)) continue
      cameFrom.set(next, element)
      open.push(next)
    }
  }
  return undefined
}

function wayTo(element: Element, begin: Element, cameFrom: Map<Element, Element>): Element[] {
  const way: Element[] = []
  for (let at: Element | undefined = element; at; at = at === begin ? undefined : cameFrom.get(at)) way.unshift(at)
  return way
}

/** Where a token goes from here: into a sub-process, along the flows, or out of the scope that ends. */
function nextOf(element: Element): Element[] {
  if (element.type === 'subProcess') return [noneStart(element) ?? []].flat()
  if (element.outgoing.length > 0) return element.outgoing.map(({ target }) => target)
  return element.scope?.outgoing.map(({ target }) => target) ?? []
}
