/**
 * The month: which way each dossier goes, in shares as a counter sees them, and how far. A way is a list of acts; an open
 * dossier is one that stops before the end of its way.
 */
import { seededChance } from '../../server/simulators/population/random.ts'

export type Act =
  /** An officer takes the task of the step and decides. */
  | { kind: 'decide'; step: string; outcome: string }
  /** An officer takes the task and keeps it. */
  | { kind: 'claim'; step: string }
  /** Waits until the step has its task, and leaves it. */
  | { kind: 'see'; step: string }
  /** The citizen supplies what was asked, when the dossier asks for it. */
  | { kind: 'supply' }
  /** Waits until the citizen is asked. */
  | { kind: 'asked' }
  | { kind: 'withdraw' }
  /** Waits until the dossier reads this. */
  | { kind: 'reads'; status: string }

/** What is out of the ordinary in the request itself. */
export type Twist = 'none' | 'post' | 'elsewhere' | 'unknown-entry'

export interface Story {
  way: string
  open: boolean
  twist: Twist
  acts: Act[]
}

const decide = (step: string, outcome: string): Act => ({ kind: 'decide', step, outcome })
const accepted = decide('check-completeness', 'complete')
const examined = decide('review', 'eligible')
const drafted = decide('draft', 'done')
const signed = decide('sign', 'approve')
const registered = decide('register', 'done')
const handedOver: Act[] = [decide('deliver', 'delivered'), { kind: 'reads', status: 'handed-over' }]
const askedAtIntake: Act[] = [decide('check-completeness', 'supplement'), { kind: 'asked' }]
const askedInReview: Act[] = [accepted, decide('review', 'supplement'), { kind: 'asked' }]
const toVerify: Act[] = [accepted, decide('review', 'verify')]
const toResult: Act[] = [drafted, signed, registered]
const refusal: Act[] = [
  decide('draft-refusal', 'done'),
  decide('sign-refusal', 'signed'),
  decide('deliver-refusal', 'done'),
  { kind: 'reads', status: 'refused' },
]

interface Way {
  way: string
  count: number
  twist?: Twist
  acts: Act[]
}

/** 340 closed. Nobody lets 30 days pass in a month, so nothing expires. */
const closed: readonly Way[] = [
  { way: 'handed over', count: 202, acts: [accepted, examined, ...toResult, ...handedOver] },
  {
    way: 'sent by post',
    count: 14,
    twist: 'post',
    acts: [accepted, examined, ...toResult, decide('deliver', 'posted'), { kind: 'reads', status: 'handed-over' }],
  },
  {
    way: 'supplemented before acceptance',
    count: 24,
    acts: [...askedAtIntake, { kind: 'supply' }, accepted, examined, ...toResult, ...handedOver],
  },
  {
    way: 'supplemented in examination',
    count: 16,
    acts: [...askedInReview, { kind: 'supply' }, examined, ...toResult, ...handedOver],
  },
  {
    way: 'verified with another unit',
    count: 10,
    twist: 'elsewhere',
    acts: [
      ...toVerify,
      decide('sign-verification', 'signed'),
      decide('await-verification', 'confirmed'),
      ...toResult,
      ...handedOver,
    ],
  },
  {
    way: 'sent back by the leader once',
    count: 12,
    acts: [accepted, examined, drafted, decide('sign', 'rework'), examined, ...toResult, ...handedOver],
  },
  { way: 'refused', count: 22, twist: 'unknown-entry', acts: [accepted, decide('review', 'ineligible'), ...refusal] },
  {
    way: 'returned: not competent',
    count: 20,
    twist: 'elsewhere',
    acts: [decide('check-completeness', 'not-competent'), { kind: 'reads', status: 'returned' }],
  },
  {
    way: 'withdrawn',
    count: 12,
    acts: [{ kind: 'see', step: 'check-completeness' }, { kind: 'withdraw' }, { kind: 'reads', status: 'withdrawn' }],
  },
  {
    way: 'withdrawn in examination',
    count: 8,
    acts: [accepted, { kind: 'see', step: 'review' }, { kind: 'withdraw' }, { kind: 'reads', status: 'withdrawn' }],
  },
]

/** 60 open. */
const open: readonly Way[] = [
  { way: 'unclaimed at the counter', count: 13, acts: [{ kind: 'see', step: 'check-completeness' }] },
  { way: 'being checked at the counter', count: 4, acts: [{ kind: 'claim', step: 'check-completeness' }] },
  { way: 'supplement awaited, not accepted', count: 6, acts: askedAtIntake },
  { way: 'unclaimed for examination', count: 7, acts: [accepted, { kind: 'see', step: 'review' }] },
  { way: 'being examined', count: 3, acts: [accepted, { kind: 'claim', step: 'review' }] },
  { way: 'supplement awaited', count: 4, acts: askedInReview },
  {
    way: 'verification with the leader',
    count: 2,
    twist: 'elsewhere',
    acts: [...toVerify, { kind: 'see', step: 'sign-verification' }],
  },
  {
    way: 'another unit asked',
    count: 3,
    twist: 'elsewhere',
    acts: [...toVerify, decide('sign-verification', 'signed'), { kind: 'see', step: 'await-verification' }],
  },
  { way: 'being drafted', count: 3, acts: [accepted, examined, { kind: 'see', step: 'draft' }] },
  { way: 'with the leader', count: 8, acts: [accepted, examined, drafted, { kind: 'see', step: 'sign' }] },
  {
    way: 'refusal with the leader',
    count: 1,
    twist: 'unknown-entry',
    acts: [
      accepted,
      decide('review', 'ineligible'),
      decide('draft-refusal', 'done'),
      { kind: 'see', step: 'sign-refusal' },
    ],
  },
  {
    way: 'being entered in the book',
    count: 2,
    acts: [accepted, examined, drafted, signed, { kind: 'see', step: 'register' }],
  },
  {
    way: 'ready to be collected',
    count: 4,
    acts: [accepted, examined, ...toResult, { kind: 'reads', status: 'ready' }],
  },
]

const asWritten = [...closed, ...open].reduce((sum, { count }) => sum + count, 0)

/** `size` stories in the order in which they are filed; 400 gives the month as written, fewer a part of each way. */
export function planMonth(seed: string, size: number): Story[] {
  const all = [closed, open].flatMap((ways, place) =>
    ways.flatMap(({ way, count, twist = 'none', acts }) =>
      Array.from({ length: count }, (): Story => ({ way, open: place === 1, twist, acts })),
    ),
  )
  const chance = seededChance(`demo:${seed}:order`)
  for (let last = all.length - 1; last > 0; last--) {
    const other = chance.between(0, last)
    const [a, b] = [all[last], all[other]]
    if (a && b) {
      all[last] = b
      all[other] = a
    }
  }
  if (size > asWritten) throw new Error(`A month holds ${asWritten} dossiers at most.`)
  return all.slice(0, size)
}
