import type { Key } from '../contract.ts'
import { forgetProcessInstance } from '../processing/history.ts'
import { change } from '../processing/instances.ts'
import { storeJob } from '../processing/jobs.ts'
import { expireMessage } from '../processing/messages.ts'
import type { Processing } from '../processing/processing.ts'
import { fireTimer } from '../processing/timers.ts'
import { timeKey } from '../state/keys.ts'
import type { Job } from '../state/records.ts'
import type { State } from '../state/state.ts'
import type { Table } from '../state/table.ts'

const TIME_DIGITS = timeKey(0).length
const POSTPONED_MILLISECONDS = 60_000

/** Something that time brings: an index by instant, and what to do with a record when its instant has come. */
interface DueKind {
  index(state: State): Table<1>
  /** Does nothing if the record is gone. */
  happen(p: Processing, key: Key): void
}

/** All that the writer does by the clock. */
const dueKinds: readonly DueKind[] = [
  {
    index: (state) => state.dueTimers,
    happen(p, key) {
      const timer = p.state.timers.get(key)
      if (timer) fireTimer(p, timer)
    },
  },
  { index: (state) => state.jobDeadlines, happen: makeActivatable },
  { index: (state) => state.jobRetries, happen: makeActivatable },
  {
    index: (state) => state.messageExpiries,
    happen(p, key) {
      const message = p.state.messages.get(key)
      if (message) expireMessage(p, message)
    },
  },
  { index: (state) => state.historyExpiries, happen: forgetProcessInstance },
]

/** A job whose deadline or back-off is over can be activated again, with the same retries. */
function makeActivatable(p: Processing, key: Key): void {
  const job = p.state.jobs.get(key)
  // It may have been activated anew since it was found to be due.
  const due = job?.state === 'ACTIVATED' ? job.deadline : job?.retryAt
  if (!job || due === undefined || due > p.now) return
  const again: Job = {
    ...change(job, { deadline: undefined, worker: undefined, retryAt: undefined }),
    state: 'ACTIVATABLE',
  }
  storeJob(p, job, again)
}

/** A row of a due index whose instant has come. */
export interface DueRow {
  kind: DueKind
  row: string
}

/** What is due, oldest first; at most `limit` of each kind. */
export function dueRows(state: State, now: number, limit: number): DueRow[] {
  const before = timeKey(now + 1)
  const rows = dueKinds.flatMap((kind) =>
    kind
      .index(state)
      .range('', { before, limit })
      .map(([row]) => ({ kind, row })),
  )
  return rows.sort((one, other) => (one.row < other.row ? -1 : 1))
}

/** Does what a due row asks for; the row is gone afterwards, whatever became of its record. */
export function happen(p: Processing, { kind, row }: DueRow): void {
  kind.happen(p, row.slice(TIME_DIGITS) as Key)
  kind.index(p.state).delete(row)
}

/** Puts a row off for which the engine failed, so that it is tried again but not at once. */
export function postpone(p: Processing, { kind, row }: DueRow): void {
  kind.index(p.state).delete(row)
  kind.index(p.state).put(timeKey(p.now + POSTPONED_MILLISECONDS) + row.slice(TIME_DIGITS), 1)
}

/** The next instant at which something is due, in milliseconds since the epoch. */
export function nextDue(state: State): number | undefined {
  const heads = dueKinds.flatMap((kind) =>
    kind
      .index(state)
      .range('', { limit: 1 })
      .map(([row]) => Number(row.slice(0, TIME_DIGITS))),
  )
  return heads.length === 0 ? undefined : Math.min(...heads)
}
