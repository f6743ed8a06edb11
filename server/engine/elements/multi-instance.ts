import type { Behaviour } from '../model/graph.ts'
import type { Loop } from '../model/loop.ts'
import { evaluateList } from '../processing/evaluation.ts'
import { Fault } from '../processing/fault.ts'
import { completeIteration, enterIterations, setLoopVariables } from '../processing/iterations.ts'
import { openScopeSubscriptions } from '../processing/subscriptions.ts'
import { mergeUpwards, setLocal, visibleVariables } from '../processing/variables.ts'

/** What flows and boundary events are attached to: holds the inner instances and collects their output. */
export function multiInstanceBody(loop: Loop): Behaviour {
  return {
    activate(p, element, instance) {
      const items = evaluateList(p, loop.inputCollection, instance.key)
      if (items instanceof Fault) return items
      const closed = openScopeSubscriptions(p, element, instance)
      if (closed) return closed
      if (loop.output) setLocal(p, instance.key, Object.fromEntries([[loop.output.collection, items.map(() => null)]]))
      enterIterations(p, element, instance, loop, items)
      return items.length === 0 ? 'complete' : 'wait'
    },
    complete(p, element, instance) {
      if (loop.output && instance.scopeKey !== undefined)
        mergeUpwards(p, instance.scopeKey, visibleVariables(p, instance.key, [loop.output.collection]))
      return { take: element.outgoing }
    },
  }
}

/** A repeated activity: each instance sets its loop variables first and adds its output to the body's at last. */
export function innerActivity(loop: Loop, activity: Behaviour): Behaviour {
  return {
    ...activity,
    activate(p, element, instance, entry) {
      const fault = entry?.variables ? undefined : setLoopVariables(p, instance, loop)
      return fault ?? activity.activate(p, element, instance)
    },
    complete(p, element, instance) {
      const completion = activity.complete(p, element, instance)
      if (completion instanceof Fault) return completion
      return completeIteration(p, instance, loop) ?? completion
    },
  }
}
