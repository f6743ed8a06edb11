import type { ElementKind } from '../model/build.ts'
import { enter } from '../processing/activation.ts'
import { instanceOf } from '../processing/instances.ts'
import { openSubscriptions } from '../processing/subscriptions.ts'
import { noteTaken } from '../processing/transitions.ts'

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
      const flow = element.outgoing.find(({ target }) => target.id === trigger?.elementId)
      if (!flow || scopeKey === undefined) throw new Error(`Gateway '${element.id}' completed without its event`)
      noteTaken(p, flow, instanceOf(p, scopeKey))
      enter(p, flow.target, scopeKey, { variables: trigger?.variables ?? {} })
    },
  }),
}
