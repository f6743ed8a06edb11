import type { Remark } from '../finding.ts'
import type { Diagram, Element } from '../reading/diagram.ts'
import { boundariesOf, catcherOf, outgoing, stepsAfter } from '../reading/paths.ts'
import type { Rule } from '../rule.ts'

/** The error that each job may throw; an officer's by-hand task takes over. */
const ERRORS: Readonly<Record<string, string>> = {
  'generate-document': 'DOCUMENT_REJECTED',
  'update-register': 'REGISTER_UNAVAILABLE',
}

/** What a machine cannot do an officer does by hand, and the case goes on as if the machine had; no error is lost. */
export const machineFailures: Rule = {
  name: 'machine-failures',
  judge({ diagram }) {
    return [...diagram.elements.values()].flatMap((element) => {
      const error = ERRORS[element.jobType ?? '']
      if (error) return judgeJob(diagram, element, error)
      if (element.kind === 'endEvent' && element.event.kind === 'error' && !catcherOf(diagram, element))
        return [{ at: element.id, message: `nothing around it catches ${element.event.name}` }]
      if (element.event.kind === 'escalation')
        return [{ at: element.id, message: 'an escalation that nobody catches is lost: use an error' }]
      return []
    })
  },
}

function judgeJob(diagram: Diagram, job: Element, error: string): Remark[] {
  const caught = boundariesOf(diagram, job.id).find(({ event }) => event.kind === 'error' && event.name === error)
  if (!caught) return [{ at: job.id, message: `an error event ${error} at its border is missing` }]
  const [first] = outgoing(diagram, caught.id).map(({ target }) => target)
  if (!first?.startsWith('by-hand-')) return [{ at: caught.id, message: 'it must lead to a by-hand-… task' }]
  const [byMachine, byHand] = [job.id, first].map((id) => stepsAfter(diagram, id).sort().join())
  return byMachine === byHand ? [] : [{ at: first, message: `leads on to ${byHand}, the machine to ${byMachine}` }]
}
