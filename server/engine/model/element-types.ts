import type { Element, Graph, SequenceFlow } from './graph.ts'

/** Zeebe's word for the type of an element, as its refusals name it: SERVICE_TASK, EVENT_SUB_PROCESS, … */
export function elementTypeOf(element: Element): string {
  if (element.scope?.content?.eventSubProcesses.includes(element)) return 'EVENT_SUB_PROCESS'
  return element.type.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
}

/** The scopes around an element, the process first. */
export function scopesAround(element: Element): Element[] {
  return element.scope ? [...scopesAround(element.scope), element.scope] : []
}

/** The sequence flow of a process by its id. */
export function flowOf(graph: Graph, id: string): SequenceFlow | undefined {
  for (const { outgoing } of graph.elements.values()) {
    const flow = outgoing.find((candidate) => candidate.id === id)
    if (flow) return flow
  }
  return undefined
}
