import type { Remark } from '../finding.ts'
import type { Card, SpecifiedStep } from '../reading/card.ts'
import type { Element } from '../reading/diagram.ts'
import { arrowsOf, childrenOf, endsOf, specifiedEnd, stepsAfter, stepsOf } from '../reading/paths.ts'
import type { Rule } from '../rule.ts'
import type { Service } from '../service.ts'

/** The diagram, flattened, is the specification: the same steps, outcomes, next steps and ends. */
export const specification: Rule = {
  name: 'specification',
  judge(service) {
    const { card, diagram } = service
    const drawn = new Map(stepsOf(diagram).map((step) => [step.id, step]))
    const ends = new Set(endsOf(diagram).map(({ id }) => specifiedEnd(id)))
    const remarks: Remark[] = []
    for (const step of card.steps.values()) remarks.push(...judgeStep(service, step, drawn.get(step.id)))
    for (const id of drawn.keys())
      if (!card.steps.has(id)) remarks.push({ at: id, message: 'no step of the specification: aux-… or by-hand-…?' })
    for (const end of card.ends) if (!ends.has(end)) remarks.push({ at: end, message: 'the end is missing' })
    for (const end of ends)
      if (!card.ends.includes(end)) remarks.push({ at: end, message: 'no end of the specification' })
    return remarks
  },
}

function judgeStep(service: Service, specified: SpecifiedStep, drawn: Element | undefined): Remark[] {
  if (specified.kind === 'start') return judgeStart(service, specified)
  const { id } = specified
  if (!drawn) return [{ at: id, message: 'the step is missing' }]
  const arrows = arrowsOf(service.diagram, drawn)
  const remarks: Remark[] = []
  for (const [outcome, to] of specified.outcomes) {
    if (outcome === 'withdraw' && leadsToWithdrawal(service, to)) continue
    const found = arrows.find((arrow) => arrow.outcome === outcome)
    if (!found) remarks.push({ at: id, message: `the outcome ${outcome} is missing` })
    else if (found.to.length !== 1 || !leadsTo(service.card, found.to[0] ?? '', to, new Set()))
      remarks.push({ at: id, message: `${outcome} leads to ${found.to.join(', ') || 'nothing'}, not to ${to}` })
  }
  for (const { outcome } of arrows)
    if (!specified.outcomes.has(outcome)) remarks.push({ at: id, message: `the outcome ${outcome} is not specified` })
  return remarks
}

function judgeStart({ card, diagram }: Service, specified: SpecifiedStep): Remark[] {
  if (diagram.elements.get(specified.id)?.kind !== 'startEvent')
    return [{ at: specified.id, message: 'the start event is missing' }]
  const after = stepsAfter(diagram, specified.id)
  return [...specified.outcomes.values()]
    .filter((to) => after.length !== 1 || !leadsTo(card, after[0] ?? '', to, new Set()))
    .map((to) => ({ at: specified.id, message: `leads to ${after.join(', ') || 'nothing'}, not to ${to}` }))
}

/** A system step with a single outcome may be repeated on the way: look-ups are fresh when a dossier comes back. */
function leadsTo(card: Card, actual: string, wanted: string, seen: Set<string>): boolean {
  if (specifiedEnd(actual) === wanted) return true
  const step = card.steps.get(actual)
  if (step?.role !== 'system' || step.outcomes.size !== 1 || seen.has(actual)) return false
  seen.add(actual)
  return [...step.outcomes.values()].every((next) => leadsTo(card, next, wanted, seen))
}

/** Withdrawal is an event of the whole case, not an arrow of each wait. */
function leadsToWithdrawal({ diagram }: Service, end: string): boolean {
  return [...diagram.elements.values()].some(
    (scope) => scope.triggeredByEvent && childrenOf(diagram, scope.id).some(({ id }) => id === end),
  )
}
