import type { Remark } from '../finding.ts'
import type { Diagram, Element, Flow } from '../reading/diagram.ts'
import { outcomeOf, outgoing, scopesOf } from '../reading/paths.ts'
import type { Rule } from '../rule.ts'

/** Elements of a part that stand for what lies outside of it. */
const OUTSIDE = /^part-/

/** Parts that occur in every service are drawn alike, element for element; names, limits, forms, templates may differ. */
export const standardParts: Rule = {
  name: 'standard-parts',
  judge({ diagram, parts }) {
    return [...parts].flatMap(([name, part]) => (uses(diagram, part) ? compare(diagram, part, name) : []))
  },
}

/** A service uses a part when it has the part's first step, or, where the part is all helpers, its first group. */
function uses(diagram: Diagram, part: Diagram): boolean {
  const own = [...part.elements.values()].filter(({ id }) => !OUTSIDE.test(id))
  const anchor =
    own.find(({ id, kind }) => !id.startsWith('aux-') && kind !== 'startEvent') ??
    own.find(({ kind }) => kind === 'subProcess')
  return anchor !== undefined && diagram.elements.has(anchor.id)
}

function compare(diagram: Diagram, part: Diagram, name: string): Remark[] {
  const remarks: Remark[] = []
  const say = (at: string, message: string) => remarks.push({ at, message: `${message} (standard part ${name})` })
  const own = [...part.elements.values()].filter(({ id }) => !OUTSIDE.test(id))
  for (const wanted of own) {
    const found = diagram.elements.get(wanted.id)
    if (!found && isOptional(wanted)) continue
    if (!found) say(wanted.id, 'is missing')
    else for (const fault of differences(found, wanted)) say(wanted.id, fault)
  }
  const ids = new Set(own.map(({ id }) => id))
  const left = (id: string) => !diagram.elements.has(id) && isOptional(part.elements.get(id))
  for (const flow of part.flows)
    if (ids.has(flow.source) && !left(flow.source))
      judgeFlow(diagram, flow, { ids, targets: past(part, flow.target, left) }, say)
  for (const flow of diagram.flows) {
    const outcome = outcomeOf(flow)
    if (
      ids.has(flow.source) &&
      outcome &&
      !part.flows.some((one) => one.source === flow.source && outcomeOf(one) === outcome)
    )
      say(flow.id, `has no arrow ${outcome}`)
  }
  for (const element of diagram.elements.values())
    if (!ids.has(element.id) && scopesOf(diagram, element).some(({ id }) => ids.has(id)))
      say(element.id, 'does not belong here')
  return remarks
}

function differences(found: Element, wanted: Element): string[] {
  const keys = (element: Element) => Object.keys(element.headers).sort().join(' ')
  const same: [string, string | undefined, string | undefined][] = [
    ['the kind', found.kind, wanted.kind],
    ['the job type', found.jobType, wanted.jobType],
    ['what it is attached to', found.attachedTo, wanted.attachedTo],
    ['its event', `${found.event.kind} ${found.event.name}`, `${wanted.event.kind} ${wanted.event.name}`],
    ['its headers', keys(found), keys(wanted)],
  ]
  return same.filter(([, one, other]) => one !== other).map(([what, one, other]) => `${what} is ${one}, not ${other}`)
}

/** What a service may leave out of a part, whole: the way then leads past it. */
const isOptional = (element: Element | undefined) => element?.properties.optional === 'true'

/** Where a flow leads when optional elements on its way are left out. */
function past(part: Diagram, target: string, left: (id: string) => boolean, seen = new Set<string>()): string[] {
  if (!left(target)) return [target]
  if (seen.has(target)) return []
  seen.add(target)
  return outgoing(part, target).flatMap((flow) => past(part, flow.target, left, seen))
}

function judgeFlow(
  diagram: Diagram,
  wanted: Flow,
  { ids, targets }: { ids: ReadonlySet<string>; targets: readonly string[] },
  say: (at: string, message: string) => void,
): void {
  const outcome = outcomeOf(wanted)
  const inside = targets.every((target) => ids.has(target))
  const found = diagram.flows.some(
    (flow) =>
      flow.source === wanted.source && outcomeOf(flow) === outcome && (!inside || targets.includes(flow.target)),
  )
  if (!found && wanted.properties.optional !== 'true')
    say(
      wanted.source,
      outcome
        ? `the arrow ${outcome}${inside ? ` to ${targets.join(', ')}` : ''} is missing`
        : `must lead to ${targets.join(', ')}`,
    )
}
