import { isObject, type JsonValue } from '../../registers/index.ts'

/** What the simulated switchboard can be told to do wrong. Counts are of submits still to be met; 0 is none. */
export interface SwitchboardFaults {
  /** Every answer to a submit comes so much later, ms. */
  delayMs: number
  /** Answered ESME_RTHROTTLED, not taken. */
  throttle: number
  /** Answered with `refuseStatus`, not taken. */
  refuse: number
  refuseStatus: string
  /** Taken, then the connection is cut instead of an answer. */
  dropAfterTaking: number
  /** The connection is cut, nothing taken. */
  dropBeforeTaking: number
  /** Taken, never answered, the connection stays. */
  silent: number
  /** What receipts say, or that none are sent. Held receipts go out when this changes. */
  receipts: 'delivered' | 'failed' | 'none'
  /** How long after a submit its receipt is due, ms. */
  receiptDelayMs: number
  /** Connections are cut at once, old and new. */
  down: boolean
}

export const noFaults: SwitchboardFaults = {
  delayMs: 0,
  throttle: 0,
  refuse: 0,
  refuseStatus: 'ESME_RSUBMITFAIL',
  dropAfterTaking: 0,
  dropBeforeTaking: 0,
  silent: 0,
  receipts: 'delivered',
  receiptDelayMs: 300,
  down: false,
}

const counts = [
  'delayMs',
  'throttle',
  'refuse',
  'dropAfterTaking',
  'dropBeforeTaking',
  'silent',
  'receiptDelayMs',
] as const

/** The faults with what a request changes; null when it names or holds something else. `statuses` are those of SMPP. */
export function changeFaults(
  now: SwitchboardFaults,
  change: JsonValue | undefined,
  statuses: (name: string) => boolean,
): SwitchboardFaults | null {
  if (!isObject(change)) return null
  const next = { ...now }
  for (const [name, value] of Object.entries(change)) {
    const count = counts.find((known) => known === name)
    if (count && typeof value === 'number' && Number.isInteger(value) && value >= 0) next[count] = value
    else if (name === 'refuseStatus' && typeof value === 'string' && statuses(value)) next.refuseStatus = value
    else if (name === 'receipts' && (value === 'delivered' || value === 'failed' || value === 'none'))
      next.receipts = value
    else if (name === 'down' && typeof value === 'boolean') next.down = value
    else return null
  }
  return next
}

export type SubmitFault = 'throttle' | 'refuse' | 'dropAfterTaking' | 'dropBeforeTaking' | 'silent'
const submitFaults: readonly SubmitFault[] = ['dropBeforeTaking', 'throttle', 'refuse', 'dropAfterTaking', 'silent']

/** The fault that this submit meets, counted off; null when it meets none. */
export function meetFault(faults: SwitchboardFaults): SubmitFault | null {
  const met = submitFaults.find((fault) => faults[fault] > 0)
  if (!met) return null
  faults[met] -= 1
  return met
}
