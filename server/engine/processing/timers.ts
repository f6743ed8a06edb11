import type { Key } from '../contract.ts'
import type { Element } from '../model/graph.ts'
import { timeKey } from '../state/keys.ts'
import type { ElementInstance, Timer } from '../state/records.ts'
import { nextFiring, type Schedule } from '../time/schedule.ts'
import { trigger } from './events.ts'
import { change, update } from './instances.ts'
import { startProcessInstance } from './process-instances.ts'
import type { Processing } from './processing.ts'
import { noteSubscription } from './subscriptions.ts'

/** Starts a timer whose firing triggers the catching element of `host`. */
export function openTimer(p: Processing, element: Element, host: ElementInstance, schedule: Schedule): void {
  const timer = insertTimer(p, schedule, {
    elementId: element.id,
    processDefinitionKey: host.processDefinitionKey,
    elementInstanceKey: host.key,
    processInstanceKey: host.processInstanceKey,
  })
  noteSubscription(p, host, 'timers', timer.key)
}

/** Starts the timer of a process start event. */
export function openStartTimer(p: Processing, element: Element, processDefinitionKey: Key, schedule: Schedule): void {
  const timer = insertTimer(p, schedule, { elementId: element.id, processDefinitionKey })
  p.state.startTimers.insert(processDefinitionKey + timer.key, 1)
}

/** Ends the start timers of a version. */
export function closeStartTimers(p: Processing, processDefinitionKey: Key): void {
  for (const [row] of p.state.startTimers.range(processDefinitionKey)) {
    removeTimer(p, row.slice(processDefinitionKey.length) as Key)
    p.state.startTimers.delete(row)
  }
}

/** Removes a timer; always true, so that it can be part of a condition. */
export function removeTimer(p: Processing, key: Key): true {
  const timer = p.state.timers.get(key)
  if (timer) {
    p.state.dueTimers.delete(timeKey(timer.dueDate) + key)
    p.state.timers.delete(key)
  }
  return true
}

/** Fires a due timer and starts its next round. */
export function fireTimer(p: Processing, timer: Timer): void {
  removeTimer(p, timer.key)
  const next = nextFiring(timer, p.now)
  const { elementInstanceKey, processInstanceKey, processDefinitionKey, elementId } = timer
  if (elementInstanceKey === undefined || processInstanceKey === undefined) {
    p.state.startTimers.delete(processDefinitionKey + timer.key)
    const definition = p.state.processes.get(processDefinitionKey)
    if (!definition) return
    startProcessInstance(p, definition, { trigger: { elementId } })
    const start = p.graph(processDefinitionKey).elements.get(elementId)
    if (next && start) openStartTimer(p, start, processDefinitionKey, next)
    return
  }
  const host = p.state.elementInstances.get(elementInstanceKey)
  if (!host) return
  const timers = host.timers?.filter((key) => key !== timer.key)
  update(p, host.key, { timers: timers?.length ? timers : undefined })
  const triggered = trigger(p, host.key, elementId)
  const element = p.graph(processDefinitionKey).elements.get(elementId)
  if (triggered && next && element && !element.interrupting) openTimer(p, element, change(host, {}), next)
}

function insertTimer(p: Processing, schedule: Schedule, target: Omit<Timer, 'key' | 'dueDate' | 'repetition'>): Timer {
  const timer: Timer = { key: p.nextKey(), dueDate: schedule.dueDate, repetition: schedule.repetition, ...target }
  p.state.timers.insert(timer.key, timer)
  p.state.dueTimers.insert(timeKey(timer.dueDate) + timer.key, 1)
  return timer
}
