import type { Behaviour } from '../model/graph.ts'

/** Goes on at once: no mappings, boundary events never subscribe. */
export const passThrough: Behaviour = {
  activate: () => 'complete',
  complete: (_p, element) => ({ take: element.outgoing }),
}
