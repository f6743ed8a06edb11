import type { Remark } from '../finding.ts'
import { isActivity, isHelper, outgoing } from '../reading/paths.ts'
import type { Rule } from '../rule.ts'

const GATEWAYS = ['exclusiveGateway', 'eventBasedGateway']

/** Ids that last, Vietnamese names, English documentation. */
export const names: Rule = {
  name: 'names',
  judge({ card, diagram }) {
    const remarks: Remark[] = []
    if (!diagram.name || !diagram.english)
      remarks.push({ message: 'the process needs a name and English documentation' })
    for (const lane of diagram.lanes)
      if (!lane.name || !lane.english)
        remarks.push({ at: lane.id, message: 'a lane needs a name and English documentation' })
    for (const element of diagram.elements.values()) {
      const say = (message: string) => remarks.push({ at: element.id, message })
      const unnamed = !element.name || !element.english
      if (isActivity(element) && unnamed) say('an activity needs a name and English documentation')
      if (element.kind === 'boundaryEvent' && !element.name) say('an event at a border needs a name')
      if (GATEWAYS.includes(element.kind) && outgoing(diagram, element.id).length > 1 && !element.name)
        say('a gateway that splits is named as a question')
      if (element.id.startsWith('by-hand-') && isActivity(element)) {
        const step = element.properties.for
        if (!step || !card.steps.has(step)) say('the property for must name the step that is done by hand')
      }
      if (!isHelper(element.id) && !known(card.steps, card.ends, element.id) && isActivity(element))
        say('the id is no step of the specification')
    }
    return remarks
  },
}

const known = (steps: ReadonlyMap<string, unknown>, ends: readonly string[], id: string) =>
  steps.has(id) || ends.includes(id)
