import type { Faults } from '../faults.ts'
import type { Node } from '../node.ts'
import type { Unresolved } from '../read.ts'

/** References to nothing that are faults by themselves; others are told of where the element is missed. */
const TOLD: { readonly [property: string]: (id: string) => string } = {
  'bpmn:activityRef': (id) => `The referenced compensation activity '${id}' doesn't exist`,
}

/** Notes what elements of the processes refer to and is not in the file. */
export function checkReferences(processes: readonly Node[], unresolved: readonly Unresolved[], faults: Faults): void {
  const executable = new Set(processes)
  for (const { element, property, id } of unresolved) {
    const told = TOLD[property]
    if (told && isWithin(element, executable)) faults.add(element, told(id))
  }
}

function isWithin(element: Node, processes: ReadonlySet<Node>): boolean {
  for (let node: Node | undefined = element; node; node = node.$parent) if (processes.has(node)) return true
  return false
}
