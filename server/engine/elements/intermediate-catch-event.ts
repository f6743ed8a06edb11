import type { ElementKind } from '../model/build.ts'
import type { Element } from '../model/graph.ts'
import { applyEventOutputs } from '../processing/mappings.ts'
import { awaitEvent } from './await-event.ts'
import { completeWithOutputs } from './job-task.ts'

/**
 * Waits for its event; behind an event-based gateway it has happened already and its variables are local. A link is
 * entered by its throw event and goes on.
 */
export const intermediateCatchEvent: ElementKind = {
  type: 'bpmn:IntermediateCatchEvent',
  compile: () => ({
    activate: (p, element, instance) => (hasHappened(element) ? 'complete' : awaitEvent.activate(p, element, instance)),
    complete: (p, element, instance) =>
      hasHappened(element)
        ? (applyEventOutputs(p, element, instance) ?? { take: element.outgoing })
        : completeWithOutputs(p, element, instance),
  }),
}

function hasHappened(element: Element): boolean {
  return element.catching?.kind === 'link' || isBehindEventBasedGateway(element)
}

function isBehindEventBasedGateway(element: Element): boolean {
  return element.incoming.some(({ source }) => source.type === 'eventBasedGateway')
}
