import { definitionsOf, eventDefinitionKinds } from '../event-definitions/index.ts'
import type { ElementKind } from '../model/build.ts'
import { completeWithOutputs } from './job-task.ts'

/** Ends its path; what else it does is its definition's. */
export const endEvent: ElementKind = {
  type: 'bpmn:EndEvent',
  compile(node, build) {
    const [definition] = definitionsOf(node)
    if (!definition) return { activate: () => 'complete', complete: completeWithOutputs }
    return eventDefinitionKinds.get(definition.$type)?.throwing?.(definition, node, build)
  },
}
