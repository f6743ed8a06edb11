import type { Key, Variables } from '../contract.ts'
import type { ElementInstance, ProcessDefinition } from '../state/records.ts'
import { complete } from './completion.ts'
import { instanceOf, update } from './instances.ts'
import { startProcessInstance } from './process-instances.ts'
import type { Processing } from './processing.ts'
import { terminated } from './termination.ts'

/** Starts a process instance on behalf of a call activity, which then waits for its end. */
export function call(p: Processing, caller: ElementInstance, called: ProcessDefinition, variables: Variables): void {
  const calledInstance = startProcessInstance(p, called, { variables, calledBy: caller.key })
  update(p, caller.key, { calledInstance })
}

/**
 * Goes on with a call activity whose called instance has ended; `variables` are the root variables of one that completed,
 * given to the activity like those of an event.
 */
export function calledInstanceEnded(p: Processing, callerKey: Key, variables: Variables | undefined): void {
  const caller = update(p, callerKey, { calledInstance: undefined })
  if (caller.state === 'TERMINATING') {
    p.enqueue(() => terminated(p, instanceOf(p, callerKey)))
    return
  }
  // What interrupted the call activity meanwhile has queued its termination; a banned caller is left alone.
  if (caller.trigger || p.state.banned.has(caller.processInstanceKey)) return
  if (!variables) throw new Error(`Call activity ${callerKey} goes on though what it called was terminated`)
  update(p, callerKey, { trigger: { elementId: caller.elementId, variables } })
  complete(p, callerKey)
}

/** The process instance that nothing called, at the top of the calls that led to this one. */
export function rootProcessInstance(p: Processing, instance: ElementInstance): Key {
  let root = instance
  while (root.calledBy !== undefined) root = instanceOf(p, instanceOf(p, root.calledBy).processInstanceKey)
  return root.key
}
