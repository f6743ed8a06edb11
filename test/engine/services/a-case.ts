import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { ActivatedJob, Variables } from '../../../server/engine/index.ts'
import { anEngine, type EngineUnderTest, type InstanceUnderTest } from '../harness.ts'

const USER_TASK = 'io.camunda.zeebe:userTask'
const DAY = 24 * 3_600_000

/** What stands in for the workers: the answer of each job type, as docs/services/README.md has it. */
const WORKERS: { [type: string]: (acase: ACase, job: ActivatedJob) => Variables } = {
  'open-dossier': () => ({}),
  'validate-dossier': (acase) => ({ validation: { ok: true, faults: 0 }, facts: acase.facts }),
  'lookup-citizen': () => ({ result: 'found' }),
  'lookup-register': (acase) => ({ result: acase.register }),
  'check-eligibility': ({ register }, job) => {
    const rule = job.customHeaders.decision?.endsWith('-competence') ? 'competence' : 'register-held'
    const checks = job.variables.checks
    const before = typeof checks === 'object' && checks !== null && !Array.isArray(checks) ? checks : {}
    return { checks: { ...before, [rule]: register === 'found' ? 'pass' : 'open' } }
  },
  'calculate-fee': () => ({}),
  'calculate-due': () => ({}),
  'record-status': (acase, job) => {
    acase.statuses.push(job.customHeaders.status ?? '')
    return {}
  },
  'open-request': (acase, job) => {
    if (job.customHeaders.to === 'others') {
      const due = acase.instantIn(2)
      return { requests: acase.asked.map((unit) => ({ id: `request-${acase.requests++}`, due, unit })) }
    }
    acase.request = { id: `request-${acase.requests++}`, answered: false }
    return { request: { id: acase.request.id, due: acase.instantIn(30) } }
  },
  'settle-request': (acase, job) => {
    const { kind } = job.customHeaders
    if (kind !== 'verification') return { outcome: acase.request.answered ? 'supplied' : 'timeout' }
    const { request, lastDecisionId } = job.variables
    acase.settled.push({ request: idOf(request), by: typeof lastDecisionId === 'string' ? lastDecisionId : null })
    return { outcome: lastDecisionId ? 'supplied' : 'timeout' }
  },
  'generate-document': () => ({}),
  'issue-result': (acase) => {
    acase.issues++
    return {}
  },
  'void-result': () => ({}),
  'update-register': () => ({}),
  'send-sms': (acase, job) => {
    acase.messages.push(job.customHeaders.template ?? '')
    return {}
  },
  'close-dossier': (acase, job) => {
    acase.closedAs = job.customHeaders.end ?? ''
    return {}
  },
}

const idOf = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : ''

/** A case of a service in the embedded engine: jobs are answered at once, user tasks wait for the test. */
export class ACase {
  readonly statuses: string[] = []
  readonly messages: string[] = []
  facts: Variables = { pickupMethod: 'mot-cua' }
  register = 'found'
  requests = 1
  request = { id: '', answered: false }
  /** Units that a verification asks. */
  asked = ['00685']
  /** What `settle-request` was told about requests to others. */
  readonly settled: { request: string; by: string | null }[] = []
  issues = 0
  closedAs = ''
  /** Job types that the machine cannot do, with the error that the worker throws. */
  readonly broken = new Map<string, string>()
  readonly #test: EngineUnderTest
  readonly #instance: InstanceUnderTest

  private constructor(test: EngineUnderTest, instance: InstanceUnderTest) {
    this.#test = test
    this.#instance = instance
  }

  /** Deploys the project's own diagram and starts a case of it, as the platform does. */
  static async of(path: string, prepare: (acase: ACase) => void = () => {}): Promise<ACase> {
    const source = await readFile(resolve(import.meta.dirname, '../../..', path), 'utf8')
    const test = await anEngine()
    const { deployments } = await test.deployNamed({ 'service.bpmn': source })
    const [deployed] = deployments
    if (!deployed || !('process' in deployed)) throw new Error('no process was deployed')
    const unit = { code: '00685', level: 'commune', district: '050' }
    const instance = await test.create(deployed.process.bpmnProcessId, {
      dossier: { code: '00685-0006-171214-00012-2', service: 'x', release: 1, channel: 'online', unit, language: 'vi' },
      facts: {},
      lookups: {},
      checks: {},
      apology: { id: 'a1' },
    })
    const acase = new ACase(test, instance)
    prepare(acase)
    return acase.work()
  }

  get instance(): InstanceUnderTest {
    return this.#instance
  }
  instantIn(days: number): string {
    return new Date(this.#test.clock.now().getTime() + days * DAY).toISOString()
  }

  /** Answers jobs until only user tasks and waits are left. */
  async work(): Promise<this> {
    for (let progress = true; progress; ) {
      progress = false
      for (const [type, answer] of Object.entries(WORKERS))
        for (const job of await this.#test.activate(type)) {
          progress = true
          const errorCode = this.broken.get(type)
          if (errorCode) await this.#test.run('throwError', { jobKey: job.key, errorCode })
          // What another answer of this round has cancelled meanwhile is gone, as it is for the platform's workers.
          else if (this.#test.engine.inspect.job(job.key))
            await this.#test.run('completeJob', { jobKey: job.key, variables: answer(this, job) })
        }
    }
    return this
  }

  /** Ids of the user tasks that wait. */
  tasks(): string[] {
    return this.#instance
      .active()
      .filter((id) => this.#test.engine.inspect.jobs().some((job) => job.elementId === id && job.type === USER_TASK))
  }

  /** An officer decides the one task that waits, which must be this one. */
  async decide(task: string, outcome: string): Promise<this> {
    const waiting = this.tasks()
    if (waiting.join() !== task) throw new Error(`not ${task} but ${waiting.join() || 'nothing'} waits`)
    await this.#instance.complete(USER_TASK, { outcome, reason: null, decisionId: `decision-${task}` })
    return this.work()
  }
  /** One of several officers whose task waits at the same step decides; `nth` counts in the order of the requests. */
  async answersFor(nth: number, outcome: string): Promise<this> {
    const job = this.waiting()[nth]
    if (!job) throw new Error(`nobody waits as number ${nth}`)
    const variables = { outcome, reason: null, decisionId: `decision-of-${nth}` }
    await this.#test.run('completeJob', { jobKey: job.key, variables })
    return this.work()
  }
  /** User tasks that wait, with their candidate groups. */
  waiting() {
    return this.#test.engine.inspect
      .jobs()
      .filter(({ type }) => type === USER_TASK)
      .map(({ key, elementId, headers }) => ({
        key,
        elementId,
        groups: headers['io.camunda.zeebe:candidateGroups'] ?? '',
      }))
  }
  /** A task is completed with variables of the test's own. */
  async complete(variables: Variables): Promise<this> {
    await this.#instance.complete(USER_TASK, variables)
    return this.work()
  }
  /** Several decisions in a row, each `task outcome`. */
  async through(...decisions: string[]): Promise<this> {
    for (const decision of decisions) {
      const [task = '', outcome = ''] = decision.split(' ')
      await this.decide(task, outcome)
    }
    return this
  }

  /** The citizen answers the request that is open. */
  async answer(): Promise<this> {
    this.request.answered = true
    await this.#test.publish('request-answered', this.request.id, { timeToLive: 3_600_000 })
    return this.work()
  }
  async withdraw(): Promise<this> {
    await this.#test.publish('dossier-withdrawn', '00685-0006-171214-00012-2', { timeToLive: 3_600_000 })
    return this.work()
  }
  async wait(days: number): Promise<this> {
    await this.#test.advance(days * DAY)
    return this.work()
  }
}
