import { childOf, childrenOf, type Node, textOf } from '../node.ts'
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
    check(process, { faults, sharedStartMessages }) {
      if (sharedStartMessages.length === 0) return
      const awaitedElsewhere = new Set(
        [...everyNode(process)]
          .filter((node) => node.$type === 'bpmn:IntermediateCatchEvent' || node.$type === 'bpmn:BoundaryEvent')
          .flatMap(definitionsOf)
          .flatMap((definition) => childOf(definition, 'messageRef') ?? []),
      )
      for (const message of sharedStartMessages)
        if (!awaitedElsewhere.has(message))
          faults.add(message, 'A message cannot be referred by more than one start event')
    },
  },
]

/** Messages that more than one start event of these processes refers to, of which no two may be. */
export function sharedStartMessages(processes: readonly Node[]): Node[] {
  const seen = new Set<Node>()
  const shared = new Set<Node>()
  const starts = processes
    .flatMap((process) => childrenOf(process, 'flowElements'))
    .filter((node) => node.$type === 'bpmn:StartEvent')
  for (const definition of starts.flatMap(definitionsOf)) {
    const message = childOf(definition, 'messageRef')
    if (message) (seen.has(message) ? shared : seen).add(message)
  }
  return [...shared]
}
