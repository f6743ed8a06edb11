import { Instance, type Waiting } from './instance.ts'
import type { Boundary, Event, EventSubProcess, Flow, Happening, Model, Node, Scope, Values } from './model.ts'

/** What can be seen of an instance from outside; lists in order of creation. */
export interface Seen {
  elements: string[]
  jobs: string[]
  incidents: string[]
  waiting: string[]
  values: Values | undefined
}

/**
 * The semantics of tokens as the page of the engine's law tells them, as plainly as can be: one queue of steps, first in
 * first out; instances in a tree. Slow, in memory, and without a line of the engine.
 */
export class Reference {
  readonly #root: Instance
  readonly #values: Values
  #steps: (() => void)[] = []
  #serial = 0
  #seconds = 0

  constructor(model: Model, values: Values) {
    this.#values = { ...values }
    this.#root = new Instance(this.#next(), undefined, 'process', { id: model.id, scope: model.scope })
    this.#openScope(this.#root, model.scope)
    this.#settle()
  }

  get seconds(): number {
    return this.#seconds
  }

  /** The instances with jobs, oldest first. */
  get #jobs(): Instance[] {
    return this.#living.filter(({ job }) => job !== undefined).sort((one, other) => (one.job ?? 0) - (other.job ?? 0))
  }

  get #stuck(): Instance[] {
    return this.#living.filter(({ stuck }) => stuck !== undefined).sort((one, other) => one.serial - other.serial)
  }

  get #living(): Instance[] {
    return this.#root.state === 'gone' ? [] : this.#root.living
  }

  get counts(): { jobs: number; stuck: number } {
    return { jobs: this.#jobs.length, stuck: this.#stuck.length }
  }

  /** Seconds from the beginning at which the next timer is due. */
  get nextDue(): number | undefined {
    const dues = this.#living.flatMap(({ waiting }) => waiting.flatMap(({ due }) => due ?? []))
    return dues.length === 0 ? undefined : Math.min(...dues)
  }

  seen(): Seen {
    const living = this.#living
    return {
      elements: living.map(({ path }) => path).sort(),
      jobs: this.#jobs.map(({ elementId, jobState }) => `${elementId} ${jobState}`),
      incidents: this.#stuck.map(({ elementId, stuck }) => `${elementId} ${stuck}`).sort(),
      waiting: living.flatMap(({ waiting }) => waiting.filter(isSeen).map(told)).sort(),
      values: living.length === 0 ? undefined : { ...this.#values },
    }
  }

  /** Lets an event happen and all that follows from it. */
  happen(event: Event): void {
    const nth = (all: Instance[]) => ('nth' in event ? all[event.nth % Math.max(1, all.length)] : undefined)
    switch (event.do) {
      case 'complete':
        this.#completeJob(nth(this.#jobs), event.values)
        break
      case 'throw':
        this.#throwFromJob(nth(this.#jobs), event.code)
        break
      case 'fail':
        this.#failJob(nth(this.#jobs))
        break
      case 'resolve':
        this.#resolve(nth(this.#stuck))
        break
      case 'publish':
        this.#publish(event.name, event.values)
        break
      case 'broadcast':
        this.#broadcast(event.name)
        break
      case 'set':
        Object.assign(this.#values, event.values)
        break
      case 'wait':
        this.#waitUntil(this.#seconds + event.seconds)
        break
      case 'waitForNext':
        this.#waitUntil(this.nextDue ?? this.#seconds)
        break
    }
    this.#settle()
  }

  // What comes from outside

  #completeJob(task: Instance | undefined, values: Partial<Values>): void {
    if (task?.jobState !== 'ACTIVATABLE') return
    task.job = undefined
    Object.assign(this.#values, values)
    this.#later(() => this.#complete(task))
  }

  #throwFromJob(task: Instance | undefined, code: string): void {
    if (task?.jobState !== 'ACTIVATABLE') return
    task.jobState = 'ERROR_THROWN'
    const caught = this.#throwError(task, code)
    if (caught) task.job = undefined
    else task.stuck = 'UNHANDLED_ERROR_EVENT'
  }

  #failJob(task: Instance | undefined): void {
    if (task?.jobState !== 'ACTIVATABLE') return
    task.jobState = 'FAILED'
    task.stuck = 'JOB_NO_RETRIES'
  }

  /** A job's incident: the job can be done again. Another: the step runs again. */
  #resolve(instance: Instance | undefined): void {
    if (!instance) return
    instance.stuck = undefined
    if (instance.job !== undefined) instance.jobState = 'ACTIVATABLE'
    else this.#later(() => this.#act(instance))
  }

  /** A message reaches one subscription of the process: that of the oldest element instance. */
  #publish(name: string, values: Partial<Values>): void {
    const hosts = this.#living.filter(({ waiting }) =>
      waiting.some(({ on }) => on.kind === 'message' && on.name === name),
    )
    const [host] = hosts.sort((one, other) => one.serial - other.serial)
    const waiting = host?.waiting.find(({ on }) => on.kind === 'message' && on.name === name)
    if (!host || !waiting) return
    this.#trigger(host, waiting, values)
  }

  /** A signal reaches all that wait for it when it is sent, oldest element instance first. */
  #broadcast(name: string): void {
    const reached = this.#living
      .sort((one, other) => one.serial - other.serial)
      .flatMap((host) =>
        host.waiting.filter(({ on }) => on.kind === 'signal' && on.name === name).map((waiting) => ({ host, waiting })),
      )
    for (const { host, waiting } of reached) if (host.waiting.includes(waiting)) this.#trigger(host, waiting, {})
  }

  #waitUntil(seconds: number): void {
    this.#seconds = Math.max(this.#seconds, seconds)
    // Each timer that is due fires for itself; a repeated one may be due again.
    for (;;) {
      const due = this.#living
        .flatMap((host) =>
          host.waiting.map((waiting) => ({ host, waiting, due: waiting.due ?? Number.POSITIVE_INFINITY })),
        )
        .filter(({ due }) => due <= this.#seconds)
        .sort((one, other) => one.due - other.due || one.waiting.serial - other.waiting.serial)
      if (due.length === 0) return
      for (const { host, waiting } of due) {
        if (host.state === 'gone' || !host.waiting.includes(waiting)) continue
        this.#trigger(host, waiting, {})
        this.#settle()
      }
    }
  }

  // Events that are waited for

  /** What an element waits for has happened. */
  #trigger(host: Instance, waiting: Waiting, values: Partial<Values>): void {
    if (waiting.on.kind === 'timer') this.#nextRound(host, waiting)
    if (host.node?.kind === 'eventBased' && host.role === 'node') {
      this.#triggerBehindGateway(host, waiting.elementId, values)
      return
    }
    const boundary = boundariesOf(host).find(({ id }) => id === waiting.elementId)
    const handler = host.scope?.eventSubProcesses.find(({ id }) => id === waiting.elementId)
    if (boundary) this.#triggerBoundary(host, boundary, values)
    else if (handler) this.#triggerHandler(host, handler, values)
    else {
      host.waiting = host.waiting.filter(({ elementId }) => elementId !== waiting.elementId)
      Object.assign(this.#values, values)
      this.#later(() => this.#complete(host))
    }
  }

  #nextRound(host: Instance, { on, elementId, due = 0, roundsLeft = 0 }: Waiting): void {
    host.waiting = host.waiting.filter((one) => one.elementId !== elementId)
    if (on.kind !== 'timer' || roundsLeft < 1) return
    const regular = due + on.seconds
    const next = regular < this.#seconds ? this.#seconds + on.seconds : regular
    host.waiting.push({ on, elementId, serial: this.#next(), due: next, roundsLeft: roundsLeft - 1 })
  }

  #triggerBehindGateway(gateway: Instance, elementId: string, values: Partial<Values>): void {
    gateway.waiting = []
    const scope = gateway.parent
    const flow = scope?.scope?.flows.find(({ from, to }) => from === gateway.elementId && to === elementId)
    if (!scope || !flow) return
    this.#later(() => {
      if (gateway.state !== 'active') return
      this.#leave(gateway)
      this.#takeFlow(scope, flow, (event) => {
        Object.assign(this.#values, values)
        this.#later(() => this.#complete(event))
      })
    })
  }

  #triggerBoundary(host: Instance, boundary: Boundary, values: Partial<Values>): void {
    const scope = host.parent
    if (!scope) return
    const begin = () => {
      scope.tokens += 1
      this.#later(() => {
        scope.tokens -= 1
        if (!accepts(scope, boundary.id)) return
        const event = new Instance(this.#next(), scope, 'boundary', { id: boundary.id })
        Object.assign(this.#values, values)
        this.#later(() => this.#complete(event))
      })
    }
    if (!boundary.interrupting) {
      begin()
      return
    }
    host.waiting = []
    host.afterwards = begin
    this.#later(() => this.#terminate(host))
  }

  #triggerHandler(host: Instance, handler: EventSubProcess, values: Partial<Values>): void {
    const begin = () => {
      host.tokens += 1
      this.#later(() => {
        host.tokens -= 1
        if (!accepts(host, handler.id)) return
        const instance = new Instance(this.#next(), host, 'handler', { id: handler.id, scope: handler.scope })
        Object.assign(this.#values, values)
        this.#openScope(instance, handler.scope)
      })
    }
    if (!handler.interrupting) {
      begin()
      return
    }
    host.waiting = host.waiting.filter(({ elementId }) => boundariesOf(host).some(({ id }) => id === elementId))
    host.interruptedBy = handler.id
    host.tokens = 0
    host.taken.clear()
    if (host.children.size === 0) begin()
    else {
      host.afterwards = begin
      for (const child of host.children) this.#later(() => this.#terminate(child))
    }
  }

  // Steps of the life of an element

  #settle(): void {
    for (let step = this.#steps.shift(); step; step = this.#steps.shift()) step()
  }

  #later(step: () => void): void {
    this.#steps.push(step)
  }

  #next(): number {
    this.#serial += 1
    return this.#serial
  }

  #takeFlow(scope: Instance, flow: Flow, begun?: (instance: Instance) => void): void {
    const node = scope.scope?.nodes.find(({ id }) => id === flow.to)
    if (!node) throw new Error(`the flow ${flow.id} leads nowhere`)
    scope.tokens += 1
    if (node.kind === 'parallel') scope.taken.set(flow.id, (scope.taken.get(flow.id) ?? 0) + 1)
    this.#later(() => this.#enter(scope, node, begun))
  }

  #enter(scope: Instance, node: Node, begun?: (instance: Instance) => void): void {
    if (!accepts(scope, node.id)) return
    if (node.kind === 'parallel') {
      const incoming = scope.scope?.flows.filter(({ to }) => to === node.id) ?? []
      if (incoming.some(({ id }) => !scope.taken.get(id))) return
      for (const { id } of incoming) scope.taken.set(id, (scope.taken.get(id) ?? 0) - 1)
      scope.tokens -= incoming.length
    } else scope.tokens -= 1
    const role = node.loop ? 'body' : 'node'
    const instance = new Instance(this.#next(), scope, role, {
      id: node.id,
      node,
      scope: node.loop ? undefined : node.scope,
    })
    if (begun) begun(instance)
    else this.#act(instance)
  }

  /** What an element does once it is there. */
  #act(instance: Instance): void {
    if (instance.state !== 'active') return
    const { node } = instance
    if (!node) return
    if (instance.role === 'body' || !node.loop) this.#watchBoundaries(instance)
    if (instance.role === 'body') {
      this.#repeat(instance, node)
      return
    }
    switch (node.kind) {
      case 'task':
        instance.job = this.#next()
        instance.jobState = 'ACTIVATABLE'
        return
      case 'receive':
      case 'catch':
        if (node.waitsFor) this.#watch(instance, node.id, node.waitsFor)
        return
      case 'subProcess':
        if (node.scope) this.#openScope(instance, node.scope)
        return
      case 'eventBased':
        this.#watchBehind(instance)
        return
      case 'exclusive':
      case 'inclusive':
        if (this.#chosen(instance).length === 0 && outgoing(instance).length > 0) instance.stuck = 'CONDITION_ERROR'
        else this.#later(() => this.#complete(instance))
        return
      case 'endError':
        if (instance.parent && !this.#throwError(instance.parent, node.code ?? ''))
          instance.stuck = 'UNHANDLED_ERROR_EVENT'
        return
      case 'escalate':
      case 'endEscalate':
        if (!instance.parent || !this.#escalate(instance.parent, node.code ?? ''))
          this.#later(() => this.#complete(instance))
        return
      default:
        this.#later(() => this.#complete(instance))
    }
  }

  /** The start event of a scope begins; the scope watches for its events. */
  #openScope(instance: Instance, scope: Scope): void {
    for (const { id, on } of scope.eventSubProcesses) this.#watch(instance, id, on)
    const [start] = scope.nodes
    if (!start) throw new Error('a scope has no start')
    instance.tokens += 1
    this.#later(() => {
      if (instance.state !== 'active') return
      instance.tokens -= 1
      const begun = new Instance(this.#next(), instance, 'start', { id: start.id, node: start })
      this.#later(() => this.#complete(begun))
    })
  }

  #watch(host: Instance, elementId: string, on: Happening): void {
    if (on.kind !== 'timer') host.waiting.push({ on, elementId, serial: this.#next() })
    else {
      const roundsLeft = on.rounds === undefined ? 0 : on.rounds - 1
      host.waiting.push({ on, elementId, serial: this.#next(), due: this.#seconds + on.seconds, roundsLeft })
    }
  }

  #watchBoundaries(host: Instance): void {
    if (host.waiting.length > 0) return
    for (const { id, on } of boundariesOf(host)) this.#watch(host, id, on)
  }

  #watchBehind(gateway: Instance): void {
    const nodes = gateway.parent?.scope?.nodes ?? []
    for (const { to } of outgoing(gateway)) {
      const event = nodes.find(({ id }) => id === to)
      if (event?.waitsFor) this.#watch(gateway, event.id, event.waitsFor)
    }
  }

  #repeat(body: Instance, node: Node): void {
    const { sequential = false, times = 0 } = node.loop ?? {}
    if (times === 0) this.#later(() => this.#complete(body))
    else for (let at = 0; at < (sequential ? 1 : times); at++) this.#beginRepetition(body, node)
  }

  #beginRepetition(body: Instance, node: Node): void {
    body.began += 1
    body.tokens += 1
    this.#later(() => {
      body.tokens -= 1
      if (!accepts(body, node.id)) return
      this.#act(new Instance(this.#next(), body, 'node', { id: node.id, node, scope: node.scope }))
    })
  }

  /** The flows that a gateway takes; all of any other element. */
  #chosen(instance: Instance): Flow[] {
    const flows = outgoing(instance)
    if (!flows.some(({ condition }) => condition)) return flows
    const met = flows.filter(({ condition }) => condition && this.#values[condition])
    const otherwise = flows.filter(({ condition }) => !condition)
    if (met.length === 0) return otherwise
    return instance.node?.kind === 'exclusive' ? met.slice(0, 1) : met
  }

  #complete(instance: Instance): void {
    const { parent } = instance
    // In a scope that terminates nothing completes any more: it will be terminated too.
    if (instance.state !== 'active' || (parent && parent.state !== 'active')) return
    const flows = this.#chosen(instance)
    this.#leave(instance)
    if (!parent) return
    if (parent.role === 'body') {
      this.#completeRepetition(parent)
      return
    }
    if (instance.node?.kind === 'endTerminate') {
      parent.interruptedBy = instance.elementId
      parent.tokens = 0
      parent.taken.clear()
      for (const child of parent.children) this.#later(() => this.#terminate(child))
    }
    for (const flow of flows) this.#takeFlow(parent, flow)
    this.#endIfEmpty(parent)
  }

  #completeRepetition(body: Instance): void {
    const { node } = body
    if (!node?.loop || body.state !== 'active') return
    body.completed += 1
    const { sequential, times, until } = node.loop
    if (until && this.#values[until]) {
      body.tokens = 0
      body.interruptedBy = 'the condition'
      for (const child of body.children) this.#later(() => this.#terminate(child))
    } else if (sequential && body.began < times) this.#beginRepetition(body, node)
    this.#endIfEmpty(body)
  }

  #endIfEmpty(scope: Instance): void {
    if (scope.state === 'active' && scope.isEmpty) this.#later(() => scope.isEmpty && this.#complete(scope))
  }

  #leave(instance: Instance): void {
    instance.state = 'gone'
    instance.waiting = []
    instance.job = undefined
    instance.stuck = undefined
    instance.parent?.children.delete(instance)
  }

  #terminate(instance: Instance): void {
    if (instance.state !== 'active') return
    instance.state = 'terminating'
    instance.waiting = []
    instance.tokens = 0
    if (instance.children.size === 0) this.#terminated(instance)
    else for (const child of instance.children) this.#later(() => this.#terminate(child))
  }

  #terminated(instance: Instance): void {
    const { parent, afterwards } = instance
    this.#leave(instance)
    if (!parent) return
    if (parent.state === 'terminating') {
      if (parent.children.size === 0) this.#terminated(parent)
      return
    }
    if (afterwards) afterwards()
    if (parent.children.size > 0) return
    if (parent.interruptedBy !== undefined && parent.afterwards) {
      const begin = parent.afterwards
      parent.afterwards = undefined
      begin()
    } else this.#endIfEmpty(parent)
  }

  // Errors and escalations

  /** Searches from an instance outwards for who catches the error; whether there is one. */
  #throwError(from: Instance, code: string): boolean {
    for (let at: Instance | undefined = from; at; at = at.parent) {
      if (at.interruptedBy !== undefined) return false
      const catcher = catcherAt(at, 'error', code)
      if (catcher) {
        this.#catch(at, catcher)
        return true
      }
    }
    return false
  }

  /** Whether an interrupting catch was found, so that the throwing event does not go on. */
  #escalate(from: Instance, code: string): boolean {
    for (let at: Instance | undefined = from; at; at = at.parent) {
      const catcher = catcherAt(at, 'escalation', code)
      if (catcher) {
        this.#catch(at, catcher)
        return catcher.interrupting
      }
      if (at.interruptedBy !== undefined) return false
    }
    return false
  }

  #catch(at: Instance, catcher: Boundary | EventSubProcess): void {
    if ('attachedTo' in catcher) this.#triggerBoundary(at, catcher, {})
    else this.#triggerHandler(at, catcher, {})
  }
}

/** Timers, messages and signals can be seen as subscriptions. */
const isSeen = ({ on }: Waiting) => on.kind !== 'error' && on.kind !== 'escalation'

function told({ on, elementId, due }: Waiting): string {
  return on.kind === 'timer' ? `${elementId} timer ${Math.round((due ?? 0) * 1000)}` : `${elementId} ${on.kind}`
}

/** Whether an element may begin in a scope. */
function accepts(scope: Instance, elementId: string): boolean {
  return scope.state === 'active' && (scope.interruptedBy === undefined || scope.interruptedBy === elementId)
}

const outgoing = ({ parent, elementId, role }: Instance): Flow[] =>
  role === 'handler' || parent?.role === 'body'
    ? []
    : (parent?.scope?.flows.filter(({ from }) => from === elementId) ?? [])

/** Boundary events hang on the body of a repeated activity, else on the activity. */
const boundariesOf = ({ parent, elementId, role }: Instance): Boundary[] =>
  role === 'node' || role === 'body'
    ? (parent?.scope?.boundaries.filter(({ attachedTo }) => attachedTo === elementId) ?? [])
    : []

/** An exact code wins over a catch-all; with equal ones what is within the scope wins over what hangs on it. */
function catcherAt(at: Instance, kind: 'error' | 'escalation', code: string): Boundary | EventSubProcess | undefined {
  const handlers = at.interruptedBy === undefined ? (at.scope?.eventSubProcesses ?? []) : []
  const all = [...handlers, ...boundariesOf(at)].flatMap((catcher) =>
    catcher.on.kind === kind ? [{ catcher, of: catcher.on.code }] : [],
  )
  return (all.find(({ of }) => of === code) ?? all.find(({ of }) => of === undefined))?.catcher
}
