import type { Remark } from '../finding.ts'
import type { Element, Mapping } from '../reading/diagram.ts'
import type { Rule } from '../rule.ts'

const TASK_INPUTS: Mapping[] = ['outcome', 'reason', 'decisionId'].map((target) => ({ source: '=null', target }))
const TASK_OUTPUTS: Mapping[] = [
  { source: '=outcome', target: 'outcome' },
  { source: '=reason', target: 'reason' },
  { source: '=decisionId', target: 'lastDecisionId' },
]
const OUTCOME_ONLY = { inputs: TASK_INPUTS.slice(0, 1), outputs: TASK_OUTPUTS.slice(0, 1) }

/** Output mappings that a job must have, by type. */
const JOB_OUTPUTS: Readonly<Record<string, (element: Element) => Mapping[]>> = {
  'validate-dossier': () => [
    { source: '=validation', target: 'validation' },
    { source: '=facts', target: 'facts' },
  ],
  'lookup-citizen': lookup,
  'lookup-register': lookup,
  'check-eligibility': () => [{ source: '=checks', target: 'checks' }],
  'open-request': ({ headers }) =>
    headers.to === 'others'
      ? [{ source: '=requests', target: 'requests' }]
      : [{ source: '=request', target: 'request' }],
}

function lookup({ headers }: Element): Mapping[] {
  return [{ source: '=result', target: `lookups.${headers.lookup ?? ''}` }]
}

/** A missing outcome must be null and thus an incident, never the last one again; jobs put their answer where it belongs. */
export const taskMappings: Rule = {
  name: 'task-mappings',
  judge({ diagram }) {
    return [...diagram.elements.values()].flatMap((element) => {
      if (element.kind === 'userTask')
        return [...missing(element, 'inputs', TASK_INPUTS), ...missing(element, 'outputs', TASK_OUTPUTS)]
      if (element.jobType === 'settle-request' && (element.inputs.length > 0 || element.outputs.length > 0))
        return [
          ...missing(element, 'inputs', OUTCOME_ONLY.inputs),
          ...missing(element, 'outputs', OUTCOME_ONLY.outputs),
        ]
      const wanted = JOB_OUTPUTS[element.jobType ?? '']?.(element) ?? []
      return missing(element, 'outputs', wanted)
    })
  },
}

function missing(element: Element, side: 'inputs' | 'outputs', wanted: readonly Mapping[]): Remark[] {
  return wanted
    .filter(
      ({ source, target }) => !element[side].some((mapping) => mapping.source === source && mapping.target === target),
    )
    .map(({ source, target }) => ({
      at: element.id,
      message: `the ${side.slice(0, -1)} mapping ${source} -> ${target} is missing`,
    }))
}
