/** How two people are related, as far as marriage asks (Law on Marriage and Family 2014, article 5). Pure. */
import type { Person } from '../population/index.ts'

export interface Kinship {
  relation: 'none' | 'direct-line' | 'siblings' | 'within-three-generations'
  prohibited: boolean
}

/** The common line up to the third generation is looked through. */
export function kinshipOf(a: Person, b: Person): Kinship {
  const linesOfA = ancestors(a)
  const linesOfB = ancestors(b)
  if (linesOfA.has(b) || linesOfB.has(a)) return { relation: 'direct-line', prohibited: true }
  let nearest = Number.POSITIVE_INFINITY
  for (const [ancestor, stepsOfA] of linesOfA) {
    const stepsOfB = linesOfB.get(ancestor)
    if (stepsOfB !== undefined) nearest = Math.min(nearest, Math.max(stepsOfA, stepsOfB))
  }
  if (nearest === 1) return { relation: 'siblings', prohibited: true }
  if (nearest === 2) return { relation: 'within-three-generations', prohibited: true }
  return { relation: 'none', prohibited: false }
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
