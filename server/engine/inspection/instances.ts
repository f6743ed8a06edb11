import type { Key, Variables } from '../contract.ts'
import { endMark } from '../processing/history.ts'
import type { ElementInstance, EndedElement, EndedProcessInstance, EndState, InstanceState } from '../state/records.ts'
import type { State } from '../state/state.ts'
import { mergedPage, type Page, type PageRequest, pageOf, pageOfList } from './page.ts'

/** A process instance that runs or, as far as the history reaches, ran. */
export interface ProcessInstanceView {
  key: Key
  bpmnProcessId: string
  version: number
  processDefinitionKey: Key
  state: 'ACTIVE' | EndState
  /** Milliseconds since the epoch; absent where an older version of the engine began it. */
  startedAt?: number
  endedAt?: number
  /** The call activity's element instance that called it. */
  calledBy?: Key
  /** At its end; those of one that runs are asked for by scope. */
  variables?: Variables
}

/** An element instance of a process instance. */
export interface ElementInstanceView {
  key: Key
  elementId: string
  processDefinitionKey: Key
  scopeKey?: Key
  state: InstanceState | EndState
  startedAt?: number
  endedAt?: number
  jobKey?: Key
  incidentKey?: Key
  calledInstance?: Key
}

export interface ProcessInstanceQuery extends PageRequest {
  /** All states when absent. */
  state?: 'ACTIVE' | EndState | undefined
  processDefinitionKey?: Key | undefined
}

/** Process instances by key. */
export function processInstances(state: State, query: ProcessInstanceQuery): Page<ProcessInstanceView> {
  const pages: Page<ProcessInstanceView>[] = []
  if (query.state === undefined || query.state === 'ACTIVE') pages.push(...running(state, query))
  if (query.state !== 'ACTIVE') pages.push(...ended(state, query.state, query))
  return mergedPage(query, pages)
}

export function processInstance(state: State, key: Key): ProcessInstanceView | undefined {
  const instance = state.elementInstances.get(key)
  if (instance) return instance.scopeKey === undefined ? runningView(state, instance) : undefined
  return state.endedProcessInstances.get(key)
}

/** The element instances of a process instance by key, those that ended too as far as the history has them. */
export function elementInstances(
  state: State,
  processInstanceKey: Key,
  request: PageRequest,
): Page<ElementInstanceView> {
  const living = livingWithin(state, processInstanceKey).map(livingView)
  const past = pageOf<EndedElement, ElementInstanceView>(state.endedElements, processInstanceKey, request, (one) => one)
  return mergedPage(request, [pageOfList(request, living), past])
}

/** The living element instances of a process instance, found from scope to scope. */
export function livingWithin(state: State, scopeKey: Key): ElementInstance[] {
  return state.children.range(scopeKey).flatMap(([row]) => {
    const instance = state.elementInstances.get(row.slice(scopeKey.length))
    return instance ? [instance, ...livingWithin(state, instance.key)] : []
  })
}

/** A page per definition: instances that run are indexed by their definition. */
function running(state: State, query: ProcessInstanceQuery): Page<ProcessInstanceView>[] {
  const { processDefinitionKey } = query
  const definitions = processDefinitionKey === undefined ? allKeys(state) : [processDefinitionKey]
  return definitions.map((definition) =>
    pageOf(state.processInstances, definition, query, (_mark, key) => {
      const instance = state.elementInstances.get(key)
      return instance && runningView(state, instance)
    }),
  )
}

function ended(state: State, only: EndState | undefined, query: ProcessInstanceQuery): Page<ProcessInstanceView>[] {
  const { processDefinitionKey } = query
  if (only === undefined && processDefinitionKey === undefined)
    return [pageOf<EndedProcessInstance, ProcessInstanceView>(state.endedProcessInstances, '', query, (one) => one)]
  const [index, prefix] =
    processDefinitionKey === undefined ? [state.endedByState, ''] : [state.endedByProcess, String(processDefinitionKey)]
  const states: EndState[] = only === undefined ? ['COMPLETED', 'TERMINATED'] : [only]
  return states.map((one) =>
    pageOf<1, ProcessInstanceView>(index, prefix + endMark(one), query, (_mark, key) =>
      state.endedProcessInstances.get(key),
    ),
  )
}

function allKeys(state: State): Key[] {
  return state.processes.range('').map(([, { key }]) => key)
}

function runningView(state: State, instance: ElementInstance): ProcessInstanceView {
  const { key, processDefinitionKey, startedAt, calledBy } = instance
  return {
    key,
    bpmnProcessId: instance.elementId,
    version: state.processes.get(processDefinitionKey)?.version ?? 0,
    processDefinitionKey,
    state: 'ACTIVE',
    ...(startedAt !== undefined && { startedAt }),
    ...(calledBy !== undefined && { calledBy }),
  }
}

function livingView(instance: ElementInstance): ElementInstanceView {
  const { key, elementId, processDefinitionKey, scopeKey, state, startedAt } = instance
  const { jobKey, incidentKey, calledInstance } = instance
  return {
    key,
    elementId,
    processDefinitionKey,
    state,
    ...(scopeKey !== undefined && { scopeKey }),
    ...(startedAt !== undefined && { startedAt }),
    ...(jobKey !== undefined && { jobKey }),
    ...(incidentKey !== undefined && { incidentKey }),
    ...(calledInstance !== undefined && { calledInstance }),
  }
}
