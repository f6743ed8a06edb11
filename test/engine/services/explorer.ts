/**
 * Plays a service's diagram through everything that can happen in it: each outcome of each user task, each answer and
 * each timer of each wait, withdrawal, and each failure of a machine that the diagram catches. Whatever the diagram is:
 * nothing here knows a service. Workers are answered as docs/services/README.md says.
 */
import type { Variables } from '../../../server/engine/contract.ts'
import {
  type Coverage,
  completes,
  type Outcome,
  type PlayedInstance,
  ProcessTest,
  type ScriptedJob,
  throwsError,
} from '../../../server/engine/process-tests/index.ts'
import { type Diagram, readDiagram } from '../../../server/services/diagram.ts'

const USER_TASK = 'io.camunda.zeebe:userTask'
const CODE = '00685-0006-171214-00012-2'
/** How many others are asked at once, where several can be. */
const ASKED = ['00685', '00652']

/** Something that happens to a case. */
type Move =
  | { readonly kind: 'decide'; readonly step: string; readonly outcome: string }
  | { readonly kind: 'answer'; readonly at: string }
  | { readonly kind: 'wait'; readonly at: string }
  | { readonly kind: 'withdraw'; readonly at: string }

/** A case to be played: what happens, in order, and which machine fails all along. */
interface Plan {
  readonly moves: readonly Move[]
  readonly fails?: { readonly elementId: string; readonly code: string }
}

export interface ServiceUnderTest {
  /** Text of the diagram. */
  readonly diagram: string
  /** What `validate-dossier` answers as the facts. */
  readonly facts: Variables
}

export interface Exploration {
  readonly coverage: Coverage
  /** Cases played. */
  readonly cases: number
  /** Cases that stood still with an incident: `element error message`. */
  readonly incidents: readonly string[]
  /** `step outcome` of every decision made. */
  readonly decided: ReadonlySet<string>
  /** `step outcome` of every decision that the diagram offers. */
  readonly offered: readonly string[]
}

export async function explore({ diagram, facts }: ServiceUnderTest): Promise<Exploration> {
  const explorer = new Explorer(
    await ProcessTest.start({ now: '2017-12-14T08:00:00+07:00' }),
    await readDiagram(diagram),
  )
  try {
    return await explorer.run(diagram, facts)
  } finally {
    await explorer.stop()
  }
}

class Explorer {
  readonly #play: ProcessTest
  readonly #diagram: Diagram
  readonly #tried = new Set<string>()
  readonly #decided = new Set<string>()
  readonly #incidents = new Set<string>()
  readonly #plans: Plan[] = [{ moves: [] }]
  /** The moves by which each catching job was first reached. */
  readonly #reached = new Map<string, readonly Move[]>()
  #cases = 0
  #requests = 0
  #openRequest = ''
  #answered = false
  #fails: Plan['fails']

  constructor(play: ProcessTest, diagram: Diagram) {
    this.#play = play
    this.#diagram = diagram
  }

  async run(source: string, facts: Variables): Promise<Exploration> {
    await this.#play.deployTexts({ 'service.bpmn': source })
    this.#play.answers(this.#workers(facts))
    const failures = failuresCaught(source)
    for (let plan = this.#plans.shift(); plan; plan = this.#plans.shift()) {
      await this.#playOut(plan)
      if (this.#plans.length > 0) continue
      for (const failure of failures) {
        const moves = this.#reached.get(failure.elementId)
        if (moves && this.#isNew(`fails ${failure.elementId} ${failure.code}`))
          this.#plans.push({ moves, fails: failure })
      }
    }
    const offered = [...this.#diagram.steps.values()].flatMap(({ id, outcomes }) =>
      outcomes.map(({ key }) => `${id} ${key}`),
    )
    const coverage = await this.#play.coverage(this.#diagram.processId)
    return { coverage, cases: this.#cases, incidents: [...this.#incidents], decided: this.#decided, offered }
  }

  stop(): Promise<void> {
    return this.#play.stop()
  }

  #isNew(sign: string): boolean {
    if (this.#tried.has(sign)) return false
    this.#tried.add(sign)
    return true
  }

  /** Plays a plan, then on by whatever was not tried yet; what else could be tried there becomes further plans. */
  async #playOut(plan: Plan): Promise<void> {
    this.#cases++
    this.#fails = plan.fails
    this.#answered = false
    const moves: Move[] = []
    const instance = await this.#begin(moves)
    for (const move of plan.moves) await this.#make(instance, move, moves)
    for (;;) {
      const [next, ...others] = this.#possible(instance).filter((move) => this.#isNew(signOf(move)))
      for (const other of others) this.#plans.push({ ...plan, moves: [...moves, other] })
      if (!next) break
      await this.#make(instance, next, moves)
    }
    for (const { elementId, errorType, errorMessage } of instance.incidents())
      this.#incidents.add(`${elementId} ${errorType} ${errorMessage}`)
    if (instance.waitingAt().length > 0) await instance.cancel()
  }

  async #begin(moves: readonly Move[]): Promise<PlayedInstance> {
    const from = this.#play.steps.length
    const instance = await this.#play.create(this.#diagram.processId, {
      dossier: {
        code: CODE,
        service: this.#diagram.processId,
        release: 1,
        channel: 'online',
        unit: { code: '00685', level: 'commune', district: '00050' },
        submittedAt: '2017-12-14T08:00:00+07:00',
        language: 'vi',
      },
      facts: {},
      lookups: {},
      checks: {},
      apology: { id: 'a1' },
    })
    this.#note(from, moves)
    return instance
  }

  async #make(instance: PlayedInstance, move: Move, moves: Move[]): Promise<void> {
    const from = this.#play.steps.length
    moves.push(move)
    this.#answered = move.kind === 'answer'
    switch (move.kind) {
      case 'decide': {
        const job = this.#tasks(instance).find(({ elementId }) => elementId === move.step)
        if (!job) throw new Error(`${move.step} does not wait: ${instance.waitingAt().join(', ')}`)
        this.#decided.add(`${move.step} ${move.outcome}`)
        await this.#play.end(
          job,
          completes({ outcome: move.outcome, reason: null, decisionId: `decision-${moves.length}` }),
        )
        break
      }
      case 'answer':
        await this.#play.publish('request-answered', this.#openRequest)
        break
      case 'wait':
        await this.#play.advance(Math.max(0, this.#firstDue(instance) - this.#play.clock.now().getTime()))
        break
      case 'withdraw':
        await this.#play.publish('dossier-withdrawn', CODE)
    }
    this.#note(from, moves)
  }

  /** Remembers by which moves each element was reached first. */
  #note(from: number, moves: readonly Move[]): void {
    for (const { what, elementId } of this.#play.steps.slice(from))
      if (what === 'activated' && !this.#reached.has(elementId)) this.#reached.set(elementId, [...moves])
  }

  #tasks(instance: PlayedInstance) {
    return this.#play.inspect
      .jobs()
      .filter(({ type, processInstanceKey }) => type === USER_TASK && processInstanceKey === instance.key)
  }

  /** What can happen now. Instants of timers count from now: plans are played at other times. */
  #possible(instance: PlayedInstance): Move[] {
    const waiting = instance.waitingAt()
    if (waiting.length === 0) return []
    const at = [...new Set(waiting)].sort().join('+')
    const tasks = [...new Set(this.#tasks(instance).map(({ elementId }) => elementId))]
    const decisions = tasks.flatMap((step) =>
      (this.#diagram.steps.get(step)?.outcomes ?? []).map(({ key }): Move => ({ kind: 'decide', step, outcome: key })),
    )
    const messages = this.#play.inspect.lists.messageSubscriptions({ processInstanceKey: instance.key }).items
    const answer: Move[] = messages.some(({ messageName }) => messageName === 'request-answered')
      ? [{ kind: 'answer', at }]
      : []
    const withdrawal: Move[] = messages.some(({ messageName }) => messageName === 'dossier-withdrawn')
      ? [{ kind: 'withdraw', at }]
      : []
    const wait: Move[] = Number.isFinite(this.#firstDue(instance)) ? [{ kind: 'wait', at }] : []
    return [...decisions, ...answer, ...wait, ...withdrawal]
  }

  #firstDue(instance: PlayedInstance): number {
    const timers = this.#play.inspect.timers().filter(({ processInstanceKey }) => processInstanceKey === instance.key)
    return Math.min(...timers.map(({ dueDate }) => dueDate))
  }

  #workers(facts: Variables): { [type: string]: (job: ScriptedJob) => Outcome } {
    const plain = () => completes()
    const answers: { [type: string]: (job: ScriptedJob) => Outcome } = {
      'open-dossier': plain,
      'validate-dossier': () => completes({ validation: { ok: true, faults: 0 }, facts }),
      'lookup-citizen': () => completes({ result: 'found' }),
      'lookup-register': () => completes({ result: 'found' }),
      'check-eligibility': ({ variables }) => completes({ checks: variables.checks ?? {} }),
      'calculate-fee': plain,
      'calculate-due': plain,
      'record-status': plain,
      'open-request': (job) => completes(this.#request(job)),
      'settle-request': () => completes({ outcome: this.#answered ? 'supplied' : 'timeout' }),
      'generate-document': plain,
      'issue-result': plain,
      'void-result': plain,
      'update-register': plain,
      'send-sms': plain,
      'close-dossier': plain,
    }
    const failing = (job: ScriptedJob): Outcome =>
      job.elementId === this.#fails?.elementId
        ? throwsError(this.#fails.code)
        : (answers[job.type]?.(job) ?? completes())
    return Object.fromEntries(Object.keys(answers).map((type) => [type, failing]))
  }

  /** One request to the citizen, or one to each of those that are asked. */
  #request({ headers }: ScriptedJob): Variables {
    const due = new Date(this.#play.clock.now().getTime() + 3 * 86_400_000).toISOString()
    const id = () => `request-${++this.#requests}`
    if (headers.to === 'others') return { requests: ASKED.map((unit) => ({ id: id(), due, unit })) }
    this.#openRequest = id()
    return { request: { id: this.#openRequest, due } }
  }
}

/** Two moves of the same sign are the same to the diagram: it holds no more than where a case stands. */
function signOf(move: Move): string {
  return move.kind === 'decide' ? `${move.step} ${move.outcome}` : `${move.kind} at ${move.at}`
}

/** Errors of machines that the diagram catches at the job's border. */
function failuresCaught(source: string): { elementId: string; code: string }[] {
  const codes = new Map(
    [...source.matchAll(/<bpmn:error id="([^"]+)"[^>]* errorCode="([^"]+)"/g)].map(([, id = '', code = '']) => [
      id,
      code,
    ]),
  )
  const borders = [
    ...source.matchAll(/<bpmn:boundaryEvent id="[^"]+"[^>]* attachedToRef="([^"]+)"[\s\S]*?<\/bpmn:boundaryEvent>/g),
  ]
  return borders.flatMap(([text, elementId = '']) => {
    const code = codes.get(/errorRef="([^"]+)"/.exec(text)?.[1] ?? '')
    return code && new RegExp(`<bpmn:serviceTask id="${elementId}"`).test(source) ? [{ elementId, code }] : []
  })
}
