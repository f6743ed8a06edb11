import type { Element } from '../model/graph.ts'
import { eventSubProcessStarts } from './subscriptions.ts'

/** What can be caught by its code: found by a search upwards when it is thrown. */
export type CodedEvent = 'error' | 'escalation'

/** The events of a scope or activity that catch this kind, an inner event sub-process's before a boundary event. */
export function catchersOf(element: Element, kind: CodedEvent): Element[] {
  return [...eventSubProcessStarts(element), ...element.boundaryEvents].filter(
    (candidate) => candidate.catching?.kind === kind,
  )
}

/** The one that catches the code: an exact code wins over a catch-all. */
export function catcherOf(catchers: Element[], code: string): Element | undefined {
  return (
    catchers.find((candidate) => candidate.catching?.code === code) ??
    catchers.find((candidate) => candidate.catching?.code === undefined)
  )
}
