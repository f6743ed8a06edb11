import type { Faults } from '../faults.ts'
import { childOf, childrenOf, type Node } from '../node.ts'

/** A structural rule of Zeebe's for elements of one type (and its subtypes). */
export interface Rule {
  /** Such as `bpmn:BoundaryEvent`. */
  readonly type: string
  check(node: Node, surroundings: Surroundings): void
}

/** What a rule may ask about the process that its element is in. */
export interface Surroundings {
  readonly faults: Faults
  incoming(node: Node): Node[]
  outgoing(node: Node): Node[]
  /** The boundary events attached to an activity. */
  boundaryEvents(activity: Node): Node[]
  /** Messages that more than one start event of the file's executable processes refers to. */
  readonly sharedStartMessages: readonly Node[]
}

/** The surroundings of the elements of a process. */
export function surroundingsOf(process: Node, faults: Faults, sharedStartMessages: readonly Node[]): Surroundings {
  const nodes = [...everyNode(process)]
  const at = (type: string, reference: string) => {
    const byTarget = new Map<Node, Node[]>()
    for (const node of nodes) {
      const target = node.$type === type ? childOf(node, reference) : undefined
      if (!target) continue
      const found = byTarget.get(target)
      if (found) found.push(node)
      else byTarget.set(target, [node])
    }
    return (node: Node) => byTarget.get(node) ?? []
  }
  return {
    faults,
    sharedStartMessages,
    incoming: at('bpmn:SequenceFlow', 'targetRef'),
    outgoing: at('bpmn:SequenceFlow', 'sourceRef'),
    boundaryEvents: at('bpmn:BoundaryEvent', 'attachedToRef'),
  }
}

/** A scope and all flow elements within it, in document order. */
export function* everyNode(scope: Node): Generator<Node> {
  yield scope
  for (const node of childrenOf(scope, 'flowElements')) yield* everyNode(node)
}

/** The definitions of an event, in document order. */
export function definitionsOf(event: Node): Node[] {
  return childrenOf(event, 'eventDefinitions')
}

export function hasDefinition(event: Node, type: string): boolean {
  return definitionsOf(event).some((definition) => definition.$type === type)
}

/** Texts that occur more than once. */
export function duplicatesOf(texts: (string | undefined)[]): string[] {
  const seen = new Set<string>()
  const again = new Set<string>()
  for (const text of texts) if (text !== undefined && text !== '') (seen.has(text) ? again : seen).add(text)
  return [...again]
}
