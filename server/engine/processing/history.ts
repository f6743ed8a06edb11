import type { Key } from '../contract.ts'
import { hash, timeKey } from '../state/keys.ts'
import type { ElementInstance, EndedElement, EndState } from '../state/records.ts'
import type { State } from '../state/state.ts'
import type { Processing } from './processing.ts'
import { localVariables } from './variables.ts'

/**
 * What is kept of process instances that have ended, and of what ended within them, until its retention is over.
 * Whether an instance is recorded was decided when it began; without the history nothing here is called.
 */

type How = 'completed' | 'terminated'
const END_STATES: { [how in How]: EndState } = { completed: 'COMPLETED', terminated: 'TERMINATED' }

/** The prefix of an end state in the indexes. */
export function endMark(state: EndState): string {
  return state.charAt(0)
}

/** Keeps an element instance that ends; the process instance itself is kept by `keepProcessInstance`. */
export function keepElement(p: Processing, instance: ElementInstance, how: How): void {
  const { key, elementId, processInstanceKey, processDefinitionKey, scopeKey, startedAt } = instance
  if (scopeKey === undefined) return
  p.state.endedElements.insert(processInstanceKey + key, {
    key,
    elementId,
    processDefinitionKey,
    scopeKey,
    state: END_STATES[how],
    ...(startedAt !== undefined && { startedAt }),
    endedAt: p.now,
  })
  count(p.state, processDefinitionKey, elementId, how, 1)
}

/** Keeps a process instance that ends, or forgets what ended within it if the history was turned off meanwhile. */
export function keepProcessInstance(p: Processing, instance: ElementInstance, how: How): void {
  const { key, processDefinitionKey, startedAt, calledBy } = instance
  if (p.retention <= 0) {
    forgetElements(p.state, key)
    return
  }
  const state = END_STATES[how]
  p.state.endedProcessInstances.insert(key, {
    key,
    bpmnProcessId: instance.elementId,
    version: p.state.processes.get(processDefinitionKey)?.version ?? 0,
    processDefinitionKey,
    state,
    ...(startedAt !== undefined && { startedAt }),
    endedAt: p.now,
    ...(calledBy !== undefined && { calledBy }),
    variables: localVariables(p, key),
  })
  p.state.endedByState.insert(endMark(state) + key, 1)
  p.state.endedByProcess.insert(processDefinitionKey + endMark(state) + key, 1)
  p.state.historyExpiries.insert(timeKey(p.now + p.retention) + key, 1)
}

/** Forgets a process instance whose retention is over, with all that the history kept of it. */
export function forgetProcessInstance(p: Processing, key: Key): void {
  const ended = p.state.endedProcessInstances.get(key)
  if (!ended) return
  forgetElements(p.state, key)
  p.state.endedProcessInstances.delete(key)
  p.state.endedByState.delete(endMark(ended.state) + key)
  p.state.endedByProcess.delete(ended.processDefinitionKey + endMark(ended.state) + key)
}

function forgetElements(state: State, processInstanceKey: Key): void {
  for (const [row, ended] of state.endedElements.range(processInstanceKey)) {
    state.endedElements.delete(row)
    count(state, ended.processDefinitionKey, ended.elementId, howOf(ended), -1)
  }
}

function howOf({ state }: EndedElement): How {
  return state === 'COMPLETED' ? 'completed' : 'terminated'
}

function count(state: State, processDefinitionKey: Key, elementId: string, how: How, by: 1 | -1): void {
  const row = processDefinitionKey + hash(elementId)
  const before = state.elementTotals.get(row) ?? { elementId, completed: 0, terminated: 0 }
  const after = { ...before, [how]: before[how] + by }
  if (after.completed <= 0 && after.terminated <= 0) state.elementTotals.delete(row)
  else state.elementTotals.put(row, after)
}
