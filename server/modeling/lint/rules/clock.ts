import type { Remark } from '../finding.ts'
import type { Diagram, Element } from '../reading/diagram.ts'
import { scopesOf } from '../reading/paths.ts'
import type { Rule } from '../rule.ts'

const within = (diagram: Diagram, element: Element, step: string) =>
  scopesOf(diagram, element).some(({ id }) => id === step)

/** The clock starts once, at acceptance; stands still while the citizen owes something; stops when the result is there. */
export const clock: Rule = {
  name: 'clock',
  judge({ card, diagram }) {
    if (card.kind === 'shared') return []
    const remarks: Remark[] = []
    const jobs = [...diagram.elements.values()].filter(({ jobType }) => jobType !== undefined)
    const starts = jobs.filter(({ jobType, headers }) => jobType === 'calculate-due' && headers.clock === 'start')
    if (starts.length !== 1 || starts.some((job) => !within(diagram, job, 'accept')))
      remarks.push({ at: 'accept', message: 'exactly one calculate-due with clock start, in accept' })
    const called = jobs.filter(({ headers }) => headers.kind === 'appearance')
    if (
      called.length > 0 &&
      !called.some(({ jobType, headers }) => jobType === 'settle-request' && headers.clock === 'start')
    )
      remarks.push({ message: 'the clock must go on once the parties have appeared' })
    for (const job of jobs) {
      const { clock, kind, status } = job.headers
      if (job.jobType === 'open-request' && kind === 'supplement' && clock !== 'pause')
        remarks.push({ at: job.id, message: 'the clock must pause while the citizen supplies' })
      if (job.jobType === 'open-request' && kind === 'appearance' && clock !== 'pause')
        remarks.push({ at: job.id, message: 'the clock must pause until the parties have appeared' })
      if (job.jobType === 'settle-request' && kind === 'supplement' && clock !== 'start')
        remarks.push({ at: job.id, message: 'the clock must go on once the request is settled' })
      if (job.jobType === 'record-status' && ['ready', 'refused'].includes(status ?? '') && clock !== 'stop')
        remarks.push({ at: job.id, message: `the clock must stop when the dossier is ${status}` })
      if (kind === 'supplement-intake' && clock)
        remarks.push({ at: job.id, message: 'before acceptance no clock runs' })
    }
    return remarks
  },
}
