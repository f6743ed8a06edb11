import type { Happening, Node, Scope } from './model.ts'

/** What an instance waits for: who is triggered when it happens. */
export interface Waiting {
  on: Happening
  /** The catching element. */
  elementId: string
  serial: number
  /** Seconds since the beginning; of a timer. */
  due?: number
  roundsLeft?: number
}

export type Stuck = 'CONDITION_ERROR' | 'UNHANDLED_ERROR_EVENT' | 'JOB_NO_RETRIES'

/** A living element of the reference: a token that is somewhere, or a scope that holds tokens. */
export class Instance {
  readonly elementId: string
  readonly serial: number
  readonly parent: Instance | undefined
  readonly role: 'process' | 'node' | 'body' | 'boundary' | 'handler' | 'start'
  readonly node: Node | undefined
  /** The scope whose tokens live in it. */
  readonly scope: Scope | undefined
  state: 'active' | 'completing' | 'terminating' | 'gone' = 'active'
  readonly children = new Set<Instance>()
  /** Tokens on flows and steps under way that will become children. */
  tokens = 0
  /** At parallel gateways: flows taken and not joined yet. */
  readonly taken = new Map<string, number>()
  /** The element that interrupted it: nothing else begins in it any more. */
  interruptedBy: string | undefined
  waiting: Waiting[] = []
  /** Serial of the job. */
  job: number | undefined
  jobState: 'ACTIVATABLE' | 'FAILED' | 'ERROR_THROWN' = 'ACTIVATABLE'
  stuck: Stuck | undefined
  /** What begins in the parent once it has terminated. */
  afterwards: (() => void) | undefined
  /** Of a body: repetitions that began and that completed. */
  began = 0
  completed = 0

  constructor(
    serial: number,
    parent: Instance | undefined,
    role: Instance['role'],
    what: { id: string; node?: Node | undefined; scope?: Scope | undefined },
  ) {
    this.serial = serial
    this.parent = parent
    this.role = role
    this.elementId = what.id
    this.node = what.node
    this.scope = what.scope
    parent?.children.add(this)
  }

  /** Where it stands: the ids of what is around it, then its own. */
  get path(): string {
    return this.parent ? `${this.parent.path}/${this.elementId}` : this.elementId
  }

  get living(): Instance[] {
    return [this, ...[...this.children].flatMap((child) => child.living)]
  }

  get isEmpty(): boolean {
    return this.children.size === 0 && this.tokens === 0
  }
}
