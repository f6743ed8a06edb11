import { type HeaderRule, JOBS, USER_TASK_HEADERS } from '../contract.ts'
import type { Remark } from '../finding.ts'
import type { Element } from '../reading/diagram.ts'
import type { Rule } from '../rule.ts'

const RETRIES = '5'

/** Known job types with the headers that their workers read, and the words that these allow. */
export const headers: Rule = {
  name: 'headers',
  judge({ diagram }) {
    return [...diagram.elements.values()].flatMap((element) => {
      if (element.kind === 'userTask') return judgeHeaders(element, USER_TASK_HEADERS)
      if (element.jobType === undefined) return []
      const rules = JOBS[element.jobType]
      if (!rules) return [{ at: element.id, message: `no worker takes jobs of type ${element.jobType}` }]
      const retries = element.retries === RETRIES ? [] : [{ at: element.id, message: `retries must be ${RETRIES}` }]
      return [...retries, ...judgeHeaders(element, rules), ...judgeDue(element)]
    })
  },
}

function judgeHeaders({ id, headers }: Element, rules: Readonly<Record<string, HeaderRule>>): Remark[] {
  const missing = Object.entries(rules)
    .filter(([name, { required }]) => required && !headers[name])
    .map(([name]) => ({ at: id, message: `the header ${name} is missing` }))
  const faulty = Object.entries(headers).flatMap(([name, value]) => {
    const rule = rules[name]
    if (!rule) return [{ at: id, message: `unknown header ${name}` }]
    const fault = rule.judge?.(value)
    return fault ? [{ at: id, message: `${name}: ${fault}` }] : []
  })
  return [...missing, ...faulty]
}

/** A due date comes from a limit with its clock, or from the day that an officer set. */
function judgeDue({ id, jobType, headers }: Element): Remark[] {
  if (jobType !== 'calculate-due') return []
  const byLimit = Boolean(headers.limit && headers.clock)
  const byOfficer = Boolean(headers.appointment)
  return byLimit === byOfficer ? [{ at: id, message: 'either limit and clock, or appointment' }] : []
}
