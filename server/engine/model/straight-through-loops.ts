import { onCycles } from './cycles.ts'
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
  'multiInstanceBody',
  'callActivity',
])
/** A loop counts only with one of these in it: gateways alone may loop. */
const REFUSED = new Set(['task', 'manualTask', 'callActivity'])

/**
 * For each process of a file the ids of its first loop without a wait state, its first element repeated at the end;
 * undefined where there is none.
 */
export function straightThroughLoops(graphs: readonly Graph[]): (string[] | undefined)[] {
  const called = new Map(graphs.map(({ process }) => [process.id, process]))
  const elements = graphs.flatMap((graph) =>
    [...graph.elements.values()].flatMap((one) => [one, one.inner ?? []].flat()),
  )
  const passing = elements.filter(({ type }) => PASSING.has(type))
  const cyclic = onCycles(passing, (element) => nextOf(element, called).filter(({ type }) => PASSING.has(type)))
  return graphs.map((graph) => {
    const [begin] = [...graph.elements.values()]
      .map((element) => element.inner ?? element)
      .filter((element) => REFUSED.has(element.type) && cyclic.has(element))
      .sort((one, other) => (one.id < other.id ? -1 : 1))
    // A body has the id of its activity, which follows it on the way.
    const loop = begin && loopFrom(begin, called)?.filter(({ type }) => type !== 'multiInstanceBody')
    return loop?.map(({ id }) => id)
  })
}

/** Looks for a way back to the element; each element on the way is visited once. */
function loopFrom(begin: Element, called: ReadonlyMap<string, Element>): Element[] | undefined {
  const cameFrom = new Map<Element, Element>()
  const open: Element[] = [begin]
  for (let element = open.pop(); element; element = open.pop()) {
    for (const next of nextOf(element, called)) {
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

/**
 * Where a token goes from here: into a sub-process, a body or the called process (of the same file; what lies behind the
 * call is not looked at), along the flows, or out of the scope that ends.
 */
function nextOf(element: Element, called: ReadonlyMap<string, Element>): Element[] {
  if (element.type === 'subProcess') return [noneStart(element) ?? []].flat()
  if (element.inner) return [element.inner]
  if (element.type === 'callActivity') {
    const process = called.get(element.calledProcess ?? '')
    return [(process && noneStart(process)) ?? []].flat()
  }
  if (element.outgoing.length > 0) return element.outgoing.map(({ target }) => target)
  return element.scope?.outgoing.map(({ target }) => target) ?? []
}
