import type { Key, Variables } from '../contract.ts'
import type { Incident, IncidentType, Job } from '../state/records.ts'
import { expectSame, ProcessTestFailure } from './failure.ts'
import type { ProcessTest } from './process-test.ts'
import { completes, fails, type Outcome, throwsError } from './script.ts'

/** A process instance in a test: what may be done to it, and what is expected of it. */
export class PlayedInstance {
  readonly key: Key
  readonly #test: ProcessTest

  constructor(test: ProcessTest, key: Key) {
    this.#test = test
    this.key = key
  }

  /** Completes the one job that waits at this element or is of this type. */
  complete(where: string, variables: Variables = {}): Promise<this> {
    return this.end(where, completes(variables))
  }
  throwError(where: string, code: string, message = '', variables: Variables = {}): Promise<this> {
    return this.end(where, throwsError(code, message, variables))
  }
  fail(where: string, message = '', retries = 0): Promise<this> {
    return this.end(where, fails(message, retries))
  }
  async end(where: string, outcome: Outcome): Promise<this> {
    await this.#test.end(this.job(where), outcome)
    return this
  }
  async cancel(): Promise<this> {
    await this.#test.act('cancelProcessInstance', { processInstanceKey: this.key })
    return this
  }
  async setVariables(variables: Variables): Promise<this> {
    await this.#test.act('setVariables', { elementInstanceKey: this.key, variables, local: false })
    return this
  }
  /** Resolves the one incident; a job without retries gets one first. */
  async resolveIncident(): Promise<this> {
    const { key, jobKey } = this.incident()
    if (jobKey !== undefined) await this.#test.execute('updateJobRetries', { jobKey, retries: 1 })
    await this.#test.act('resolveIncident', { incidentKey: key })
    return this
  }

  /** The one job that waits at this element or is of this type. */
  job(where: string): Job {
    const jobs = this.#test.inspect.jobs().filter((job) => job.processInstanceKey === this.key)
    const found = jobs.filter(({ elementId, type }) => elementId === where || type === where)
    const [job] = found
    if (job && found.length === 1) return job
    throw new ProcessTestFailure(
      `Expected one job at '${where}', but there are ${found.length}; jobs wait at: ${list(jobs.map((one) => one.elementId))}`,
    )
  }
  /** Ids of the elements at which it waits, in order of their activation: those that hold no other. */
  waitingAt(): string[] {
    const living = this.#test.inspect.elementInstances(this.key)
    const scopes = new Set(living.map(({ scopeKey }) => scopeKey))
    return living
      .filter(({ key }) => !scopes.has(key))
      .sort((one, other) => (one.key < other.key ? -1 : 1))
      .map(({ elementId }) => elementId)
  }
  incidents(): Incident[] {
    return this.#test.inspect.incidents().filter(({ processInstanceKey }) => processInstanceKey === this.key)
  }
  incident(): Incident {
    const [incident, ...more] = this.incidents()
    if (incident && more.length === 0) return incident
    throw new ProcessTestFailure(`Expected one incident, but there are ${this.incidents().length}; ${this.#where()}`)
  }
  /** The process instance's own variables, now or at its end. */
  variables(): Variables {
    return this.#test.inspect.lists.variables(this.key) ?? {}
  }

  /** It waits at exactly these elements, in whatever order. */
  expectWaitingAt(...elementIds: string[]): this {
    expectSame('what the instance waits at', this.waitingAt().sort(), [...elementIds].sort())
    return this
  }
  /** These elements completed, in this order among others. */
  expectPassed(...elementIds: string[]): this {
    const passed = this.#completed()
    let at = 0
    for (const id of elementIds) {
      const next = passed.indexOf(id, at)
      if (next < 0) throw new ProcessTestFailure(`Expected '${id}' to be passed, but these were: ${list(passed)}`)
      at = next + 1
    }
    return this
  }
  expectNotPassed(...elementIds: string[]): this {
    const passed = this.#completed().filter((id) => elementIds.includes(id))
    if (passed.length > 0) throw new ProcessTestFailure(`Expected not to pass ${list(passed)}`)
    return this
  }
  /** These sequence flows were taken. */
  expectTaken(...flowIds: string[]): this {
    const taken = this.#steps('taken')
    const missing = flowIds.filter((id) => !taken.includes(id))
    if (missing.length > 0)
      throw new ProcessTestFailure(`Expected the flows ${list(missing)} to be taken; ${list(taken)}`)
    return this
  }
  /** These variables have these values; others are left aside. */
  expectVariables(expected: Variables): this {
    const all = this.variables()
    for (const [name, value] of Object.entries(expected)) expectSame(`variable '${name}'`, all[name], value)
    return this
  }
  expectIncident(errorType: IncidentType, elementId: string): this {
    const incident = this.incident()
    expectSame('the incident', [incident.errorType, incident.elementId], [errorType, elementId])
    return this
  }
  expectCompleted(): this {
    return this.#expectEnded('completed')
  }
  expectTerminated(): this {
    return this.#expectEnded('terminated')
  }

  #expectEnded(how: 'completed' | 'terminated'): this {
    const ended = this.#test.steps.some(({ key, what }) => key === this.key && what === how)
    if (!ended) throw new ProcessTestFailure(`Expected the instance to have ${how}, but it has not; ${this.#where()}`)
    return this
  }
  #completed(): string[] {
    return this.#steps('completed')
  }
  #steps(what: 'completed' | 'taken'): string[] {
    const own = this.#test.steps.filter((step) => step.processInstanceKey === this.key && step.what === what)
    return own.map(({ elementId }) => elementId)
  }
  #where(): string {
    const stuck = this.incidents().map(({ elementId, errorMessage }) => `${elementId}: ${errorMessage}`)
    return `it waits at: ${list(this.waitingAt())}${stuck.length > 0 ? `; incidents: ${stuck.join('; ')}` : ''}`
  }
}

function list(ids: string[]): string {
  return ids.join(', ') || 'nothing'
}
