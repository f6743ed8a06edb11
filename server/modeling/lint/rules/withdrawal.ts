import type { Remark } from '../finding.ts'
import { childrenOf } from '../reading/paths.ts'
import type { Rule } from '../rule.ts'

const JOBS = ['record-status', 'send-sms', 'close-dossier']

/** The citizen may withdraw: an interrupting event sub-process of the whole case. */
export const withdrawal: Rule = {
  name: 'withdrawal',
  judge({ card, diagram }): Remark[] {
    if (card.kind === 'shared') return []
    const start = [...diagram.elements.values()].find(
      ({ kind, event, scope }) =>
        kind === 'startEvent' && event.name === 'dossier-withdrawn' && diagram.elements.get(scope)?.triggeredByEvent,
    )
    if (!start) return [{ message: 'an event sub-process with the message dossier-withdrawn is missing' }]
    const remarks: Remark[] = []
    const say = (message: string) => remarks.push({ at: start.id, message })
    if (diagram.elements.get(start.scope)?.scope !== diagram.processId) say('it must lie in the process itself')
    if (!start.interrupting) say('it must interrupt')
    if (start.event.expression !== '=dossier.code') say('its correlation key is =dossier.code')
    const inside = childrenOf(diagram, start.scope)
    for (const job of JOBS) if (!inside.some(({ jobType }) => jobType === job)) say(`the job ${job} is missing`)
    if (!inside.some(({ id }) => id === 'end-withdrawn')) say('end-withdrawn is missing')
    return remarks
  },
}
