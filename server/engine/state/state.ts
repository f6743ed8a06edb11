import type { Key, Variables } from '../contract.ts'
import type {
  Compensable,
  DecisionDefinition,
  DecisionRequirementsDefinition,
  ElementInstance,
  ElementTotal,
  EndedElement,
  EndedProcessInstance,
  FormDefinition,
  Incident,
  Job,
  LatestVersion,
  Message,
  MessageStartSubscription,
  MessageSubscription,
  ProcessDefinition,
  SignalSubscription,
  StartLock,
  Timer,
} from './records.ts'
import type { Table } from './table.ts'

/** Value of an index row whose key says everything. */
export type Mark = 1

/** The tables of the store with the type and key of their rows; `+` is concatenation, `#x` the hash of a text. */
export interface Rows {
  /** 'key' -> counter of the last key given out; 'format' -> version of the layout of all these rows. */
  counters: number
  /** digest -> text of the resource. */
  resources: string
  /** digest + key of a process, DRG or form that was deployed from it */
  resourceUses: Mark

  /** key */
  processes: ProcessDefinition
  /** #bpmnProcessId */
  latestProcesses: LatestVersion
  /** #bpmnProcessId + version (10 digits) -> key */
  processVersions: Key
  /** #bpmnProcessId -> highest version ever, of a process of which no version is left */
  retiredProcesses: number
  /** key */
  decisions: DecisionDefinition
  /** #decisionId */
  latestDecisions: LatestVersion
  /** #decisionId + version -> key */
  decisionVersions: Key
  /** key */
  decisionRequirements: DecisionRequirementsDefinition
  /** #id */
  latestDecisionRequirements: LatestVersion
  /** #id + version -> key */
  decisionRequirementsVersions: Key
  /** decision requirements key + decision key */
  decisionsByRequirements: Mark
  /** key */
  forms: FormDefinition
  /** #formId */
  latestForms: LatestVersion
  /** #formId + version -> key */
  formVersions: Key
  /** #formId -> highest version ever, of a form of which no version is left */
  retiredForms: number

  /** key */
  elementInstances: ElementInstance
  /** scope key + key */
  children: Mark
  /** process definition key + key of the running instance */
  processInstances: Mark
  /** scope key -> the scope's local variables */
  variables: Variables
  /** process instance key: instances that failed inside the engine and are left alone */
  banned: Mark

  /** key */
  jobs: Job
  /** #type + key */
  activatableJobs: Mark
  /** deadline + key */
  jobDeadlines: Mark
  /** end of back-off + key */
  jobRetries: Mark

  /** key */
  incidents: Incident

  /** key */
  timers: Timer
  /** due date + key */
  dueTimers: Mark
  /** process definition key + key: timers of start events */
  startTimers: Mark

  /** key */
  messageSubscriptions: MessageSubscription
  /** #(name, correlationKey) + element instance key + key */
  messageSubscriptionsByKey: Mark
  /** #name + process definition key */
  messageStartSubscriptions: MessageStartSubscription
  /** process definition key + #name -> message name */
  startMessages: string
  /** key */
  messages: Message
  /** #(name, correlationKey) + key */
  messagesByKey: Mark
  /** #(name, correlationKey, messageId) -> key */
  messageIds: Key
  /** expiry + key */
  messageExpiries: Mark
  /** message key + #bpmnProcessId: correlated, so not again to this process */
  correlatedMessages: Mark
  /** #(bpmnProcessId, correlationKey) */
  startLocks: StartLock

  /** #name + element instance key, of a start event process definition key */
  signalSubscriptions: SignalSubscription
  /** process definition key + row in `signalSubscriptions`: signal start events */
  startSignals: Mark
  /** key of the scope that the activity was in + key: completed activities, in order of completion */
  compensables: Compensable

  /** key */
  endedProcessInstances: EndedProcessInstance
  /** C (completed) or T (terminated) + key */
  endedByState: Mark
  /** process definition key + C or T + key */
  endedByProcess: Mark
  /** process instance key + key, also while the process instance runs */
  endedElements: EndedElement
  /** process definition key + #elementId */
  elementTotals: ElementTotal
  /** end of retention + process instance key */
  historyExpiries: Mark
}

export type State = { [Name in keyof Rows]: Table<Rows[Name]> }

/** The names of all tables; the type makes a forgotten one an error. */
const names: Record<keyof Rows, true> = {
  counters: true,
  resources: true,
  resourceUses: true,
  processes: true,
  latestProcesses: true,
  processVersions: true,
  retiredProcesses: true,
  decisions: true,
  latestDecisions: true,
  decisionVersions: true,
  decisionRequirements: true,
  latestDecisionRequirements: true,
  decisionRequirementsVersions: true,
  decisionsByRequirements: true,
  forms: true,
  latestForms: true,
  formVersions: true,
  retiredForms: true,
  elementInstances: true,
  children: true,
  processInstances: true,
  variables: true,
  banned: true,
  jobs: true,
  activatableJobs: true,
  jobDeadlines: true,
  jobRetries: true,
  incidents: true,
  timers: true,
  dueTimers: true,
  startTimers: true,
  messageSubscriptions: true,
  messageSubscriptionsByKey: true,
  messageStartSubscriptions: true,
  startMessages: true,
  messages: true,
  messagesByKey: true,
  messageIds: true,
  messageExpiries: true,
  correlatedMessages: true,
  startLocks: true,
  signalSubscriptions: true,
  startSignals: true,
  compensables: true,
  endedProcessInstances: true,
  endedByState: true,
  endedByProcess: true,
  endedElements: true,
  elementTotals: true,
  historyExpiries: true,
}
export const tableNames = Object.keys(names) as (keyof Rows)[]
