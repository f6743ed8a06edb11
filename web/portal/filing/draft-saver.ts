import { type ApiProblem, asProblem, type Draft } from '../../api/index.ts'
import type { TypedAnswers } from '../../forms/index.ts'
import { sameAnswers } from './same-answers.ts'

/** How far what was typed is kept. */
export type Saving =
  | { state: 'saved'; at: string }
  | { state: 'saving' }
  | { state: 'failed'; problem: ApiProblem }
  /** Somebody changed the draft in another window; both stand until one is chosen. */
  | { state: 'conflict'; theirs: Draft }

export interface DraftCalls {
  save(answers: TypedAnswers, version: number): Promise<Draft>
  read(): Promise<Draft>
}

export interface DraftSaver {
  /** Takes note of what was typed; saved a moment later, the newest only. */
  change(answers: TypedAnswers): void
  /** Saves now; whether everything is saved. */
  flush(): Promise<boolean>
  /** Settles a conflict: what is on this page is saved over the other. */
  keepMine(): Promise<boolean>
  /** Settles a conflict: the other is what counts. */
  takeTheirs(): Draft | undefined
  stop(): void
}

/** Pause after the last change, and before a failed save is tried again; in milliseconds. */
const TYPING = 700
const PAUSES = [2_000, 5_000, 15_000, 60_000] as const
const MOST_SENT = 20

/** Saves a draft after each change, one call at a time; `onSaving` hears how far it is. */
export function createDraftSaver(draft: Draft, calls: DraftCalls, onSaving: (saving: Saving) => void): DraftSaver {
  let { version } = draft
  let latest: TypedAnswers = draft.answers
  let saved: TypedAnswers = draft.answers
  /** Sent since the last answer; any of them may have arrived. */
  let sent: TypedAnswers[] = []
  let conflict: Draft | undefined
  let failures = 0
  let running: Promise<void> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const later = (pause: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), pause)
  }

  async function run(): Promise<void> {
    while (latest !== saved && !conflict) {
      const sending = latest
      sent = [...sent.slice(-MOST_SENT), sending]
      onSaving({ state: 'saving' })
      try {
        took(await calls.save(sending, version), sending)
      } catch (error) {
        const problem = asProblem(error)
        if (problem.code !== 'draft.changed') return failed(problem)
        if (!(await settledByReading(sending))) return
      }
    }
  }

  function took(now: Draft, answers: TypedAnswers): void {
    version = now.version
    saved = answers
    sent = []
    failures = 0
    onSaving({ state: 'saved', at: now.updatedAt })
  }

  function failed(problem: ApiProblem): void {
    onSaving({ state: 'failed', problem })
    // Without a session, or where the server has refused for good, trying again is for the person.
    if (problem.status !== 0 && problem.status < 500 && problem.status !== 429) return
    later(PAUSES[Math.min(failures, PAUSES.length - 1)] ?? TYPING)
    failures += 1
  }

  /** A save whose answer was lost looks like somebody else's: what the server holds tells. Whether saving may go on. */
  async function settledByReading(sending: TypedAnswers): Promise<boolean> {
    try {
      const theirs = await calls.read()
      if (sameAnswers(theirs.answers, sending)) {
        took(theirs, sending)
        return true
      }
      if ([saved, ...sent].some((ours) => sameAnswers(theirs.answers, ours))) {
        version = theirs.version
        return true
      }
      conflict = theirs
      onSaving({ state: 'conflict', theirs })
    } catch (error) {
      failed(asProblem(error))
    }
    return false
  }

  async function flush(): Promise<boolean> {
    clearTimeout(timer)
    running ??= run().finally(() => {
      running = undefined
    })
    await running
    return latest === saved && !conflict
  }

  return {
    change: (answers) => {
      latest = answers
      if (!conflict) later(TYPING)
    },
    flush,
    keepMine: () => {
      if (conflict) version = conflict.version
      conflict = undefined
      return flush()
    },
    takeTheirs: () => {
      const theirs = conflict
      if (!theirs) return undefined
      conflict = undefined
      latest = theirs.answers
      took(theirs, theirs.answers)
      return theirs
    },
    stop: () => clearTimeout(timer),
  }
}
