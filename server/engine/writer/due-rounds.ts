import type { Clock } from '../contract.ts'
import type { Processing } from '../processing/processing.ts'
import type { State } from '../state/state.ts'
import { type DueRow, dueRows, happen, nextDue, postpone } from './due.ts'
import type { Outcome } from './outcome.ts'

/** After a batch the indexes are looked at for the next instant so much later, once for all batches till then. */
const LOOK_AFTER = 10
const MIN_DUE_WAIT = 100
/** What is due waits this long after it could not be stored. */
const UNSTORED_WAIT = 1000
const MAX_DUE_WAIT = 3_600_000
/** So much of each kind is looked for at once: a look steps over all that was done and is on its way to the disk. */
const DUE_PER_LOOK = 1000
/** So much is done in a round; less while others ask, who come between two rounds. */
const DUE_PER_ROUND = 200
const DUE_BESIDE_OTHERS = 25
/** Who asked so lately may ask again: one who comes only now and then must not find a large round under way. */
const LATELY = 1000
/** A timer may be due again as soon as it has fired; what is left is done at the next wake-up. */
const MAX_LOOKS = 1000

export interface DueRoundsOptions {
  state: State
  clock: Clock
  /** Runs a step as a command of its own; tells what became of it after its commit. */
  run(step: (p: Processing) => void): Promise<Outcome<void>>
  /** Whether nothing more is to be done: the engine stops, or its disk has failed. */
  isOver(): boolean
  /** Whether the last batch was stored. */
  wasStored(): boolean
}

/** Does what time brings, in rounds between the commands of others, and wakes for it (docs/decisions/0015). */
export class DueRounds {
  readonly #options: DueRoundsOptions
  /** When a command of others has come last, ms of `performance.now()`, as the instants below. */
  #askedAt = Number.NEGATIVE_INFINITY
  /** When what is due was last looked for. */
  #lookedAt = Number.NEGATIVE_INFINITY
  /** The next look at when something is due. */
  #look: NodeJS.Timeout | undefined
  /** The next wake-up, and when it comes. */
  #timer: NodeJS.Timeout | undefined
  #wakesAt = Number.POSITIVE_INFINITY

  constructor(options: DueRoundsOptions) {
    this.#options = options
  }

  /** Others have asked for something. */
  asked(): void {
    this.#askedAt = performance.now()
  }

  /** Does all that is due by the clock and resolves after its commit; what cannot be stored stays due. */
  async tick(): Promise<void> {
    const { state, clock } = this.#options
    for (let look = 0; look < MAX_LOOKS; look++) {
      this.#lookedAt = performance.now()
      const rows = dueRows(state, clock.now().getTime(), DUE_PER_LOOK)
      if (rows.length === 0) return
      for (let from = 0; from < rows.length; ) {
        this.#lookedAt = performance.now()
        const isAlone = this.#lookedAt - this.#askedAt > LATELY
        const round = rows.slice(from, from + (isAlone ? DUE_PER_ROUND : DUE_BESIDE_OTHERS))
        if (this.#options.isOver() || !(await this.#do(round))) return
        from += round.length
      }
    }
  }

  /** Something may be due earlier than was known. Not looked for at once: answers are on their way to their clients. */
  schedule(): void {
    this.#look ??= setTimeout(() => {
      this.#look = undefined
      this.#setWakeUp()
    }, LOOK_AFTER).unref()
  }

  /** Sets no wake-up any more. */
  stop(): void {
    clearTimeout(this.#look)
    clearTimeout(this.#timer)
  }

  /** Does a round; whether it was stored. What is no longer there or no longer due is passed over. */
  async #do(rows: readonly DueRow[]): Promise<boolean> {
    const { run } = this.#options
    const outcomes = await Promise.all(rows.map((row) => run((p) => happen(p, row))))
    if (outcomes.some((outcome) => !outcome.ok && outcome.why !== 'failed')) return false
    const failed = rows.filter((_row, index) => outcomes[index]?.ok === false)
    await Promise.all(failed.map((row) => run((p) => postpone(p, row))))
    return true
  }

  /**
   * Wakes for the next thing due, at most every 100 ms, or later when the last batch was not stored. A wake-up that is
   * set already is never put off: commands that follow one another without a pause must not keep what is due waiting.
   */
  #setWakeUp(): void {
    const { state, clock, isOver, wasStored } = this.#options
    if (isOver()) return
    const due = nextDue(state)
    if (due === undefined) return
    const least = this.#lookedAt + (wasStored() ? MIN_DUE_WAIT : UNSTORED_WAIT)
    const wait = Math.min(due - clock.now().getTime(), MAX_DUE_WAIT)
    const at = Math.max(performance.now() + wait, least)
    if (at < this.#wakesAt) this.#wakeAt(at)
  }

  #wakeAt(at: number): void {
    clearTimeout(this.#timer)
    this.#wakesAt = at
    this.#timer = setTimeout(
      () => {
        this.#wakesAt = Number.POSITIVE_INFINITY
        void this.tick().finally(() => this.schedule())
      },
      Math.max(0, at - performance.now()),
    )
    this.#timer.unref()
  }
}
