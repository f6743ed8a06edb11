import type { Remark } from '../finding.ts'
import type { Diagram, Element } from '../reading/diagram.ts'
import { scopesOf } from '../reading/paths.ts'
import type { Rule } from '../rule.ts'

const KINDS = ['verification', 'consultation']
const GROUPS = /^=distinct values\(\["unit:" \+ request\.unit \+ ":(\w+)", "unit:" \+ dossier\.unit\.code \+ ":\1"\]\)$/
/** What an instance must not know of the others, so that each request is settled by its own answer. */
const FORGOTTEN = ['lastDecisionId', 'outcome']

/** Several are asked at once: each by a request of its own, in an instance of its own, answered by whom it names. */
export const asked: Rule = {
  name: 'asked',
  judge({ diagram }) {
    return [...diagram.elements.values()].flatMap((element) => {
      if (element.each) return judgeInstances(diagram, element)
      return element.kind === 'userTask' && (element.id.startsWith('await-') || element.properties.asked !== undefined)
        ? judgeTask(diagram, element)
        : []
    })
  },
}

function judgeTask(diagram: Diagram, task: Element): Remark[] {
  const remarks: Remark[] = []
  const say = (message: string) => remarks.push({ at: task.id, message })
  const { asked: kind = '' } = task.properties
  if (!KINDS.includes(kind)) say(`the property asked is one of ${KINDS.join(', ')}`)
  if (!GROUPS.test(task.group))
    say('the groups are those of request.unit and of dossier.unit.code in one role, each once')
  if (!scopesOf(diagram, task).some(({ each }) => each)) say('it lies in a multi-instance sub-process over =requests')
  return remarks
}

function judgeInstances(diagram: Diagram, scope: Element): Remark[] {
  const remarks: Remark[] = []
  const say = (message: string) => remarks.push({ at: scope.id, message })
  if (scope.kind !== 'subProcess') say('only a sub-process is repeated')
  if (scope.each?.collection !== '=requests' || scope.each.element !== 'request')
    say('it runs over =requests with the element request')
  if (scope.each?.sequential) say('all are asked at once')
  for (const name of FORGOTTEN)
    if (!scope.inputs.some(({ source, target }) => source === '=null' && target === name))
      say(`the input mapping =null -> ${name} is missing`)
  const inside = [...diagram.elements.values()].filter((element) =>
    scopesOf(diagram, element).some(({ id }) => id === scope.id),
  )
  if (!inside.some(({ properties }) => properties.asked)) say('nobody is asked in it')
  if (!inside.some(({ jobType }) => jobType === 'settle-request')) say('each instance settles its request')
  return remarks
}
