import type { Key, Variables } from '../contract.ts'
import type {
  ElementInstance,
  Incident,
  Job,
  JobState,
  Message,
  MessageSubscription,
  ProcessDefinition,
  Timer,
} from '../state/records.ts'
import type { State } from '../state/state.ts'
import type { Table } from '../state/table.ts'
import { type ElementCount, elementCounts } from './element-counts.ts'
import {
  type ElementInstanceView,
  elementInstances,
  livingWithin,
  type ProcessInstanceQuery,
  type ProcessInstanceView,
  processInstance,
  processInstances,
} from './instances.ts'
import { type Page, type PageRequest, pageOf, pageOfList } from './page.ts'

/** Only what belongs to one process instance. */
export interface OfInstance extends PageRequest {
  processInstanceKey?: Key | undefined
}
export interface JobQuery extends OfInstance {
  type?: string | undefined
  state?: JobState | undefined
}

/** Read-only lists for operators, a page at a time and by key; what is read may be a commit ahead of the disk. */
export interface Lists {
  processes(request?: PageRequest): Page<ProcessDefinition>
  /** The diagram of a definition as it was deployed. */
  diagram(processDefinitionKey: Key): string | undefined
  elementCounts(processDefinitionKey: Key): Promise<ElementCount[]>
  processInstances(query?: ProcessInstanceQuery): Page<ProcessInstanceView>
  processInstance(key: Key): ProcessInstanceView | undefined
  elementInstances(processInstanceKey: Key, request?: PageRequest): Page<ElementInstanceView>
  /** The local variables of a living scope (process or element instance), or of a process instance at its end. */
  variables(scopeKey: Key): Variables | undefined
  jobs(query?: JobQuery): Page<Job>
  incidents(query?: OfInstance): Page<Incident>
  timers(query?: OfInstance): Page<Timer>
  messageSubscriptions(query?: OfInstance): Page<MessageSubscription>
  /** Messages in the buffer. */
  messages(request?: PageRequest): Page<Message>
}

export function listsOf(state: State): Lists {
  return {
    processes: (request = {}) => pageOf(state.processes, '', request, (process) => process),
    diagram(key) {
      const definition = state.processes.get(key)
      return definition && state.resources.get(definition.digest)
    },
    elementCounts: (key) => elementCounts(state, key),
    processInstances: (query = {}) => processInstances(state, query),
    processInstance: (key) => processInstance(state, key),
    elementInstances: (key, request = {}) => elementInstances(state, key, request),
    variables: (key) =>
      state.elementInstances.has(key)
        ? (state.variables.get(key) ?? {})
        : state.endedProcessInstances.get(key)?.variables,
    jobs: (query = {}) => {
      const wanted = (job: Job) =>
        (query.type === undefined || job.type === query.type) &&
        (query.state === undefined || job.state === query.state)
      return rowsOf(state, state.jobs, query, ({ jobKey }) => (jobKey === undefined ? [] : [jobKey]), wanted)
    },
    incidents: (query = {}) =>
      rowsOf(state, state.incidents, query, ({ incidentKey, jobKey }) => {
        const ofJob = jobKey === undefined ? undefined : state.jobs.get(jobKey)?.incidentKey
        return [incidentKey, ofJob].filter((key) => key !== undefined)
      }),
    timers: (query = {}) => rowsOf(state, state.timers, query, ({ timers = [] }) => timers),
    messageSubscriptions: (query = {}) =>
      rowsOf(state, state.messageSubscriptions, query, ({ messages = [] }) => messages),
    messages: (request = {}) => pageOf(state.messages, '', request, (message) => message),
  }
}

/** A page of a table; of one process instance, what its living element instances refer to. */
function rowsOf<Row extends { key: Key }>(
  state: State,
  table: Table<Row>,
  query: OfInstance,
  keysOf: (instance: ElementInstance) => Key[],
  wanted: (row: Row) => boolean = () => true,
): Page<Row> {
  const { processInstanceKey } = query
  if (processInstanceKey === undefined) return pageOf(table, '', query, (row) => (wanted(row) ? row : undefined))
  const root = state.elementInstances.get(processInstanceKey)
  if (!root || root.scopeKey !== undefined) return { items: [] }
  const rows = [root, ...livingWithin(state, root.key)].flatMap(keysOf).map((key) => table.get(key))
  return pageOfList(query, rows.filter((row) => row !== undefined).filter(wanted))
}
