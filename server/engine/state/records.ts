import type { DeployedResource, JsonValue, Key, Variables } from '../contract.ts'

/** A deployed process; its graph is compiled from the resource when it is first needed. */
export interface ProcessDefinition {
  key: Key
  bpmnProcessId: string
  version: number
  resourceName: string
  /** Digest of the resource's bytes; also its key in `resources`. */
  digest: string
  deploymentKey: Key
}
export interface DecisionRequirementsDefinition {
  key: Key
  id: string
  name: string
  version: number
  resourceName: string
  digest: string
  deploymentKey: Key
}
export interface DecisionDefinition {
  key: Key
  id: string
  name: string
  version: number
  requirementsKey: Key
  deploymentKey: Key
}
export interface FormDefinition {
  key: Key
  id: string
  version: number
  resourceName: string
  digest: string
  deploymentKey: Key
}
/** The latest version of a process, decision, DRG or form of one id. */
export interface LatestVersion {
  key: Key
  version: number
  /** Versions of processes and forms are never used again. */
  highest: number
}
export type Deployment = { key: Key; deployments: DeployedResource[] }

export type InstanceState = 'ACTIVATING' | 'ACTIVATED' | 'COMPLETING' | 'TERMINATING'

/** An event that has happened to an element instance and whose consequence has not run to its end yet. */
export interface Trigger {
  /** The catching element; for a job, the task itself. */
  elementId: string
  variables?: Variables
}

/** How far a multi-instance body has come. */
export interface LoopProgress {
  /** Inner instances that were created or are about to be. */
  started: number
  completed: number
}

/** A living element instance; the process instance is the one without a scope. */
export interface ElementInstance {
  key: Key
  elementId: string
  processInstanceKey: Key
  processDefinitionKey: Key
  /** The flow scope's instance; absent for a process instance. */
  scopeKey?: Key
  state: InstanceState
  /** Milliseconds since the epoch; absent where an older version of the engine began it. */
  startedAt?: number
  /** Whether the history keeps it once it has ended; a process instance decides for all within it. */
  recorded?: true
  /** Living element instances whose scope this is. */
  children: number
  /** Sequence flows of this scope that were taken and whose target is not yet active. */
  tokens: number
  /** Tokens that wait at joining gateways: by gateway, then by incoming flow. */
  joins?: { [gatewayId: string]: { [flowId: string]: number } }
  jobKey?: Key
  incidentKey?: Key
  timers?: Key[]
  messages?: Key[]
  /** Rows in `signalSubscriptions`. */
  signals?: string[]
  /** Of a compensation throw event: its handlers that have not completed yet. */
  compensating?: number
  /** Of a compensation handler: the throw event's instance that waits for it. */
  compensates?: Key
  /** The element (event sub-process, terminate end event) that interrupted this scope: nothing else may activate in it. */
  interruptedBy?: string
  trigger?: Trigger
  /** Set on a multi-instance body; its inner instances are its children. */
  loop?: LoopProgress
  /** Set on an inner instance of a multi-instance body: its place in the input collection, from 1. */
  loopCounter?: number
  /** The process instance that a call activity has called and waits for. */
  calledInstance?: Key
  /** Set on a process instance that was called: the call activity's element instance. */
  calledBy?: Key
  /** The flows that an inclusive gateway has chosen and takes when it completes. */
  chosenFlows?: string[]
  /** Set on a process instance that a message with a correlation key started: its place in `startLocks`. */
  startLock?: string
}

export type JobState = 'ACTIVATABLE' | 'ACTIVATED' | 'FAILED' | 'ERROR_THROWN'
export interface Job {
  key: Key
  type: string
  retries: number
  headers: { [name: string]: string }
  state: JobState
  elementId: string
  elementInstanceKey: Key
  processInstanceKey: Key
  processDefinitionKey: Key
  worker?: string
  /** Milliseconds since the epoch; while ACTIVATED. */
  deadline?: number
  /** Milliseconds since the epoch; while FAILED with retries left. */
  retryAt?: number
  incidentKey?: Key
}

export type IncidentType =
  | 'JOB_NO_RETRIES'
  | 'EXTRACT_VALUE_ERROR'
  | 'CONDITION_ERROR'
  | 'IO_MAPPING_ERROR'
  | 'UNHANDLED_ERROR_EVENT'
  | 'CALLED_ELEMENT_ERROR'
  | 'CALLED_DECISION_ERROR'
  | 'DECISION_EVALUATION_ERROR'
  | 'FORM_NOT_FOUND'
  | 'MESSAGE_SIZE_EXCEEDED'
  | 'UNKNOWN'
export interface Incident {
  key: Key
  errorType: IncidentType
  errorMessage: string
  bpmnProcessId: string
  processDefinitionKey: Key
  processInstanceKey: Key
  elementId: string
  elementInstanceKey: Key
  jobKey?: Key
  variableScopeKey: Key
  /** Milliseconds since the epoch. */
  createdAt: number
}

/** What a timer does after it has fired. */
export type Repetition =
  | { kind: 'once' }
  | { kind: 'interval'; interval: string /** Firings left after the next one; absent = endless. */; left?: number }
  | { kind: 'cron'; expression: string }
export interface Timer {
  key: Key
  /** Milliseconds since the epoch. */
  dueDate: number
  repetition: Repetition
  /** The catching element. */
  elementId: string
  processDefinitionKey: Key
  /** Absent for a process start event. */
  elementInstanceKey?: Key
  processInstanceKey?: Key
}

export interface MessageSubscription {
  key: Key
  messageName: string
  correlationKey: string
  /** The catching element. */
  elementId: string
  elementInstanceKey: Key
  processInstanceKey: Key
  processDefinitionKey: Key
  bpmnProcessId: string
  interrupting: boolean
}
export interface MessageStartSubscription {
  messageName: string
  elementId: string
  processDefinitionKey: Key
  bpmnProcessId: string
}
export interface Message {
  key: Key
  name: string
  correlationKey: string
  messageId: string
  /** Milliseconds since the epoch: publication + time to live. */
  expiresAt: number
  variables: Variables
}
/** A catching event that waits for a signal: of an element instance, or a process start event. */
export interface SignalSubscription {
  signalName: string
  /** The catching element. */
  elementId: string
  processDefinitionKey: Key
  /** Absent for a process start event. */
  elementInstanceKey?: Key
}
/** A completed activity that a compensation throw event may still compensate. */
export interface Compensable {
  key: Key
  activityId: string
  activityInstanceKey: Key
  /** The boundary event with the handler; absent for a sub-process that only holds compensable activities. */
  boundaryEventId?: string
  /** Whether the activity was a scope: compensable activities may be kept under its key. */
  holds?: true
}
/** A running instance that a message with a correlation key started: no second one for the same key. */
export interface StartLock {
  processInstanceKey: Key
  bpmnProcessId: string
  correlationKey: string
}

export type EndState = 'COMPLETED' | 'TERMINATED'
/** A process instance that has ended, as the history keeps it. */
export interface EndedProcessInstance {
  key: Key
  bpmnProcessId: string
  version: number
  processDefinitionKey: Key
  state: EndState
  /** Milliseconds since the epoch, as `endedAt`. */
  startedAt?: number
  endedAt: number
  /** The call activity's element instance that called it. */
  calledBy?: Key
  /** Those of the process instance at its end. */
  variables: Variables
}
/** An element instance that has ended, as the history keeps it with its process instance. */
export interface EndedElement {
  key: Key
  elementId: string
  processDefinitionKey: Key
  scopeKey?: Key
  state: EndState
  startedAt?: number
  endedAt: number
}
/** How often an element of a definition ended, as far as the history reaches. */
export interface ElementTotal {
  elementId: string
  completed: number
  terminated: number
}

export type { JsonValue, Key, Variables }
