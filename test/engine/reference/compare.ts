import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ElementInstance, type Key, type OpenEngine, openEngine } from '../../../server/engine/index.ts'
import { inconsistencies } from '../inconsistencies.ts'
import { smallLogs } from '../small-logs.ts'
import { eventOf, generateModel } from './generate.ts'
import { Reference, type Seen } from './interpreter.ts'
import type { Event, Values } from './model.ts'
import { render } from './render.ts'

/** A case that its numbers repeat: a model of a seed and a size, and an event of each number. */
export interface Case {
  seed: number
  size: number
  events: number[]
}

const BEGINNING = 1_500_000_000_000
const VALUES: Values = { a: true, b: false }

/** An engine beside which the reference runs. */
export class Comparison {
  readonly #engine: OpenEngine
  readonly #folder: string
  readonly #clock: { at: number }
  readonly #failures: string[]
  #cases = 0

  private constructor(engine: OpenEngine, folder: string, clock: { at: number }, failures: string[]) {
    this.#engine = engine
    this.#folder = folder
    this.#clock = clock
    this.#failures = failures
  }

  static async start(): Promise<Comparison> {
    const folder = await mkdtemp(join(tmpdir(), 'motcua-reference-'))
    const clock = { at: BEGINNING }
    const failures: string[] = []
    const engine = await openEngine({
      folder,
      disk: smallLogs,
      clock: { now: () => new Date(clock.at) },
      onFailure: ({ message }) => void failures.push(message),
    })
    return new Comparison(engine, folder, clock, failures)
  }

  async stop(): Promise<void> {
    await this.#engine.stop()
    await rm(this.#folder, { recursive: true, force: true })
  }

  /** Plays a case in both; returns what differs after which event, nothing if all is as it should be. */
  async differs({ seed, size, events }: Case): Promise<string | undefined> {
    const model = generateModel(seed, size)
    const content = Buffer.from(render(model))
    const deployed = await this.#engine.execute('deployResource', {
      resources: [{ name: `${model.id}.bpmn`, content }],
    })
    if (!deployed.ok) return `the model is refused: ${deployed.rejection.reason}`
    const created = await this.#engine.execute('createProcessInstance', { bpmnProcessId: model.id, variables: VALUES })
    if (!created.ok) return `no instance: ${created.rejection.reason}`
    const { processInstanceKey: key, processDefinitionKey } = created.answer
    const beginning = this.#clock.at
    const reference = new Reference(model, VALUES)
    let difference = this.#difference('the start', reference.seen(), key, beginning)
    for (const number of events) {
      if (difference !== undefined || !this.#engine.inspect.processInstance(key)) break
      const event = eventOf(number)
      await this.#happen(event, key, reference, beginning)
      reference.happen(event)
      difference = this.#difference(JSON.stringify(event), reference.seen(), key, beginning)
    }
    this.#cases += 1
    if (difference === undefined && this.#cases % 20 === 0) difference = inconsistencies(this.#engine.inspect)[0]
    if (this.#engine.inspect.processInstance(key))
      await this.#engine.execute('cancelProcessInstance', { processInstanceKey: key })
    await this.#engine.execute('deleteResource', { resourceKey: processDefinitionKey })
    return difference
  }

  async #happen(event: Event, key: Key, reference: Reference, beginning: number): Promise<void> {
    const { inspect } = this.#engine
    const nth = <Item>(items: Item[]) => ('nth' in event ? items[event.nth % Math.max(1, items.length)] : undefined)
    const job = nth(this.#jobs(key))
    const can = job?.state === 'ACTIVATABLE'
    switch (event.do) {
      case 'complete':
        if (can) await this.#do('completeJob', { jobKey: job.key, variables: event.values })
        return
      case 'throw':
        if (can) await this.#do('throwError', { jobKey: job.key, errorCode: event.code })
        return
      case 'fail':
        if (can) await this.#do('failJob', { jobKey: job.key, retries: 0 })
        return
      case 'resolve': {
        const incidents = inspect.incidents().filter(({ processInstanceKey }) => processInstanceKey === key)
        const incident = nth(
          incidents.sort((one, other) => (one.elementInstanceKey < other.elementInstanceKey ? -1 : 1)),
        )
        if (incident?.jobKey) await this.#do('updateJobRetries', { jobKey: incident.jobKey, retries: 3 })
        if (incident) await this.#do('resolveIncident', { incidentKey: incident.key })
        return
      }
      case 'publish': {
        const { name, values: variables } = event
        await this.#do('publishMessage', { name, correlationKey: 'k', timeToLive: 0, messageId: '', variables })
        return
      }
      case 'broadcast':
        await this.#do('broadcastSignal', { signalName: event.name })
        return
      case 'set':
        await this.#do('setVariables', { elementInstanceKey: key, variables: event.values, local: false })
        return
      case 'wait':
      case 'waitForNext': {
        const seconds =
          event.do === 'wait' ? reference.seconds + event.seconds : (reference.nextDue ?? reference.seconds)
        this.#clock.at = Math.max(this.#clock.at, beginning + Math.round(seconds * 1000))
        await this.#engine.tick()
      }
    }
  }

  async #do(...[name, request]: Parameters<OpenEngine['execute']>): Promise<void> {
    const result = await this.#engine.execute(name, request)
    if (!result.ok) this.#failures.push(`${name}: ${result.rejection.code}: ${result.rejection.reason}`)
  }

  #jobs(key: Key) {
    return this.#engine.inspect.jobs().filter(({ processInstanceKey }) => processInstanceKey === key)
  }

  #difference(after: string, wanted: Seen, key: Key, beginning: number): string | undefined {
    const failure = this.#failures.splice(0)[0]
    if (failure !== undefined) return `after ${after}: ${failure}`
    const [is, shall] = [JSON.stringify(this.#seen(key, beginning), null, 1), JSON.stringify(wanted, null, 1)]
    return is === shall ? undefined : `after ${after}\nthe engine has ${is}\ninstead of ${shall}`
  }

  #seen(key: Key, beginning: number): Seen {
    const { inspect } = this.#engine
    const root = inspect.processInstance(key)
    const living = root ? [root, ...inspect.elementInstances(key)] : []
    const byKey = new Map(living.map((instance) => [instance.key, instance]))
    const pathOf = ({ elementId, scopeKey }: ElementInstance): string => {
      const scope = scopeKey && byKey.get(scopeKey)
      return scope ? `${pathOf(scope)}/${elementId}` : elementId
    }
    const mine = ({ elementInstanceKey }: { elementInstanceKey?: Key }) =>
      elementInstanceKey !== undefined && byKey.has(elementInstanceKey)
    // An event sub-process is waited for by its start event.
    const catching = ({ elementId }: { elementId: string }) => elementId.replace(/-start$/, '')
    return {
      elements: living.map(pathOf).sort(),
      jobs: this.#jobs(key).map(({ elementId, state }) => `${elementId} ${state}`),
      incidents: inspect
        .incidents()
        .filter(mine)
        .map(({ elementId, errorType }) => `${elementId} ${errorType}`)
        .sort(),
      waiting: [
        ...inspect
          .timers()
          .filter(mine)
          .map((timer) => `${catching(timer)} timer ${timer.dueDate - beginning}`),
        ...inspect
          .messageSubscriptions()
          .filter(mine)
          .map((one) => `${catching(one)} message`),
        ...inspect
          .signalSubscriptions()
          .filter(mine)
          .map((one) => `${catching(one)} signal`),
      ].sort(),
      values: root && (inspect.variables(key) as Values),
    }
  }
}
