import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect } from '@jest/globals'
import {
  type ActivatedJob,
  type CommandName,
  type Commands,
  type EngineOptions,
  type Incident,
  type Key,
  type OpenEngine,
  openEngine,
  type Rejection,
  type Variables,
} from '../../server/engine/index.ts'
import { expectConsistent } from './consistency.ts'
import { smallLogs } from './small-logs.ts'

/** A clock that stands still until a test moves it. */
export class VirtualClock {
  #now: Date
  constructor(now = '2017-08-15T08:00:00+07:00') {
    this.#now = new Date(now)
  }
  now(): Date {
    return new Date(this.#now)
  }
  advance(milliseconds: number): void {
    this.#now = new Date(this.#now.getTime() + milliseconds)
  }
  set(instant: string): void {
    this.#now = new Date(instant)
  }
}

type Answer<Name extends CommandName> = Commands[Name]['answer']
type Request<Name extends CommandName> = Commands[Name]['request']

/** What a test may ask of its engine; folder and clock are the harness's. */
type TestedOptions = Omit<EngineOptions, 'folder' | 'clock' | 'onTransition'>

const opened: EngineUnderTest[] = []
afterEach(async () => {
  const engines = opened.splice(0)
  try {
    for (const { opened: engine } of engines) if (engine) expectConsistent(engine)
  } finally {
    for (const engine of engines) await engine.dispose()
  }
})

/** An engine on a folder of its own, with a clock of the test's; stopped and removed after the test. */
export async function anEngine(options: TestedOptions = {}): Promise<EngineUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-engine-'))
  const engine = new EngineUnderTest(folder, { disk: smallLogs, ...options })
  await engine.open()
  opened.push(engine)
  return engine
}

export class EngineUnderTest {
  readonly clock = new VirtualClock()
  readonly folder: string
  #options: TestedOptions
  #engine: OpenEngine | undefined
  #trail: { what: string; elementId: string; processInstanceKey: Key }[] = []

  constructor(folder: string, options: TestedOptions) {
    this.folder = folder
    this.#options = options
  }

  get engine(): OpenEngine {
    if (!this.#engine) throw new Error('The engine is closed')
    return this.#engine
  }

  get opened(): OpenEngine | undefined {
    return this.#engine
  }

  async open(): Promise<void> {
    this.#engine = await openEngine({
      folder: this.folder,
      clock: this.clock,
      onTransition: (transition) => void this.#trail.push(transition),
      ...this.#options,
    })
  }
  async close(): Promise<void> {
    await this.#engine?.stop()
    this.#engine = undefined
  }
  /** Stops and opens again, with other settings if some are given. */
  async reopen(options: TestedOptions = this.#options): Promise<void> {
    await this.close()
    this.#options = options
    await this.open()
  }
  async dispose(): Promise<void> {
    await this.close()
    await rm(this.folder, { recursive: true, force: true })
  }

  /** The answer of a command that must succeed. */
  async run<Name extends CommandName>(name: Name, request: Request<Name>): Promise<Answer<Name>> {
    const result = await this.engine.execute(name, request)
    if (!result.ok) throw new Error(`${name} was rejected: ${result.rejection.code}: ${result.rejection.reason}`)
    return result.answer
  }
  /** The rejection of a command that must fail. */
  async refused<Name extends CommandName>(name: Name, request: Request<Name>): Promise<Rejection> {
    const result = await this.engine.execute(name, request)
    if (result.ok) throw new Error(`${name} was not rejected but answered ${JSON.stringify(result.answer)}`)
    return result.rejection
  }

  deploy(...sources: string[]): Promise<Answer<'deployResource'>> {
    return this.deployNamed(Object.fromEntries(sources.map((source, index) => [`process-${index}.bpmn`, source])))
  }
  deployNamed(resources: { [name: string]: string }): Promise<Answer<'deployResource'>> {
    return this.run('deployResource', { resources: toResources(resources) })
  }
  /** The reason for which a deployment is refused. */
  async faultsOf(source: string, name = 'process.bpmn'): Promise<string> {
    const rejection = await this.refused('deployResource', { resources: toResources({ [name]: source }) })
    expect(rejection).toMatchObject({ code: 'INVALID_ARGUMENT', intent: 'CREATE' })
    return rejection.reason
  }

  /** Starts an instance of the latest version. */
  async create(bpmnProcessId: string, variables: Variables = {}): Promise<InstanceUnderTest> {
    const created = await this.run('createProcessInstance', { bpmnProcessId, variables })
    return new InstanceUnderTest(this, created.processInstanceKey)
  }

  /** The one instance of a process that a call activity has started. */
  called(bpmnProcessId: string): InstanceUnderTest {
    const found = this.engine.inspect
      .processInstances()
      .filter(({ elementId, calledBy }) => elementId === bpmnProcessId && calledBy !== undefined)
    expect(found).toHaveLength(1)
    return new InstanceUnderTest(this, found[0]?.key ?? ('' as Key))
  }

  /** The one instance that runs; for those that an event started. */
  theInstance(): InstanceUnderTest {
    const running = this.engine.inspect.processInstances()
    expect(running).toHaveLength(1)
    return new InstanceUnderTest(this, running[0]?.key ?? ('' as Key))
  }

  async activate(type: string, options: Partial<Request<'activateJobs'>> = {}): Promise<ActivatedJob[]> {
    const request = { type, worker: 'test', timeout: 60_000, maxJobsToActivate: 100, ...options }
    return (await this.run('activateJobs', request)).jobs
  }

  publish(name: string, correlationKey: string, more: Partial<Request<'publishMessage'>> = {}) {
    return this.run('publishMessage', { name, correlationKey, timeToLive: 0, messageId: '', ...more })
  }

  broadcast(signalName: string, variables: Variables = {}) {
    return this.run('broadcastSignal', { signalName, variables })
  }

  /** Moves the clock and lets happen what is due. */
  async advance(milliseconds: number): Promise<void> {
    this.clock.advance(milliseconds)
    await this.engine.tick()
  }

  /** Elements of an instance that completed (or went through another change), in order. */
  trailOf(key: Key, what = 'completed'): string[] {
    return this.#trail
      .filter((step) => step.processInstanceKey === key && step.what === what)
      .map((step) => step.elementId)
  }
}

export class InstanceUnderTest {
  readonly key: Key
  readonly #test: EngineUnderTest
  constructor(test: EngineUnderTest, key: Key) {
    this.#test = test
    this.key = key
  }

  get #inspect() {
    return this.#test.engine.inspect
  }

  /** The job of a type that waits in this instance, activated or not. */
  job(type: string) {
    const found = this.#inspect.jobs().filter((job) => job.processInstanceKey === this.key && job.type === type)
    expect(found.map((job) => job.type)).toEqual([type])
    const [job] = found
    if (!job) throw new Error(`No job of type '${type}'`)
    return job
  }
  async complete(type: string, variables: Variables = {}): Promise<this> {
    await this.#test.run('completeJob', { jobKey: this.job(type).key, variables })
    return this
  }
  async fail(type: string, retries: number, more: Partial<Request<'failJob'>> = {}): Promise<this> {
    await this.#test.run('failJob', { jobKey: this.job(type).key, retries, ...more })
    return this
  }
  async throwError(type: string, errorCode: string, more: Partial<Request<'throwError'>> = {}): Promise<this> {
    await this.#test.run('throwError', { jobKey: this.job(type).key, errorCode, ...more })
    return this
  }
  async cancel(): Promise<void> {
    await this.#test.run('cancelProcessInstance', { processInstanceKey: this.key })
  }
  async resolve(): Promise<void> {
    await this.#test.run('resolveIncident', { incidentKey: this.incident().key })
  }
  async set(variables: Variables, scope: Key = this.key, local = false): Promise<void> {
    await this.#test.run('setVariables', { elementInstanceKey: scope, variables, local })
  }

  /** Ids of the living elements, in order of activation; the process itself is left out. */
  active(): string[] {
    const living = this.#inspect.elementInstances(this.key)
    return living.sort((one, other) => (one.key < other.key ? -1 : 1)).map(({ elementId }) => elementId)
  }
  /** The one living instance of an element. */
  element(elementId: string) {
    const [found, ...more] = this.#inspect.elementInstances(this.key).filter((one) => one.elementId === elementId)
    if (!found || more.length > 0) throw new Error(`Not one instance of '${elementId}': ${this.active().join(', ')}`)
    return found
  }
  incidents(): Incident[] {
    return this.#inspect.incidents().filter((incident) => incident.processInstanceKey === this.key)
  }
  incident(): Incident {
    const [incident, ...more] = this.incidents()
    if (!incident || more.length > 0) throw new Error(`Not one incident but ${JSON.stringify(this.incidents())}`)
    return incident
  }

  /** Variables of the process instance, or of the one instance of an element. */
  variables(elementId?: string): Variables {
    return this.#inspect.variables(elementId === undefined ? this.key : this.element(elementId).key)
  }

  expectWaitingAt(...elementIds: string[]): this {
    expect(this.active()).toEqual(elementIds)
    return this
  }
  /** These elements completed, in this order among others. */
  expectPassed(...elementIds: string[]): this {
    const passed = this.#test.trailOf(this.key).filter((id) => elementIds.includes(id))
    expect(passed).toEqual(elementIds)
    return this
  }
  expectTerminated(...elementIds: string[]): this {
    expect(this.#test.trailOf(this.key, 'terminated').filter((id) => elementIds.includes(id))).toEqual(elementIds)
    return this
  }
  expectVariables(variables: Variables): this {
    expect(this.variables()).toEqual(variables)
    return this
  }
  expectIncident(errorType: Incident['errorType'], elementId: string, message?: string | RegExp): this {
    const incident = this.incident()
    expect(incident).toMatchObject({ errorType, elementId })
    if (typeof message === 'string') expect(incident.errorMessage).toBe(message)
    else if (message) expect(incident.errorMessage).toMatch(message)
    return this
  }
  expectCompleted(): this {
    expect(this.active()).toEqual([])
    expect(this.#inspect.processInstance(this.key)).toBeUndefined()
    return this
  }
}

function toResources(resources: { [name: string]: string }) {
  return Object.entries(resources).map(([name, text]) => ({ name, content: new TextEncoder().encode(text) }))
}
