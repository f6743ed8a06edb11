import type { Key, Variables } from '../contract.ts'
import type { DecisionRequirements } from '../decisions/index.ts'
import type { Graph } from '../model/graph.ts'
import type { State } from '../state/state.ts'
import type { RecordTooBig } from './record-size.ts'

/** A follow-up of the running command: runs after what was queued before it, in the same commit. */
export type Step = () => void

/** What the world learns of a command after its commit. */
export interface Effects {
  /** Job types of which a job became activatable. */
  readonly availableJobs: Set<string>
  /** Jobs that became activatable by themselves and may be pushed to a stream, by type; not those given back. */
  readonly offeredJobs: Map<string, Key[]>
  /** Process instances that ended: with the root variables if they completed, without if they were terminated. */
  readonly ended: Map<Key, Variables | undefined>
  readonly transitions: Transition[]
}

/** A step in the life of an element instance, or a sequence flow that was taken. */
export interface Transition {
  what: 'activating' | 'activated' | 'completed' | 'terminated' | 'taken'
  /** Of what was taken: the sequence flow. */
  elementId: string
  /** Of what was taken: the scope's instance. */
  key: Key
  processInstanceKey: Key
}

/** The running command's view of the engine. */
export interface Processing {
  readonly state: State
  /** Milliseconds since the epoch; one instant for the whole command. */
  readonly now: number
  readonly effects: Effects
  /** How long what has ended is kept in the history, in milliseconds; 0 = there is none. */
  readonly retention: number
  nextKey(): Key
  /** The compiled process of this definition; throws GraphMissing until it is loaded. */
  graph(processDefinitionKey: Key): Graph
  /** The parsed decisions of a stored DRG. */
  requirements(decisionRequirementsKey: Key): DecisionRequirements
  /** Keeps the graph of a definition that is being deployed. */
  addGraph(processDefinitionKey: Key, graph: Graph): void
  /** Forgets what is in memory of a process or DRG that is being deleted. */
  dropDefinition(key: Key): void
  enqueue(step: Step): void
  /** Runs a part of the command; if that throws RecordTooBig, it alone is undone and the exception returned. */
  attempt<Result>(part: () => Result): Result | RecordTooBig
  /** Notes which process instance is being worked on: it is banned if the engine fails here. */
  working(processInstanceKey: Key): void
  /** Throws InstanceBanned if the engine once failed within this instance: its commands are refused. */
  refuseBanned(processInstanceKey: Key): void
}

/** Thrown when a definition's graph is not in memory: the writer loads it and runs the command anew. */
export class GraphMissing extends Error {
  readonly processDefinitionKey: Key
  constructor(processDefinitionKey: Key) {
    super(`The graph of process definition ${processDefinitionKey} is not loaded`)
    this.processDefinitionKey = processDefinitionKey
  }
}

/** Thrown by a command that concerns an instance in which the engine once failed. */
export class InstanceBanned extends Error {
  constructor(processInstanceKey: Key) {
    super(`Process instance ${processInstanceKey} is banned after a failure of the engine`)
  }
}
