/** A process as the reference knows it: a tree of scopes, each a graph of nodes. Nothing of the engine's is used. */

export type Happening =
  | { kind: 'timer'; seconds: number; rounds?: number }
  | { kind: 'message' | 'signal'; name: string }
  | { kind: 'error' | 'escalation'; code?: string }

export type NodeKind =
  | 'start'
  | 'task'
  | 'receive'
  | 'catch'
  | 'pass'
  | 'escalate'
  | 'exclusive'
  | 'parallel'
  | 'inclusive'
  | 'eventBased'
  | 'subProcess'
  | 'end'
  | 'endTerminate'
  | 'endError'
  | 'endEscalate'

/** A repeated activity: so many times, and no more once the variable is true. */
export interface Loop {
  sequential: boolean
  times: number
  until?: Variable
}

export interface Node {
  id: string
  kind: NodeKind
  /** What a catch event or receive task waits for. */
  waitsFor?: Happening
  /** What is thrown. */
  code?: string
  scope?: Scope
  loop?: Loop
}
/** Conditions are variables; a flow without one is taken, at a deciding gateway it is the default. */
export interface Flow {
  id: string
  from: string
  to: string
  condition?: Variable
}
export interface Boundary {
  id: string
  attachedTo: string
  on: Happening
  interrupting: boolean
}
export interface EventSubProcess {
  id: string
  startId: string
  on: Happening
  interrupting: boolean
  scope: Scope
}
export interface Scope {
  /** The first node is the start. */
  nodes: Node[]
  flows: Flow[]
  boundaries: Boundary[]
  eventSubProcesses: EventSubProcess[]
}
export interface Model {
  id: string
  scope: Scope
}

export const VARIABLES = ['a', 'b'] as const
export type Variable = (typeof VARIABLES)[number]
export type Values = { [Name in Variable]: boolean }

/** What happens to an instance from outside; `nth` picks among what there is. */
export type Event =
  | { do: 'complete'; nth: number; values: Partial<Values> }
  | { do: 'throw'; nth: number; code: string }
  | { do: 'fail'; nth: number }
  | { do: 'resolve'; nth: number }
  | { do: 'publish'; name: string; values: Partial<Values> }
  | { do: 'broadcast'; name: string }
  | { do: 'wait'; seconds: number }
  | { do: 'waitForNext' }
  | { do: 'set'; values: Values }
