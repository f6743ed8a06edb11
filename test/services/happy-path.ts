import type { ServiceCard } from '../../server/services/card.ts'

/** A user task on the way to the end, and the decision that leads on. */
export interface Decided {
  readonly step: string
  readonly role: string
  readonly outcome: string
}

interface Specified {
  readonly id: string
  readonly role: string
  readonly kind: string
  readonly outcomes: { readonly [outcome: string]: string }
}

/** The shortest way of a case from its submission, or from a step, to an end or another step, by the card's specification: user tasks only. */
export function wayTo(end: string, card: ServiceCard, from = 'submit'): Decided[] {
  const steps = new Map(specifiedSteps(card).map((step) => [step.id, step]))
  const queue: { at: string; way: Decided[] }[] = [{ at: from, way: [] }]
  const seen = new Set<string>()
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { at, way } = next
    if (at === end) return way
    const step = steps.get(at)
    if (!step || seen.has(at)) continue
    seen.add(at)
    for (const [outcome, to] of Object.entries(step.outcomes)) {
      const own: Decided[] = step.kind === 'user' ? [{ step: at, role: step.role, outcome }] : []
      queue.push({ at: to, way: [...way, ...own] })
    }
  }
  throw new Error(`${card.code} never comes to ${end}`)
}

function specifiedSteps(card: ServiceCard): readonly Specified[] {
  const { specification } = card as ServiceCard & { specification: { steps: Specified[] } }
  return specification.steps
}
