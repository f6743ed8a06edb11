import type { ElementInstance } from '../state/records.ts'
import { catcherOf, catchersOf } from './catchers.ts'
import { trigger } from './events.ts'
import { elementOf, instanceOf } from './instances.ts'
import type { Processing } from './processing.ts'

/**
 * Looks for what catches an escalation from a flow scope upwards and lets it happen there. Whether the throw event goes
 * on: not if the catching side interrupts, even where that can't be triggered any more. Nothing catches it: it goes on.
 */
export function escalate(p: Processing, from: ElementInstance, code: string): boolean {
  for (const instance of searchedUpwards(p, from)) {
    const caught = catcherOf(catchersOf(elementOf(p, instance), 'escalation'), code)
    if (!caught) continue
    trigger(p, instance.key, caught.id)
    return !caught.interrupting
  }
  return true
}

/**
 * Instances in which a catch counts: within one process instance an interrupted scope still does, those above it do
 * not; then those from the call activity upwards that called it.
 */
function* searchedUpwards(p: Processing, from: ElementInstance): Generator<ElementInstance> {
  let start: ElementInstance | undefined = from
  while (start?.state === 'ACTIVATED') {
    for (const instance of scopesUpwards(p, start)) {
      yield instance
      if (instance.interruptedBy !== undefined) break
    }
    const { calledBy } = instanceOf(p, start.processInstanceKey)
    start = calledBy === undefined ? undefined : p.state.elementInstances.get(calledBy)
  }
}

function* scopesUpwards(p: Processing, from: ElementInstance): Generator<ElementInstance> {
  let instance: ElementInstance | undefined = from
  while (instance) {
    yield instance
    instance = instance.scopeKey === undefined ? undefined : p.state.elementInstances.get(instance.scopeKey)
  }
}
