import type { Remark } from '../finding.ts'
import { endsOf, incoming, outgoing, specifiedEnd } from '../reading/paths.ts'
import type { Rule } from '../rule.ts'

/** How a diagram begins and ends: its id, the binding of the dossier, closing before each end. */
export const frame: Rule = {
  name: 'frame',
  judge({ card, diagram }) {
    const remarks: Remark[] = []
    if (diagram.processId !== card.code) remarks.push({ message: `the process id is not the code ${card.code}` })
    if (!diagram.executable) remarks.push({ message: 'the process is not executable' })

    const starts = [...diagram.elements.values()].filter(
      ({ kind, scope }) => kind === 'startEvent' && scope === diagram.processId,
    )
    for (const start of starts) {
      if (start.event.kind !== 'none') remarks.push({ at: start.id, message: 'a case starts with a none start event' })
      const [first] = outgoing(diagram, start.id).map((flow) => diagram.elements.get(flow.target))
      if (first?.jobType !== 'open-dossier')
        remarks.push({ at: start.id, message: 'the first job must be open-dossier' })
    }
    if (starts.length !== 1) remarks.push({ message: 'a case has one start event' })

    if (card.kind === 'shared') return remarks
    for (const end of endsOf(diagram)) {
      const wanted = specifiedEnd(end.id).replace(/^end-/, '')
      for (const flow of incoming(diagram, end.id)) {
        const before = diagram.elements.get(flow.source)
        if (before?.jobType !== 'close-dossier')
          remarks.push({ at: end.id, message: 'close-dossier must stand before this end' })
        else if (before.headers.end !== wanted)
          remarks.push({ at: before.id, message: `closes as ${before.headers.end} in front of ${end.id}` })
      }
    }
    const until = diagram.properties.withdrawableUntil
    if (!until || diagram.elements.get(until)?.kind !== 'userTask')
      remarks.push({ message: 'the property withdrawableUntil must name a user task' })
    return remarks
  },
}
