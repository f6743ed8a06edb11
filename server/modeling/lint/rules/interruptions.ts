import type { Remark } from '../finding.ts'
import type { Diagram, Element } from '../reading/diagram.ts'
import { outgoing } from '../reading/paths.ts'
import type { Rule } from '../rule.ts'

/** Jobs that put on record at once that a task is over. */
const TELLING = ['record-status', 'settle-request']

/** What interrupts an officer's task begins with a job, so that the platform learns of it at once. */
export const interruptions: Rule = {
  name: 'interruptions',
  judge({ diagram }) {
    return [...diagram.elements.values()].flatMap((element) =>
      interrupts(diagram, element) ? judge(diagram, element) : [],
    )
  },
}

function interrupts(diagram: Diagram, element: Element): boolean {
  if (element.kind === 'startEvent') return diagram.elements.get(element.scope)?.triggeredByEvent ?? false
  if (element.kind !== 'boundaryEvent' || !element.interrupting) return false
  return ['timer', 'message', 'signal'].includes(element.event.kind)
}

function judge(diagram: Diagram, event: Element): Remark[] {
  return outgoing(diagram, event.id)
    .filter(({ target }) => !TELLING.includes(diagram.elements.get(target)?.jobType ?? ''))
    .map(({ target }) => ({
      at: event.id,
      message: `an interrupting path begins with ${TELLING.join(' or ')}, not with ${target}`,
    }))
}
