import { compileExpression } from '#feel'
import type { Remark } from '../finding.ts'
import type { Element, Flow } from '../reading/diagram.ts'
import { gatewayBehind, outcomeOf, outgoing } from '../reading/paths.ts'
import type { Rule } from '../rule.ts'
import type { Service } from '../service.ts'

const FLOW_PROPERTIES = ['needsReason', 'when', 'voids', 'outcome']
const SEEN_BY_WHEN = ['facts', 'counts']

/** Outcomes are the arrows behind a user task or a settled request; an unknown outcome must become an incident. */
export const outcomeGateways: Rule = {
  name: 'outcome-gateways',
  judge(service) {
    return [...service.diagram.elements.values()]
      .filter((element) => element.kind === 'userTask' || mapsOutcome(element))
      .flatMap((element) => judgeGateway(service, element))
  },
}

/** A request that is settled where nobody asks how (its reply is a user task's) has no gateway of its own. */
const mapsOutcome = (element: Element) =>
  element.jobType === 'settle-request' && element.outputs.some(({ target }) => target === 'outcome')

function judgeGateway(service: Service, task: Element): Remark[] {
  const { diagram } = service
  const gateway = gatewayBehind(diagram, task)
  if (!gateway) return [{ at: task.id, message: 'an exclusive gateway with its outcomes must stand directly behind' }]
  const flows = outgoing(diagram, gateway.id)
  const remarks: Remark[] = []
  if (gateway.defaultFlow)
    remarks.push({ at: gateway.id, message: 'no outcome may be the default: an unknown one is an incident' })
  if (!gateway.name) remarks.push({ at: gateway.id, message: 'a gateway is named as a question' })
  const seen = new Set<string>()
  for (const flow of flows) {
    const outcome = outcomeOf(flow)
    if (outcome === undefined) remarks.push({ at: flow.id, message: 'the condition must be =outcome = "…"' })
    else if (seen.has(outcome)) remarks.push({ at: flow.id, message: `there are two arrows for ${outcome}` })
    else seen.add(outcome)
    remarks.push(...judgeFlow(service, flow))
  }
  return remarks
}

function judgeFlow({ card }: Service, flow: Flow): Remark[] {
  const remarks: Remark[] = []
  const say = (message: string) => remarks.push({ at: flow.id, message })
  if (!flow.name) say('an arrow is named as an answer: it is the label of the button')
  if (!flow.english) say('the English label (documentation) is missing')
  for (const name of Object.keys(flow.properties)) if (!FLOW_PROPERTIES.includes(name)) say(`unknown property ${name}`)
  const { needsReason, voids, when } = flow.properties
  if (needsReason !== undefined && needsReason !== 'true') say('needsReason is true or absent')
  if (voids !== undefined && voids !== card.resultKind) say(`voids ${voids}, but the result is ${card.resultKind}`)
  if (when !== undefined) {
    const compiled = compileExpression(when.replace(/^=/, ''))
    if (!when.startsWith('=')) say('when is FEEL and begins with =')
    else if (!compiled.ok) say(compiled.error)
    else
      for (const name of compiled.expression.variables)
        if (!SEEN_BY_WHEN.includes(name)) say(`when sees facts and counts only, not ${name}`)
  }
  return remarks
}
