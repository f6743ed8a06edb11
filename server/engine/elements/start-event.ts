import type { ElementKind } from '../model/build.ts'
import { elementOf, instanceOf } from '../processing/instances.ts'
import { applyEventOutputs } from '../processing/mappings.ts'
import { openScopeSubscriptions } from '../processing/subscriptions.ts'

/** Begins a scope; when it completes, the scope's boundary events and event sub-processes are subscribed. */
export const startEvent: ElementKind = {
  type: 'bpmn:StartEvent',
  compile: () => ({
    activate: () => 'complete',
    complete(p, element, instance) {
      if (instance.scopeKey === undefined) throw new Error('A start event has no scope')
      const scope = instanceOf(p, instance.scopeKey)
      return (
        applyEventOutputs(p, element, instance) ??
        openScopeSubscriptions(p, elementOf(p, scope), scope) ?? { take: element.outgoing }
      )
    },
  }),
}
