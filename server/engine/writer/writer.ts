import type { Clock, Key } from '../contract.ts'
import { type Effects, GraphMissing, InstanceBanned, type Processing } from '../processing/processing.ts'
import { RecordTooBig } from '../processing/record-size.ts'
import { CommitFailed } from '../state/commit.ts'
import type { Store } from '../state/store.ts'
import { DueRounds } from './due-rounds.ts'
import { Graphs } from './graphs.ts'
import { type Outcome, UNSTORED, type Unstored } from './outcome.ts'
import { ProcessingFailure, type Ran, runCommand } from './run.ts'

/** A command on its way through the writer. */
export interface Work<Result> {
  run(processing: Processing): Result
  /** Whether the result's changes count; a refusal's don't. */
  keeps(result: Result): boolean
}

/** A command in the queue: runs on the batch, and tells its caller when the batch is durable or lost. */
interface Queued {
  /** Throws GraphMissing, and has then done nothing. */
  run(): void
  /** Ends the command without running it. */
  fail(error: unknown): void
  /** The jobs that it made activatable; undefined if it failed. */
  effects(): Effects | undefined
  /** Tells the caller; returns what the world may learn of the command. */
  settle(unstored: Unstored | undefined): Effects | undefined
}

export interface WriterOptions {
  clock: Clock
  /** Commands that may wait; more are refused. */
  maxQueue: number
  /** How long the history keeps what has ended, in milliseconds; 0 = not at all. */
  retention: number
  /**
   * Called before a commit with the jobs that a command has made activatable: who waits for them may ask for them at once
   * and within the same commit. What is asked is answered after it, as everything is.
   */
  offer(jobs: Pick<Effects, 'availableJobs' | 'offeredJobs'>): void
  /** Called after a commit with what the world may learn of it. */
  announce(effects: Effects): void
  /** Told of exceptions within commands: bugs of the engine. */
  report(failure: ProcessingFailure): void
  /** Told once when the disk has failed: nothing more is run, and only opening anew tells what was stored last. */
  broke(failure: Error): void
}

/** A batch takes no further command after this long, so that its first one is not kept waiting. */
const BATCH_MILLISECONDS = 20

/**
 * The one writer of the state. It takes what is queued as a batch, runs each command as a nested transaction, commits
 * the batch once, and only then answers. While a commit is under way the next batch gathers; when idle it starts at once.
 */
export class Writer {
  readonly #store: Store
  readonly #options: WriterOptions
  readonly #graphs = new Graphs()
  #queue: Queued[] = []
  #working: Promise<void> | undefined
  #stopped = false
  /** Why the last batch was not stored. */
  #unstored: Unstored | undefined
  readonly #due: DueRounds

  constructor(store: Store, options: WriterOptions) {
    this.#store = store
    this.#options = options
    this.#due = new DueRounds({
      state: store.state,
      clock: options.clock,
      run: (step) => new Promise((settled) => this.#enqueue({ run: step, keeps: () => true }, settled)),
      isOver: () => this.#stopped || this.#unstored === 'broken',
      wasStored: () => this.#unstored === undefined,
    })
    this.#due.schedule()
  }

  /** Queues a command; `settled` is called once its effects are durable or it has failed, before they are announced. */
  submit<Result>(work: Work<Result>, settled: (outcome: Outcome<Result>) => void): void {
    if (this.#stopped) settled({ ok: false, why: 'stopped' })
    else if (this.#unstored === 'broken') settled({ ok: false, why: 'broken' })
    else if (this.#queue.length >= this.#options.maxQueue) settled({ ok: false, why: 'full' })
    else {
      this.#due.asked()
      this.#enqueue(work, settled)
    }
  }

  /** Does all that is due by the clock and resolves after its commit. */
  tick(): Promise<void> {
    return this.#due.tick()
  }

  /** Finishes what is queued; nothing more is taken. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#due.stop()
    while (this.#working) await this.#working
  }

  #enqueue<Result>({ run, keeps }: Work<Result>, settled: (outcome: Outcome<Result>) => void): void {
    let outcome: Outcome<Result> | undefined
    const fail = (error: unknown) => {
      const failure = error instanceof ProcessingFailure ? error : new ProcessingFailure(error, undefined)
      if (isBug(failure)) {
        this.#options.report(failure)
        this.#ban(failure)
      }
      outcome = { ok: false, why: 'failed', failure }
    }
    this.#queue.push({
      run: () => {
        try {
          outcome = { ok: true, ...this.#runOnBatch(run, keeps) }
        } catch (error) {
          const missing = missingGraph(error)
          if (missing) throw missing
          fail(error)
        }
      },
      fail,
      effects: () => (outcome?.ok ? outcome.effects : undefined),
      settle: (unstored) => {
        settled(unstored || !outcome ? { ok: false, why: unstored ?? 'stopped' } : outcome)
        return !unstored && outcome?.ok ? outcome.effects : undefined
      },
    })
    this.#start()
  }

  #runOnBatch<Result>(run: (p: Processing) => Result, keeps: (result: Result) => boolean): Ran<Result> {
    const { clock, retention } = this.#options
    return runCommand(this.#store, this.#graphs, { now: clock.now().getTime(), retention }, run, keeps)
  }

  /** An instance in which the engine failed is left alone from now on. */
  #ban({ processInstanceKey }: ProcessingFailure): void {
    if (processInstanceKey === undefined || !this.#store.state.elementInstances.has(processInstanceKey)) return
    this.#store.state.banned.put(processInstanceKey, 1)
    this.#store.journal.keep()
  }

  #start(): void {
    this.#working ??= new Promise<void>((resolve) => setImmediate(resolve))
      .then(() => this.#work())
      .finally(() => {
        this.#working = undefined
        if (this.#queue.length > 0) this.#start()
        else this.#due.schedule()
      })
  }

  async #work(): Promise<void> {
    while (this.#queue.length > 0) {
      if (this.#unstored === 'broken') {
        for (const queued of this.#queue.splice(0)) queued.settle('broken')
        return
      }
      const ran = await this.#runBatch()
      await this.#commit()
      const effects = ran.map((queued) => queued.settle(this.#unstored))
      for (const effect of effects) if (effect) this.#options.announce(effect)
    }
  }

  async #runBatch(): Promise<Queued[]> {
    const start = performance.now()
    const ran: Queued[] = []
    let offered = 0
    while (this.#queue.length > 0 && performance.now() - start < BATCH_MILLISECONDS) {
      const queue = this.#queue
      let next = 0
      for (let queued = queue[0]; queued; queued = queue[next]) {
        if (!this.#runNow(queued)) await this.#runLoaded(queued)
        ran.push(queued)
        next += 1
        if (performance.now() - start >= BATCH_MILLISECONDS) break
      }
      this.#queue = queue.slice(next)
      offered = await this.#offer(ran, offered)
    }
    return ran
  }

  /** Offers the jobs of what ran since the last time, and lets those who want them queue their commands. */
  async #offer(ran: readonly Queued[], from: number): Promise<number> {
    const jobs = { availableJobs: new Set<string>(), offeredJobs: new Map<string, Key[]>() }
    for (let index = from; index < ran.length; index++) {
      const effects = ran[index]?.effects()
      if (!effects) continue
      for (const type of effects.availableJobs) jobs.availableJobs.add(type)
      for (const [type, keys] of effects.offeredJobs) {
        const before = jobs.offeredJobs.get(type)
        if (before) before.push(...keys)
        else jobs.offeredJobs.set(type, [...keys])
      }
    }
    if (jobs.availableJobs.size > 0) {
      this.#options.offer(jobs)
      // Listeners are called by microtasks, which were queued before this one.
      await Promise.resolve()
    }
    return ran.length
  }

  /** Runs a command whose graphs are all in memory; otherwise nothing has happened. */
  #runNow(queued: Queued): boolean {
    try {
      queued.run()
      return true
    } catch (error) {
      if (!(error instanceof GraphMissing)) throw error
      return false
    }
  }

  /** Runs a command; graphs that it misses are loaded first, then it runs anew. */
  async #runLoaded(queued: Queued): Promise<void> {
    for (;;) {
      try {
        queued.run()
        return
      } catch (error) {
        if (!(error instanceof GraphMissing)) throw error
        try {
          await this.#graphs.load(error.processDefinitionKey, this.#store.state)
        } catch (fault) {
          queued.fail(fault)
          return
        }
      }
    }
  }

  async #commit(): Promise<void> {
    try {
      await this.#store.commit()
      this.#unstored = undefined
    } catch (error) {
      this.#unstored = error instanceof CommitFailed ? UNSTORED[error.why] : 'broken'
      const failure = error instanceof Error ? error : new Error(String(error))
      if (this.#unstored === 'broken') this.#options.broke(failure)
      if (this.#unstored === 'undone') this.#options.report(new ProcessingFailure(failure, undefined))
    }
  }
}

function isBug({ cause }: ProcessingFailure): boolean {
  return !(cause instanceof InstanceBanned || cause instanceof RecordTooBig)
}

function missingGraph(error: unknown): GraphMissing | undefined {
  const cause = error instanceof ProcessingFailure ? error.cause : error
  return cause instanceof GraphMissing ? cause : undefined
}
