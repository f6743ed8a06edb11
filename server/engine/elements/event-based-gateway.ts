import type { ElementKind } from '../model/build.ts'
import { enter } from '../processing/activation.ts'
import { openSubscriptions } from '../processing/subscriptions.ts'

/** Subscribes to all its events; the first that fires completes it, and the catch event then completes at once. */
export const eventBasedGateway: ElementKind = {
  type: 'bpmn:EventBasedGateway',
  compile: () => ({
    activate(p, element, instance) {
      const events = element.outgoing.map(({ target }) => target)
      return openSubscriptions(p, instance, events) ?? 'wait'
    },
    complete: () => ({ take: [] }),
    completed(p, element, { scopeKey, trigger }) {
      const caught = element.outgoing.find(({ target }) => target.id === trigger?.elementId)?.target
      if (!caught || scopeKey === undefined) throw new Error(`Gateway '${element.id}' completed without its event`)
      enter(p, caught, scopeKey, { variables: trigger?.variables ?? {} })
    },
  }),
}
