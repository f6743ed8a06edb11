import type { ElementKind } from '../model/build.ts'
import type { Element } from '../model/graph.ts'
import { applyEventOutputs } from '../processing/mappings.ts'
import { awaitEvent } from './await-event.ts'
import { completeWithOutputs } from './job-task.ts'

/** Waits for its event; behind an event-based gateway it has happened already and its variables are local. */
export const intermediateCatchEvent: ElementKind = {
  type: 'bpmn:IntermediateCatchEvent',
  compile: () => ({
    activate: (p, element, instance) =>
      isBehindEventBasedGateway(element) ? 'complete' : awaitEvent.activate(p, element, instance),
    complete: (p, element, instance) =>
      isBehindEventBasedGateway(element)
        ? (applyEventOutputs(p, element, instance) ?? { take: element.outgoing })
        : completeWithOutputs(p, element, instance),
  }),
}

function isBehindEventBasedGateway(element: Element): boolean {
  return element.incoming.some(({ source }) => source.type === 'eventBasedGateway')
}
