import type { Key, Variables } from '../contract.ts'
import type {
  ElementInstance,
  Incident,
  Job,
  Message,
  MessageSubscription,
  ProcessDefinition,
  SignalSubscription,
  Timer,
} from '../state/records.ts'
import type { Store } from '../state/store.ts'
import { livingWithin } from './instances.ts'
import { type Lists, listsOf } from './lists.ts'

/** Read-only views of the state: whole tables for tests, `lists` by pages for operators. */
export interface Inspection {
  readonly lists: Lists
  processDefinitions(): ProcessDefinition[]
  /** Running process instances, oldest first. */
  processInstances(): ElementInstance[]
  processInstance(key: Key): ElementInstance | undefined
  /** Living element instances of a process instance, without itself, outer ones before what they hold. */
  elementInstances(processInstanceKey: Key): ElementInstance[]
  jobs(): Job[]
  job(key: Key): Job | undefined
  incidents(): Incident[]
  timers(): Timer[]
  messageSubscriptions(): MessageSubscription[]
  messages(): Message[]
  /** Of element instances and of process start events. */
  signalSubscriptions(): SignalSubscription[]
  /** The local variables of a scope. */
  variables(scopeKey: Key): Variables
  /** How many rows each table holds; empty ones are left out. */
  rows(): { [table: string]: number }
}

/** What is read may be a commit ahead of the disk: the batch that is under way shows too. */
export function inspectionOf({ state }: Pick<Store, 'state'>): Inspection {
  const all = <Value>(table: { range(prefix: string): [string, Value][] }) => table.range('').map(([, value]) => value)
  return {
    lists: listsOf(state),
    processDefinitions: () => all(state.processes),
    processInstances: () => all(state.elementInstances).filter(({ scopeKey }) => scopeKey === undefined),
    processInstance: (key) => state.elementInstances.get(key),
    elementInstances: (key) => livingWithin(state, key),
    jobs: () => all(state.jobs),
    job: (key) => state.jobs.get(key),
    incidents: () => all(state.incidents),
    timers: () => all(state.timers),
    messageSubscriptions: () => all(state.messageSubscriptions),
    messages: () => all(state.messages),
    signalSubscriptions: () => all(state.signalSubscriptions),
    variables: (scopeKey) => state.variables.get(scopeKey) ?? {},
    rows: () =>
      Object.fromEntries(
        Object.entries(state)
          .map(([name, table]): [string, number] => [name, table.range('').length])
          .filter(([, count]) => count > 0),
      ),
  }
}
