import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { CommandName, Commands, Key, Variables } from '../contract.ts'
import { type OpenEngine, openEngine } from '../engine.ts'
import { compileBpmn } from '../model/compile.ts'
import type { Transition } from '../processing/processing.ts'
import type { Job } from '../state/records.ts'
import { addDuration, parseDuration } from '../time/duration.ts'
import { Coverage } from './coverage.ts'
import { ProcessTestFailure } from './failure.ts'
import { PlayedInstance } from './played-instance.ts'
import { type Answer, type Outcome, Script, type ScriptedJob } from './script.ts'
import { VirtualClock } from './virtual-clock.ts'

/** Jobs that one act may lead to; more are taken for a loop that the script keeps going. */
const MOST_JOBS = 1000
/** Timers that may fire on the way of one `advance`. */
const MOST_STOPS = 10_000
/** The engine of a test forgets nothing, so that variables can be asked for at the end. */
const HISTORY_DAYS = 36_500
/** How long a scripted worker holds a job: its clock stands still, so any length does. */
const HELD_MILLISECONDS = 60_000

/**
 * Plays processes in an engine of its own, with a clock of its own and scripted workers. Every act (create, complete,
 * publish, advance, …) resolves when all that follows from it has happened and all jobs with a scripted answer are done;
 * what is left waits for the test. Independent of any test framework: what is not as expected throws ProcessTestFailure.
 */
export class ProcessTest {
  readonly clock: VirtualClock
  readonly #engine: OpenEngine
  readonly #folder: string
  readonly #script = new Script()
  readonly #steps: Transition[]
  readonly #processOf = new Map<Key, string>()
  /** The file of each process, by its id. */
  readonly #diagrams = new Map<string, string>()

  private constructor(engine: OpenEngine, folder: string, clock: VirtualClock, steps: Transition[]) {
    this.#engine = engine
    this.#folder = folder
    this.clock = clock
    this.#steps = steps
  }

  /** Begins a test at an instant; end it by `stop`. */
  static async start({ now = '2017-08-15T08:00:00+07:00' }: { now?: string } = {}): Promise<ProcessTest> {
    const folder = await mkdtemp(join(tmpdir(), 'motcua-process-test-'))
    const [clock, steps]: [VirtualClock, Transition[]] = [new VirtualClock(now), []]
    const engine = await openEngine({
      folder,
      clock,
      historyDays: HISTORY_DAYS,
      onTransition: (step) => void steps.push(step),
    })
    return new ProcessTest(engine, folder, clock, steps)
  }
  /** Ends the test and removes what it stored. */
  async stop(): Promise<void> {
    await this.#engine.stop()
    await rm(this.#folder, { recursive: true, force: true })
  }

  /** The engine's state, for what the expectations do not say. */
  get inspect() {
    return this.#engine.inspect
  }
  /** What has happened so far, in order. */
  get steps(): readonly Transition[] {
    return this.#steps
  }

  /** Deploys files (.bpmn, .dmn, .form) together. */
  async deploy(...paths: string[]): Promise<this> {
    const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')))
    return this.deployTexts(Object.fromEntries(paths.map((path, index) => [basename(path), texts[index] ?? ''])))
  }
  /** Deploys texts by their file names. */
  async deployTexts(texts: { [name: string]: string }): Promise<this> {
    const resources = Object.entries(texts).map(([name, text]) => ({ name, content: new TextEncoder().encode(text) }))
    const { deployments } = await this.execute('deployResource', { resources })
    for (const one of deployments)
      if ('process' in one) this.#diagrams.set(one.process.bpmnProcessId, texts[one.process.resourceName] ?? '')
    return this.#settled()
  }

  /** Says how jobs of a type, or those of one element, are answered. */
  answer(where: string, answer: Answer): this {
    this.#script.answer(where, answer)
    return this
  }
  /** Says it for several at once. */
  answers(script: { [where: string]: Answer }): this {
    for (const [where, answer] of Object.entries(script)) this.answer(where, answer)
    return this
  }
  /** These jobs wait for the test from now on. */
  leave(where: string): this {
    this.#script.forget(where)
    return this
  }

  /** Starts an instance of the latest version. */
  async create(bpmnProcessId: string, variables: Variables = {}): Promise<PlayedInstance> {
    const { processInstanceKey } = await this.execute('createProcessInstance', { bpmnProcessId, variables })
    this.#processOf.set(processInstanceKey, bpmnProcessId)
    await this.#settled()
    return new PlayedInstance(this, processInstanceKey)
  }
  /** The instances of a process that run: those that a call activity, message, signal or timer has started. */
  running(bpmnProcessId: string): PlayedInstance[] {
    const roots = this.inspect.processInstances().filter(({ elementId }) => elementId === bpmnProcessId)
    return roots.map(({ key }) => new PlayedInstance(this, key))
  }

  /** Publishes a message; it stays for an hour unless told otherwise. */
  async publish(
    name: string,
    correlationKey: string,
    variables: Variables = {},
    more: { timeToLive?: number; messageId?: string } = {},
  ): Promise<this> {
    const request = { name, correlationKey, variables, timeToLive: 3_600_000, messageId: '', ...more }
    await this.execute('publishMessage', request)
    return this.#settled()
  }
  async broadcast(signalName: string, variables: Variables = {}): Promise<this> {
    await this.execute('broadcastSignal', { signalName, variables })
    return this.#settled()
  }
  /**
   * Moves the clock by an ISO duration (`P31D`) or milliseconds. Timers and back-offs on the way fire at their own
   * instants, one after another, and what follows from each is played before the next.
   */
  async advance(by: string | number): Promise<this> {
    const now = this.clock.now().getTime()
    const until = typeof by === 'number' ? now + by : after(now, by)
    for (let stops = 0; ; stops++) {
      if (stops >= MOST_STOPS) throw new ProcessTestFailure('More timers fire on the way than a test can mean')
      const next = this.#nextDue()
      const done = next === undefined || next > until
      this.clock.setTo(done ? until : next)
      await this.#engine.tick()
      await this.#settled()
      if (done) return this
    }
  }

  /** How much of a process the instances of this test went through so far. */
  async coverage(bpmnProcessId: string): Promise<Coverage> {
    const diagram = this.#diagrams.get(bpmnProcessId)
    const compiled = diagram === undefined ? undefined : await compileBpmn(diagram)
    const graph = compiled?.ok ? compiled.graphs.find(({ process }) => process.id === bpmnProcessId) : undefined
    if (diagram === undefined || !graph) throw new Error(`No process '${bpmnProcessId}' was deployed in this test`)
    for (const { key, processInstanceKey, elementId } of this.#steps)
      if (key === processInstanceKey && this.#diagrams.has(elementId)) this.#processOf.set(key, elementId)
    const own = ({ processInstanceKey }: Transition) => this.#processOf.get(processInstanceKey) === bpmnProcessId
    return Coverage.of(graph, diagram, this.#steps.filter(own))
  }

  /** Ends a job as told, then plays on. */
  async end(job: Job, outcome: Outcome): Promise<void> {
    await this.#end(job.key, outcome)
    await this.#settled()
  }
  /** Runs a command of the engine that must succeed, without playing on. */
  async execute<Name extends CommandName>(
    name: Name,
    request: Commands[Name]['request'],
  ): Promise<Commands[Name]['answer']> {
    const result = await this.#engine.execute(name, request)
    if (result.ok) return result.answer
    throw new ProcessTestFailure(`${name} was rejected with ${result.rejection.code}: ${result.rejection.reason}`)
  }
  /** Runs a command that must succeed, then plays on. */
  async act<Name extends CommandName>(name: Name, request: Commands[Name]['request']): Promise<void> {
    await this.execute(name, request)
    await this.#settled()
  }

  /** Answers jobs by the script until none is left that it answers. */
  async #settled(): Promise<this> {
    const waiting = new Set<Key>()
    for (let played = 0; ; played++) {
      const job = this.inspect
        .jobs()
        .find((one) => one.state === 'ACTIVATABLE' && !waiting.has(one.key) && this.#script.answers(one))
      if (!job) return this
      if (played >= MOST_JOBS) throw new ProcessTestFailure(`The script goes on for ever, now at '${job.elementId}'`)
      const outcome = this.#script.outcomeOf(await this.#seen(job))
      if (outcome) await this.#end(job.key, outcome)
      else {
        waiting.add(job.key)
        await this.execute('releaseJobs', { jobKeys: [job.key] })
      }
    }
  }

  /** Activates the job, as a worker would see it. */
  async #seen({ key, type, headers, elementId, processInstanceKey }: Job): Promise<ScriptedJob> {
    const terms = { type, worker: 'process-test', timeout: HELD_MILLISECONDS, maxJobsToActivate: 1, jobKeys: [key] }
    const { jobs } = await this.execute('activateJobs', terms)
    return { key, type, headers, elementId, processInstanceKey, variables: jobs[0]?.variables ?? {} }
  }

  async #end(jobKey: Key, outcome: Outcome): Promise<void> {
    if (outcome.kind === 'complete') await this.execute('completeJob', { jobKey, variables: outcome.variables })
    else if (outcome.kind === 'fail')
      await this.execute('failJob', { jobKey, retries: outcome.retries, errorMessage: outcome.message })
    else {
      const { code, message, variables } = outcome
      await this.execute('throwError', { jobKey, errorCode: code, errorMessage: message, variables })
    }
  }

  #nextDue(): number | undefined {
    const now = this.clock.now().getTime()
    const timers = this.inspect.timers().map(({ dueDate }) => dueDate)
    const retries = this.inspect.jobs().flatMap(({ retryAt }) => retryAt ?? [])
    const ahead = [...timers, ...retries].filter((due) => due > now)
    return ahead.length === 0 ? undefined : Math.min(...ahead)
  }
}

function after(now: number, duration: string): number {
  const parsed = parseDuration(duration)
  if (!parsed) throw new Error(`'${duration}' is no ISO duration`)
  return addDuration(now, parsed)
}
