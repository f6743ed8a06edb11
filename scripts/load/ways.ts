/** Which way a dossier goes: most to the paper, a seeded share to each of the other ends. */
import type { ServiceCard } from '../../server/services/card.ts'
import { type Decided, wayTo } from '../../test/services/happy-path.ts'

export type Turn = 'straight' | 'supplemented' | 'refused' | 'not competent' | 'withdrawn'

export interface Way {
  readonly turn: Turn
  /** Decisions of officers in order. */
  readonly decisions: readonly Decided[]
  /** Status at the end. */
  readonly reads: string
}

/** Shares of the turns; the rest goes straight. */
const shares: readonly (readonly [Turn, number])[] = [
  ['supplemented', 0.08],
  ['refused', 0.05],
  ['not competent', 0.03],
  ['withdrawn', 0.02],
]

/** The turn of a number in [0, 1). */
export function turnOf(number: number): Turn {
  let below = 0
  for (const [turn, share] of shares) {
    below += share
    if (number < below) return turn
  }
  return 'straight'
}

/** The way of a service's dossier that takes this turn. */
export function wayOf(card: ServiceCard, turn: Turn): Way {
  const straight = wayTo('end-approved', card)
  const [intake] = straight
  if (!intake) throw new Error(`${card.code} has no step before the paper`)
  switch (turn) {
    case 'straight':
      return { turn, decisions: straight, reads: 'handed-over' }
    case 'supplemented':
      return { turn, decisions: [{ ...intake, outcome: 'supplement' }, ...straight], reads: 'handed-over' }
    case 'refused':
      return { turn, decisions: wayTo('end-refused', card), reads: 'refused' }
    case 'not competent':
      return { turn, decisions: wayTo('end-returned', card), reads: 'returned' }
    case 'withdrawn':
      // Whoever withdraws does so when the counter has the dossier.
      return { turn, decisions: [], reads: 'withdrawn' }
  }
}
