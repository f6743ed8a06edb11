import type { Variables } from '../contract.ts'
import type { Element } from '../model/graph.ts'
import type { ElementInstance } from '../state/records.ts'
import { catcherOf, catchersOf } from './catchers.ts'
import { trigger } from './events.ts'
import { Fault } from './fault.ts'
import { elementOf, instanceOf } from './instances.ts'
import type { Processing } from './processing.ts'

export interface ThrownError {
  code: string
  message?: string
  variables?: Variables
}

/**
 * Looks for what catches an error from an instance upwards and lets it happen there. `from` is the failing task (its
 * own boundary events count) or the flow scope of an error end event. The fault says that nothing catches it.
 */
export function throwError(p: Processing, from: ElementInstance, error: ThrownError): Fault | undefined {
  const available: string[] = []
  for (const instance of searchedUpwards(p, from)) {
    const caught = catcherIn(elementOf(p, instance), error.code, available)
    if (caught && trigger(p, instance.key, caught.id, error.variables)) return undefined
  }
  const text = error.message ? ` with message '${error.message}'` : ''
  const events =
    available.length === 0
      ? ' No error events are available in the scope.'
      : ` Available error events are [${available.join(', ')}]`
  return new Fault(
    'UNHANDLED_ERROR_EVENT',
    `Expected to throw an error event with the code '${error.code}'${text}, but it was not caught.${events}`,
  )
}

/**
 * Instances in which a catch counts: within one process instance not at or above a scope that an event sub-process or
 * terminate end interrupted, then those from the call activity upwards that called it.
 */
function* searchedUpwards(p: Processing, from: ElementInstance): Generator<ElementInstance> {
  let start: ElementInstance | undefined = from
  while (start?.state === 'ACTIVATED') {
    let instance: ElementInstance | undefined = start
    while (instance?.state === 'ACTIVATED' && instance.interruptedBy === undefined) {
      yield instance
      instance = instance.scopeKey === undefined ? undefined : p.state.elementInstances.get(instance.scopeKey)
    }
    const { calledBy } = instanceOf(p, start.processInstanceKey)
    start = calledBy === undefined ? undefined : p.state.elementInstances.get(calledBy)
  }
}

/** An exact code wins over a catch-all; the inner event sub-process wins over the boundary event. */
function catcherIn(element: Element, code: string, available: string[]): Element | undefined {
  const catchers = catchersOf(element, 'error')
  for (const { catching } of catchers) if (catching?.code !== undefined) available.push(catching.code)
  return catcherOf(catchers, code)
}
