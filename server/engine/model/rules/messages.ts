import { childOf, childrenOf, flagOf, textOf } from '../node.ts'
import { definitionsOf, everyNode, type Rule } from './rule.ts'

export const messageRules: readonly Rule[] = [
  {
    type: 'bpmn:ReceiveTask',
    check(task, { faults, boundaryEvents }) {
      const name = textOf(childOf(task, 'messageRef'), 'name')
      const others = boundaryEvents(task)
        .flatMap(definitionsOf)
        .map((one) => textOf(childOf(one, 'messageRef'), 'name'))
      if (name !== undefined && name !== '' && others.includes(name))
        faults.add(task, 'Cannot reference the same message name as a boundary event')
    },
  },
  {
    type: 'bpmn:Process',
    check(process, { faults }) {
      // A message of this process's start events, used by any other start event of the file.
      const used = (childrenOf(process.$parent, 'rootElements') ?? [])
        .filter((node) => node.$type === 'bpmn:Process' && flagOf(node, 'isExecutable'))
        .flatMap((node) => childrenOf(node, 'flowElements'))
        .filter((node) => node.$type === 'bpmn:StartEvent')
        .flatMap(definitionsOf)
        .flatMap((definition) => childOf(definition, 'messageRef') ?? [])
      const awaitedElsewhere = new Set(
        [...everyNode(process)]
          .filter((node) => node.$type === 'bpmn:IntermediateCatchEvent' || node.$type === 'bpmn:BoundaryEvent')
          .flatMap(definitionsOf)
          .flatMap((definition) => childOf(definition, 'messageRef') ?? []),
      )
      for (const message of used)
        if (used.indexOf(message) !== used.lastIndexOf(message) && !awaitedElsewhere.has(message))
          faults.add(message, 'A message cannot be referred by more than one start event')
    },
  },
]
