/**
 * The contract between diagrams and platform: job types with their headers, the variables that expressions may read,
 * and the words of headers (docs/services/README.md).
 */
import { parseLimit } from '#calendar'

/** A header's value is judged by `judge`, which answers what is wrong with it. */
export interface HeaderRule {
  required: boolean
  judge?: (value: string) => string | undefined
}

export const STATUSES = [
  'draft',
  'submitted',
  'checking',
  'accepted',
  'in-progress',
  'supplement',
  'waiting-unit',
  'waiting-appearance',
  'ready',
  'handed-over',
  'refused',
  'returned',
  'withdrawn',
  'expired',
  'cancelled',
]
export const ENDS = ['approved', 'refused', 'returned', 'withdrawn', 'expired']
export const REQUEST_KINDS = ['supplement-intake', 'supplement', 'verification', 'consultation', 'appearance']
/** Whom `open-request` asks, with the kinds of request that go there. */
export const ASKS: Readonly<Record<string, readonly string[]>> = {
  citizen: ['supplement-intake', 'supplement'],
  others: ['verification', 'consultation'],
  appearance: ['appearance'],
}
export const CLOCKS = ['start', 'pause', 'stop', 'extend']
export const TAGS = ['examines', 'signs']

const oneOf = (words: readonly string[]) => (value: string) =>
  words.includes(value) ? undefined : `'${value}' is none of ${words.join(', ')}`
const limit = (value: string) =>
  parseLimit(value) ? undefined : `'${value}' is no limit such as '4 working-hours', '2 working-days', 'same-day 15:00'`

const free = { required: true }
const clock = { required: false, judge: oneOf(CLOCKS) }
const kindOfRequest = { required: true, judge: oneOf(REQUEST_KINDS) }

/** Every job type that a worker takes, with its headers. */
export const JOBS: Readonly<Record<string, Readonly<Record<string, HeaderRule>>>> = {
  'open-dossier': {},
  'validate-dossier': {},
  'lookup-citizen': { register: free, lookup: free },
  'lookup-register': { register: free, lookup: free },
  'check-eligibility': { decision: free },
  'calculate-fee': { decision: free },
  'calculate-due': {
    clock: { required: false, judge: oneOf(['start', 'extend']) },
    limit: { required: false, judge: limit },
    appointment: { required: false },
  },
  'record-status': { status: { required: true, judge: oneOf(STATUSES) }, clock },
  'open-request': {
    kind: kindOfRequest,
    to: { required: true, judge: oneOf(Object.keys(ASKS)) },
    limit: { required: true, judge: limit },
    clock,
  },
  'settle-request': { kind: kindOfRequest, clock },
  'generate-document': { template: free, kind: free },
  'issue-result': { kind: free, register: free },
  'void-result': { kind: free, register: free },
  'update-register': { effect: free },
  'send-sms': { template: free },
  'close-dossier': { end: { required: true, judge: oneOf(ENDS) } },
}

export const USER_TASK_HEADERS: Readonly<Record<string, HeaderRule>> = {
  limit: { required: false, judge: limit },
  clock,
  tag: { required: false, judge: oneOf(TAGS) },
  public: free,
  'public:en': free,
}

/** Variables that a diagram's expressions may read. */
export const VARIABLES = [
  'dossier',
  'facts',
  'lookups',
  'checks',
  'outcome',
  'reason',
  'decisionId',
  'lastDecisionId',
  'request',
  'requests',
  'validation',
  'result',
  'apology',
]

/** Names below a variable that the contract fixes. */
export const PARTS: Readonly<Record<string, readonly string[]>> = {
  dossier: ['code', 'service', 'release', 'channel', 'unit', 'submittedAt', 'language'],
  request: ['id', 'due', 'unit'],
  apology: ['id'],
}
