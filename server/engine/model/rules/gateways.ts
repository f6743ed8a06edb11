import { childOf, textOf } from '../node.ts'
import { definitionsOf, duplicatesOf, hasDefinition, type Rule } from './rule.ts'

const WAITABLE = ['bpmn:TimerEventDefinition', 'bpmn:MessageEventDefinition', 'bpmn:SignalEventDefinition']

export const gatewayRules: readonly Rule[] = [
  {
    type: 'bpmn:EventBasedGateway',
    check(gateway, { faults, incoming, outgoing }) {
      const flows = outgoing(gateway)
      const targets = flows.flatMap((flow) => childOf(flow, 'targetRef') ?? [])
      if (flows.length < 2) faults.add(gateway, 'Event-based gateway must have at least 2 outgoing sequence flows.')
      const waitable = targets.every(
        (target) =>
          target.$type === 'bpmn:IntermediateCatchEvent' &&
          definitionsOf(target).length === 1 &&
          WAITABLE.some((type) => hasDefinition(target, type)),
      )
      if (!waitable)
        faults.add(
          gateway,
          'Event-based gateway must not have an outgoing sequence flow to other elements than message/timer/signal intermediate catch events.',
        )
      const messages = targets
        .flatMap(definitionsOf)
        .map((definition) => textOf(childOf(definition, 'messageRef'), 'name'))
      for (const name of duplicatesOf(messages))
        faults.add(gateway, `Multiple message event definitions with the same name '${name}' are not allowed.`)
      const signals = targets
        .flatMap(definitionsOf)
        .map((definition) => textOf(childOf(definition, 'signalRef'), 'name'))
      for (const name of duplicatesOf(signals))
        faults.add(gateway, `Multiple signal event definitions with the same name '${name}' are not allowed.`)
      if (targets.some((target) => incoming(target).some((flow) => childOf(flow, 'sourceRef') !== gateway)))
        faults.add(
          gateway,
          'Target elements of an event gateway must not have any additional incoming sequence flows other than that from the event gateway.',
        )
    },
  },
]
