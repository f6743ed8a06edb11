import { definitionsOf, eventDefinitionKinds } from '../event-definitions/index.ts'
import type { ElementKind } from '../model/build.ts'
import { completeWithOutputs } from './job-task.ts'

/** Without a definition it passes, output mappings applied; what else it does is its definition's. */
export const intermediateThrowEvent: ElementKind = {
  type: 'bpmn:IntermediateThrowEvent',
  compile(node, build) {
    const [definition] = definitionsOf(node)
    if (!definition) return { activate: () => 'complete', complete: completeWithOutputs }
    return eventDefinitionKinds.get(definition.$type)?.throwing?.(definition, node, build)
  },
}
