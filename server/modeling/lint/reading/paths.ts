/** Where a token goes: the diagram flattened to its steps, through helpers, groups, gateways and errors. */
import type { Diagram, Element, Flow } from './diagram.ts'

const HELPERS = /^(aux|by-hand)-/

export const isHelper = (id: string): boolean => HELPERS.test(id)
export const isActivity = (element: Element): boolean => /Task$|^task$|^subProcess$|^callActivity$/.test(element.kind)

/** A step of the service: an activity with a name of its own, or an end of the whole case. */
function isStep(diagram: Diagram, element: Element): boolean {
  if (isHelper(element.id)) return false
  if (element.kind === 'endEvent') return endsCase(diagram, element)
  return isActivity(element) && !element.triggeredByEvent
}

/** An end in the process itself or in an event sub-process of it. */
function endsCase(diagram: Diagram, element: Element): boolean {
  if (element.scope === diagram.processId) return element.event.kind !== 'error'
  const scope = diagram.elements.get(element.scope)
  return scope?.triggeredByEvent === true && scope.scope === diagram.processId
}

export const outgoing = (diagram: Diagram, id: string): Flow[] => diagram.flows.filter((flow) => flow.source === id)
export const incoming = (diagram: Diagram, id: string): Flow[] => diagram.flows.filter((flow) => flow.target === id)
export const boundariesOf = (diagram: Diagram, id: string): Element[] =>
  [...diagram.elements.values()].filter((element) => element.attachedTo === id)
export const childrenOf = (diagram: Diagram, scope: string): Element[] =>
  [...diagram.elements.values()].filter((element) => element.scope === scope)

/** Every scope around an element, innermost first, without the process. */
export function scopesOf(diagram: Diagram, element: Element): Element[] {
  const scope = diagram.elements.get(element.scope)
  return scope ? [scope, ...scopesOf(diagram, scope)] : []
}

/** The boundary event that takes an error end event's error; undefined where nothing does. */
export function catcherOf(diagram: Diagram, thrower: Element): Element | undefined {
  for (const scope of scopesOf(diagram, thrower)) {
    const caught = boundariesOf(diagram, scope.id).find(
      ({ event }) => event.kind === 'error' && (event.name === thrower.event.name || event.name === ''),
    )
    if (caught) return caught
  }
  return undefined
}

/** Ids of the steps that a token entering these elements meets first. */
function stepsFrom(diagram: Diagram, ids: readonly string[], seen: Set<string>): string[] {
  return ids.flatMap((id) => {
    const element = diagram.elements.get(id)
    if (!element || seen.has(id)) return []
    seen.add(id)
    if (isStep(diagram, element)) return [id]
    return stepsFrom(diagram, continuations(diagram, element), seen)
  })
}

/** What lies directly behind an element that is no step. */
function continuations(diagram: Diagram, element: Element): string[] {
  if (element.kind === 'endEvent') {
    const caught = element.event.kind === 'error' ? catcherOf(diagram, element) : undefined
    return targets(diagram, element.event.kind === 'error' ? (caught?.id ?? '') : element.scope)
  }
  if (element.kind === 'subProcess') {
    return childrenOf(diagram, element.id)
      .filter((child) => child.kind === 'startEvent')
      .map((start) => start.id)
  }
  return [
    ...targets(diagram, element.id),
    ...boundariesOf(diagram, element.id).flatMap(({ id }) => targets(diagram, id)),
  ]
}

const targets = (diagram: Diagram, id: string): string[] => outgoing(diagram, id).map((flow) => flow.target)

/** Ids of the steps that follow a flow, each once. */
export function stepsBehind(diagram: Diagram, flow: Flow): string[] {
  return [...new Set(stepsFrom(diagram, [flow.target], new Set()))]
}

/** Ids of the steps that follow an element (which itself doesn't count), each once. */
export function stepsAfter(diagram: Diagram, id: string): string[] {
  return [...new Set(stepsFrom(diagram, targets(diagram, id), new Set([id])))]
}

const CONDITION = /^=\s*outcome\s*=\s*"([^"]+)"$/

/** The outcome that a flow's condition asks for; undefined for any other condition. */
export const outcomeOf = (flow: Flow): string | undefined => CONDITION.exec(flow.condition)?.[1]

/** The exclusive gateway directly behind an activity, where exactly one flow leads there. */
export function gatewayBehind(diagram: Diagram, activity: Element): Element | undefined {
  const flows = outgoing(diagram, activity.id)
  const [flow] = flows
  const target = flow && diagram.elements.get(flow.target)
  return flows.length === 1 && target?.kind === 'exclusiveGateway' ? target : undefined
}

export interface Arrow {
  outcome: string
  /** Steps or ends that it leads to. */
  to: string[]
}

/** The outcomes of a step, in document order. */
export function arrowsOf(diagram: Diagram, step: Element): Arrow[] {
  if (step.kind === 'subProcess') return arrowsWithin(diagram, step)
  const gateway = step.kind === 'userTask' ? gatewayBehind(diagram, step) : undefined
  const decided = gateway ? outgoing(diagram, gateway.id).flatMap((flow) => arrow(diagram, flow, outcomeOf(flow))) : []
  const interrupted = boundariesOf(diagram, step.id).flatMap((event) =>
    outgoing(diagram, event.id).flatMap((flow) => arrow(diagram, flow, event.properties.outcome)),
  )
  return [...decided, ...interrupted]
}

function arrowsWithin(diagram: Diagram, step: Element): Arrow[] {
  const inside = (id: string) => diagram.elements.get(id)?.scope === step.id
  return diagram.flows
    .filter((flow) => inside(flow.source) && !isByHandGateway(diagram, flow.source))
    .flatMap((flow) => arrow(diagram, flow, outcomeOf(flow) ?? flow.properties.outcome))
}

const isByHandGateway = (diagram: Diagram, id: string): boolean =>
  incoming(diagram, id).some((flow) => flow.source.startsWith('by-hand-'))

const arrow = (diagram: Diagram, flow: Flow, outcome: string | undefined): Arrow[] =>
  outcome === undefined ? [] : [{ outcome, to: stepsBehind(diagram, flow) }]

/** All steps of the diagram; ends of the case not counted. */
export const stepsOf = (diagram: Diagram): Element[] =>
  [...diagram.elements.values()].filter((element) => isStep(diagram, element) && element.kind !== 'endEvent')

const END = /^(end-(?:approved|refused|returned|withdrawn|expired))-.+$/

/** The end of the specification that an end of the diagram stands for: `end-withdrawn-in-person` is `end-withdrawn`. */
export const specifiedEnd = (id: string): string => END.exec(id)?.[1] ?? id

export const endsOf = (diagram: Diagram): Element[] =>
  [...diagram.elements.values()].filter((element) => element.kind === 'endEvent' && endsCase(diagram, element))
