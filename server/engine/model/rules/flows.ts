import { childOf } from '../node.ts'
import type { Rule } from './rule.ts'

const CHOOSING = ['bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway']

export const flowRules: readonly Rule[] = [
  {
    type: 'bpmn:SequenceFlow',
    check(flow, { faults, outgoing }) {
      const source = childOf(flow, 'sourceRef')
      if (!source) faults.add(flow, 'SequenceFlow is missing required attribute sourceRef')
      const target = childOf(flow, 'targetRef')
      if (!target) faults.add(flow, 'SequenceFlow is missing required attribute targetRef')
      if (source && target && source.$parent !== target.$parent)
        faults.add(flow, 'A sequence flow must not cross the border of a sub-process')
      if (!source || !CHOOSING.includes(source.$type) || outgoing(source).length < 2) return
      if (childOf(source, 'default') === flow || childOf(flow, 'conditionExpression')) return
      faults.add(
        flow,
        source.$type === 'bpmn:ExclusiveGateway' ? 'Must have a condition or be default flow' : 'Must have a condition',
      )
    },
  },
  {
    type: 'bpmn:FlowNode',
    check(node, { faults, outgoing }) {
      if (CHOOSING.includes(node.$type)) return
      if (outgoing(node).some((flow) => childOf(flow, 'conditionExpression')))
        faults.add(node, 'Conditional sequence flows are only supported at exclusive or inclusive gateway')
    },
  },
  ...CHOOSING.map(
    (type): Rule => ({
      type,
      check(gateway, { faults }) {
        const flow = childOf(gateway, 'default')
        if (flow && childOf(flow, 'sourceRef') !== gateway) faults.add(gateway, 'Default flow must start at gateway')
      },
    }),
  ),
  {
    type: 'bpmn:InclusiveGateway',
    check(gateway, { faults, incoming }) {
      if (incoming(gateway).length > 1)
        faults.add(gateway, 'Currently the inclusive gateway can only have one incoming sequence flow')
    },
  },
]
