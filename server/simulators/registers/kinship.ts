/** How two people are related, as far as marriage asks (Law on Marriage and Family 2014, article 5). Pure. */
import type { Person } from '../population/index.ts'

export interface Kinship {
  relation: 'none' | 'direct-line' | 'siblings' | 'within-three-generations' | 'adoptive' | 'in-law' | 'step'
  prohibited: boolean
}

/** Ties that courts and registers make, present and past. */
export interface Ties {
  /** Whom a person is or was married to. */
  spousesOf(person: Person): readonly Person[]
  /** Whom a person adopted. */
  adoptedBy(person: Person): readonly Person[]
}

/** The common line up to the third generation is looked through, then adoption and the families of spouses. */
export function kinshipOf(a: Person, b: Person, ties: Ties): Kinship {
  const relation = byBlood(a, b) ?? byTie(a, b, ties) ?? byTie(b, a, ties)
  return relation === null ? { relation: 'none', prohibited: false } : { relation, prohibited: true }
}

function byBlood(a: Person, b: Person): Kinship['relation'] | null {
  const linesOfA = ancestors(a)
  const linesOfB = ancestors(b)
  if (linesOfA.has(b) || linesOfB.has(a)) return 'direct-line'
  let nearest = Number.POSITIVE_INFINITY
  for (const [ancestor, stepsOfA] of linesOfA) {
    const stepsOfB = linesOfB.get(ancestor)
    if (stepsOfB !== undefined) nearest = Math.min(nearest, Math.max(stepsOfA, stepsOfB))
  }
  if (nearest === 1) return 'siblings'
  return nearest === 2 ? 'within-three-generations' : null
}

/** What `elder` is to `younger`: adoptive parent, parent-in-law, step-parent; now or once. */
function byTie(elder: Person, younger: Person, { spousesOf, adoptedBy }: Ties): Kinship['relation'] | null {
  if (adoptedBy(elder).includes(younger)) return 'adoptive'
  const isParentOf = (child: Person) => child.father === elder || child.mother === elder
  if (spousesOf(younger).some(isParentOf)) return 'in-law'
  const isChildOf = (parent: Person) => younger.father === parent || younger.mother === parent
  return spousesOf(elder).some(isChildOf) ? 'step' : null
}

/** Parents and grandparents with the steps to them. */
function ancestors(person: Person): Map<Person, number> {
  const found = new Map<Person, number>()
  let generation = [person]
  for (const steps of [1, 2]) {
    generation = generation.flatMap((child) => [child.father, child.mother]).filter((parent) => parent !== null)
    for (const ancestor of generation) found.set(ancestor, steps)
  }
  return found
}
