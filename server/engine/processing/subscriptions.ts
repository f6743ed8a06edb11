import type { Element } from '../model/graph.ts'
import type { ElementInstance } from '../state/records.ts'
import { Fault } from './fault.ts'
import { instanceOf, update } from './instances.ts'
import { removeMessageSubscription } from './messages.ts'
import type { Processing } from './processing.ts'
import { removeSignalSubscription } from './signals.ts'
import { removeTimer } from './timers.ts'

/** Opens what the catching elements wait for, on behalf of `host`: all of them, or none and the fault. */
export function openSubscriptions(p: Processing, host: ElementInstance, catching: Element[]): Fault | undefined {
  const open: (() => void)[] = []
  for (const element of catching) {
    const prepared = element.catching?.prepare(p, element, host)
    if (prepared instanceof Fault) return prepared
    if (prepared) open.push(prepared)
  }
  for (const effect of open) effect()
  return undefined
}

/** Opens what can happen to a running scope from outside its flow: its boundary events and event sub-processes. */
export function openScopeSubscriptions(p: Processing, scope: Element, instance: ElementInstance): Fault | undefined {
  return openSubscriptions(p, instance, [...scope.boundaryEvents, ...eventSubProcessStarts(scope)])
}

/** The start events of the event sub-processes of a scope. */
export function eventSubProcessStarts(scope: Element): Element[] {
  return (scope.content?.eventSubProcesses ?? []).flatMap((eventSubProcess) => eventSubProcess.content?.starts ?? [])
}

/** Closes what the instance waits for; with `elements` only what these catch. */
export function closeSubscriptions(p: Processing, instance: ElementInstance, elements?: Element[]): void {
  if (!instance.timers && !instance.messages && !instance.signals) return
  const closes = (elementId: string | undefined) => !elements || elements.some(({ id }) => id === elementId)
  const timers = instance.timers?.filter((key) => !(closes(p.state.timers.get(key)?.elementId) && removeTimer(p, key)))
  const messages = instance.messages?.filter(
    (key) => !(closes(p.state.messageSubscriptions.get(key)?.elementId) && removeMessageSubscription(p, key)),
  )
  const signals = instance.signals?.filter(
    (row) => !(closes(p.state.signalSubscriptions.get(row)?.elementId) && removeSignalSubscription(p, row)),
  )
  update(p, instance.key, {
    timers: timers?.length ? timers : undefined,
    messages: messages?.length ? messages : undefined,
    signals: signals?.length ? signals : undefined,
  })
}

/** Notes a timer, message or signal subscription with the instance that waits for it. */
export function noteSubscription(
  p: Processing,
  host: ElementInstance,
  kind: 'timers' | 'messages' | 'signals',
  key: string,
): void {
  update(p, host.key, { [kind]: [...(instanceOf(p, host.key)[kind] ?? []), key] })
}
