import { Dice } from '../dice.ts'
import {
  type Event,
  type Flow,
  type Happening,
  type Loop,
  type Model,
  type Node,
  type NodeKind,
  type Scope,
  VARIABLES,
} from './model.ts'

const MESSAGES = ['m1', 'm2', 'm3'] as const
const SIGNALS = ['s1', 's2', 's3'] as const
const ERRORS = ['E1', 'E2'] as const
const ESCALATIONS = ['U1', 'U2'] as const

type Hosted = 'timer' | 'message' | 'signal' | 'error' | 'escalation'

/** Makes a model of about so many elements. The same seed and size give the same one. */
export function generateModel(seed: number, size: number): Model {
  return { id: `model-${seed}-${size}`, scope: new Generator(new Dice(seed), size).process() }
}

/** Makes an event of a number. */
export function eventOf(seed: number): Event {
  const dice = new Dice(seed)
  const values = () => Object.fromEntries(dice.some(VARIABLES).map((name) => [name, dice.chance(0.5)]))
  const choice = dice.upTo(100)
  if (choice < 42) return { do: 'complete', nth: dice.upTo(100), values: values() }
  if (choice < 52) return { do: 'throw', nth: dice.upTo(100), code: dice.pick(ERRORS) }
  if (choice < 56) return { do: 'fail', nth: dice.upTo(100) }
  if (choice < 60) return { do: 'resolve', nth: dice.upTo(100) }
  if (choice < 74) return { do: 'publish', name: dice.pick(MESSAGES), values: values() }
  if (choice < 83) return { do: 'broadcast', name: dice.pick(SIGNALS) }
  if (choice < 92) return { do: 'waitForNext' }
  if (choice < 96) return { do: 'wait', seconds: 1 + dice.upTo(3000) }
  return { do: 'set', values: { a: dice.chance(0.5), b: dice.chance(0.5) } }
}

class Generator {
  readonly #dice: Dice
  #left: number
  #serial = 0

  constructor(dice: Dice, size: number) {
    this.#dice = dice
    this.#left = size
  }

  process(): Scope {
    return this.#scope(0, new Set(), true)
  }

  #name(kind: string): string {
    this.#serial += 1
    return `${kind}${this.#serial}`
  }

  /** `taken` holds what already catches at the element of this scope, so that no two catch the same. */
  #scope(depth: number, taken: Set<string>, handles: boolean): Scope {
    const scope: Scope = { nodes: [], flows: [], boundaries: [], eventSubProcesses: [] }
    const start = this.#add(scope, 'start')
    const exit = this.#sequence(scope, start.id, depth)
    if (exit !== undefined) this.#end(scope, exit, depth)
    this.#shortcuts(scope)
    while (handles && this.#left > 0 && this.#dice.chance(0.3)) {
      const interrupting = this.#dice.chance(0.5)
      const on = this.#happening(
        interrupting
          ? ['timer', 'message', 'signal', 'error', 'escalation']
          : ['timer', 'message', 'signal', 'escalation'],
        taken,
        !interrupting,
      )
      if (!on) break
      const id = this.#name('handler')
      scope.eventSubProcesses.push({
        id,
        startId: `${id}-start`,
        on,
        interrupting,
        scope: this.#handler(`${id}-start`),
      })
    }
    return scope
  }

  /** What an event sub-process does: nothing in it throws, so that it does not trigger itself for ever. */
  #handler(startId: string): Scope {
    const scope: Scope = { nodes: [{ id: startId, kind: 'start' }], flows: [], boundaries: [], eventSubProcesses: [] }
    const task = this.#add(scope, 'task')
    this.#flow(scope, startId, task.id)
    if (this.#dice.chance(0.3)) this.#flow(scope, task.id, this.#add(scope, 'endTerminate').id)
    return scope
  }

  #add(scope: Scope, kind: NodeKind, more: Partial<Node> = {}): Node {
    const node = { id: this.#name(kind), kind, ...more }
    scope.nodes.push(node)
    this.#left -= 1
    return node
  }

  #flow(scope: Scope, from: string, to: string, condition?: Flow['condition']): void {
    if (scope.flows.some((flow) => flow.from === from && flow.to === to)) return
    scope.flows.push({ id: `${from}-${to}`, from, to, ...(condition && { condition }) })
  }

  #end(scope: Scope, from: string, depth: number): void {
    const choice = this.#dice.upTo(20)
    if (choice < 5) return
    const ends: readonly (readonly [NodeKind, string?])[] = [
      ['endTerminate'],
      ['endError', this.#dice.pick(ERRORS)],
      ['endEscalate', this.#dice.pick(ESCALATIONS)],
    ]
    const [kind, code] = (choice < 14 && ends[choice - 11]) || (['end'] as const)
    // An error that nobody can catch is an incident; of these there are enough.
    const chosen = kind === 'endError' && depth === 0 && this.#dice.chance(0.7) ? 'end' : kind
    const end = this.#add(scope, chosen, code === undefined || chosen === 'end' ? {} : { code })
    this.#flow(scope, from, end.id)
  }

  /** Blocks one after another; returns the node at which they leave, nothing if all of its paths have ended. */
  #sequence(scope: Scope, entry: string, depth: number): string | undefined {
    let at: string | undefined = entry
    do {
      at = this.#block(scope, at, depth)
    } while (at !== undefined && this.#left > 0 && this.#dice.chance(0.6))
    return at
  }

  #block(scope: Scope, from: string, depth: number): string | undefined {
    const choice = this.#dice.upTo(100)
    if (choice < 35 || this.#left < 3) return this.#leaf(scope, from)
    if (choice < 60 && depth < 3) return this.#subProcess(scope, from, depth)
    if (choice < 90) return this.#branches(scope, from, depth)
    return this.#eventBased(scope, from, depth)
  }

  #leaf(scope: Scope, from: string): string {
    const choice = this.#dice.upTo(100)
    let node: Node
    if (choice < 60) {
      node = this.#add(scope, 'task', this.#looped())
      this.#boundaries(scope, node, ['timer', 'message', 'signal', 'error'], new Set())
    } else if (choice < 70) {
      const waitsFor = this.#happening(['message'], new Set(), false)
      node = this.#add(scope, 'receive', { ...(waitsFor && { waitsFor }) })
      const taken = new Set([waitsFor && waitsFor.kind === 'message' ? `message ${waitsFor.name}` : ''])
      this.#boundaries(scope, node, ['timer', 'message', 'signal'], taken)
    } else if (choice < 85) {
      const waitsFor = this.#happening(['timer', 'message', 'signal'], new Set(), false)
      node = this.#add(scope, 'catch', { ...(waitsFor && { waitsFor }) })
    } else if (choice < 92) node = this.#add(scope, 'pass')
    else node = this.#add(scope, 'escalate', { code: this.#dice.pick(ESCALATIONS) })
    this.#flow(scope, from, node.id)
    return node.id
  }

  #looped(): { loop?: Loop } {
    if (this.#dice.chance(0.75)) return {}
    const until = this.#dice.chance(0.4) ? { until: this.#dice.pick(VARIABLES) } : {}
    return { loop: { sequential: this.#dice.chance(0.5), times: this.#dice.upTo(4), ...until } }
  }

  #subProcess(scope: Scope, from: string, depth: number): string {
    const { loop } = this.#looped()
    const taken = new Set<string>()
    const inner = this.#scope(depth + 1, loop ? new Set() : taken, true)
    const node = this.#add(scope, 'subProcess', { scope: inner, ...(loop && { loop }) })
    this.#flow(scope, from, node.id)
    this.#boundaries(scope, node, ['timer', 'message', 'signal', 'error', 'escalation'], taken)
    return node.id
  }

  #branches(scope: Scope, from: string, depth: number): string | undefined {
    const kind = this.#dice.pick<NodeKind>(['exclusive', 'parallel', 'parallel', 'inclusive'])
    const fork = this.#add(scope, kind)
    this.#flow(scope, from, fork.id)
    const count = 2 + this.#dice.upTo(2)
    const exits: string[] = []
    const bare = kind === 'parallel' ? -1 : this.#dice.upTo(this.#dice.chance(0.85) ? count : count * 3)
    for (let at = 0; at < count; at++) {
      const first = this.#add(scope, 'pass')
      this.#flow(scope, fork.id, first.id, kind === 'parallel' || at === bare ? undefined : this.#dice.pick(VARIABLES))
      const exit = this.#sequence(scope, first.id, depth)
      if (exit === undefined) continue
      if (this.#dice.chance(0.15)) this.#end(scope, exit, depth)
      else exits.push(exit)
    }
    if (exits.length === 0) return undefined
    const join = this.#add(scope, kind === 'parallel' && this.#dice.chance(0.9) ? 'parallel' : 'exclusive')
    for (const exit of exits) this.#flow(scope, exit, join.id)
    return join.id
  }

  #eventBased(scope: Scope, from: string, depth: number): string | undefined {
    const gateway = this.#add(scope, 'eventBased')
    this.#flow(scope, from, gateway.id)
    const taken = new Set<string>()
    const exits: string[] = []
    for (let at = 0; at < 2; at++) {
      const waitsFor =
        this.#happening(['timer', 'message', 'signal'], taken, false) ?? this.#happening(['timer'], taken, false)
      const event = this.#add(scope, 'catch', { ...(waitsFor && { waitsFor }) })
      this.#flow(scope, gateway.id, event.id)
      const exit = this.#sequence(scope, event.id, depth)
      if (exit !== undefined) exits.push(exit)
    }
    if (exits.length === 0) return undefined
    const join = this.#add(scope, 'exclusive')
    for (const exit of exits) this.#flow(scope, exit, join.id)
    return join.id
  }

  #boundaries(scope: Scope, { id }: Node, kinds: readonly Hosted[], taken: Set<string>): void {
    while (this.#left > 0 && this.#dice.chance(0.35)) {
      const interrupting = this.#dice.chance(0.6)
      const allowed = interrupting ? kinds : kinds.filter((kind) => kind !== 'error')
      const on = this.#happening(allowed, taken, !interrupting)
      if (!on) return
      const boundary = { id: this.#name('boundary'), attachedTo: id, on, interrupting }
      scope.boundaries.push(boundary)
      this.#flow(scope, boundary.id, this.#add(scope, 'task').id)
    }
  }

  /** Something to wait for that is not taken yet. */
  #happening(kinds: readonly Hosted[], taken: Set<string>, repeats: boolean): Happening | undefined {
    const kind = kinds[this.#dice.upTo(kinds.length)] ?? 'timer'
    if (kind === 'timer') {
      this.#serial += 1
      const seconds = 100 + ((this.#serial * 37) % 900) + this.#serial / 1000
      return { kind, seconds, ...(repeats && this.#dice.chance(0.5) && { rounds: 1 + this.#dice.upTo(3) }) }
    }
    const names = {
      message: MESSAGES,
      signal: SIGNALS,
      error: [...ERRORS, undefined],
      escalation: [...ESCALATIONS, undefined],
    }[kind]
    const name = names[this.#dice.upTo(names.length)]
    const mark = `${kind} ${name}`
    if (taken.has(mark)) return undefined
    taken.add(mark)
    if (kind === 'error' || kind === 'escalation') return { kind, ...(name !== undefined && { code: name }) }
    return { kind, name: name ?? '' }
  }

  /** Flows across the blocks, so that not all graphs are well structured: forwards from anywhere, backwards from tasks. */
  #shortcuts(scope: Scope): void {
    const behindGateway = new Set(
      scope.flows
        .filter(({ from }) => scope.nodes.some(({ id, kind }) => id === from && kind === 'eventBased'))
        .map(({ to }) => to),
    )
    const targets = scope.nodes.filter(
      ({ id, kind }) => !['start', 'inclusive', 'eventBased'].includes(kind) && !behindGateway.has(id),
    )
    const sources = scope.nodes.filter(({ kind }) => ['task', 'pass', 'subProcess', 'parallel', 'catch'].includes(kind))
    while (this.#dice.chance(0.25)) {
      const [from, to] = [this.#dice.anyOf(sources), this.#dice.anyOf(targets)]
      if (!from || !to || from === to) return
      const forwards = scope.nodes.indexOf(from) < scope.nodes.indexOf(to)
      if (forwards || (from.kind === 'task' && !from.loop)) this.#flow(scope, from.id, to.id)
    }
  }
}
