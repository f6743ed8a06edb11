import type { Remark } from '../finding.ts'
import type { Diagram, Element } from '../reading/diagram.ts'
import { boundariesOf, gatewayBehind, incoming, outcomeOf, outgoing } from '../reading/paths.ts'
import type { Rule } from '../rule.ts'

/** Every wait has a way out, and both ways of a citizen's wait lead to the record, which decides. */
export const waits: Rule = {
  name: 'waits',
  judge({ diagram }) {
    return [...diagram.elements.values()].flatMap((element) => {
      if (element.kind === 'eventBasedGateway') return judgeCitizensWait(diagram, element)
      if (element.kind === 'userTask' && /^(await|sign-in-person)/.test(element.id))
        return judgeAwaited(diagram, element)
      if (element.kind === 'intermediateCatchEvent') return judgeCatch(diagram, element)
      if (element.kind === 'receiveTask')
        return [{ at: element.id, message: 'a receive task has no way out: use a gateway' }]
      return []
    })
  },
}

function judgeCitizensWait(diagram: Diagram, gateway: Element): Remark[] {
  const say = (message: string) => ({ at: gateway.id, message })
  const arms = outgoing(diagram, gateway.id).flatMap(({ target }) => diagram.elements.get(target) ?? [])
  const message = arms.find(({ event }) => event.kind === 'message')
  const timer = arms.find(({ event }) => event.kind === 'timer')
  const remarks: Remark[] = []
  const before = incoming(diagram, gateway.id)
  if (before.length === 0) remarks.push(say('nothing leads here'))
  if (message?.event.name !== 'request-answered' || message.event.expression !== '=request.id')
    remarks.push(say('one arm is the message request-answered with the correlation key =request.id'))
  if (timer?.event.expression !== '=request.due') remarks.push(say('one arm is a timer at =request.due'))
  const settled = new Set(arms.flatMap(({ id }) => outgoing(diagram, id).map(({ target }) => target)))
  const [only] = settled
  const settle = only === undefined ? undefined : diagram.elements.get(only)
  if (settled.size !== 1 || settle?.jobType !== 'settle-request')
    return [...remarks, say('both arms lead to one job settle-request')]
  const decided = gatewayBehind(diagram, settle)
  const outcomes = decided ? outgoing(diagram, decided.id).map(outcomeOf).sort() : []
  if (outcomes.join() !== 'supplied,timeout')
    remarks.push({ at: settle.id, message: 'behind it a gateway has the arrows supplied and timeout' })
  return remarks
}

function judgeAwaited(diagram: Diagram, task: Element): Remark[] {
  const timer = boundariesOf(diagram, task.id).find(({ event }) => event.kind === 'timer')
  if (!timer) return [{ at: task.id, message: 'a timer at its border must end the wait' }]
  const remarks: Remark[] = []
  if (!timer.interrupting) remarks.push({ at: timer.id, message: 'the timer must interrupt' })
  if (timer.event.expression !== '=request.due')
    remarks.push({ at: timer.id, message: 'the timer stands at =request.due' })
  if (!timer.properties.outcome)
    remarks.push({ at: timer.id, message: 'the property outcome names what the timer decides' })
  return remarks
}

function judgeCatch(diagram: Diagram, event: Element): Remark[] {
  const [flow] = incoming(diagram, event.id)
  const before = flow && diagram.elements.get(flow.source)
  return before?.kind === 'eventBasedGateway'
    ? []
    : [{ at: event.id, message: 'an event that is waited for stands behind an event-based gateway with a timer' }]
}
