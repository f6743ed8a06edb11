/**
 * Where a case stands, from the record alone: at its open tasks, else behind the element that wrote the last entry of
 * the timeline. Jobs that change anything write one in the transaction that changes it, so none of them runs again;
 * jobs that write none may run again, for they changed nothing.
 */
import type { Diagram, Step } from '../services/index.ts'

export interface PastEvent {
  type: string
  elementId: string | null
  at: Date
  data: unknown
}

export interface StandingTask {
  id: string
  elementId: string
  createdAt: Date
}

export type Position =
  /** These elements are to be active; `tasks` are the rows that stand there. */
  | { kind: 'at'; elements: string[]; tasks: string[] }
  /** Nothing has happened yet. */
  | { kind: 'beginning' }
  /** The record does not say it. */
  | { kind: 'unclear'; why: string }

const parallel = 'bpmn:ParallelGateway'
/** Jobs that ask or reckon and change nothing outside: they may run twice. */
const harmless = /^(lookup-|check-|calculate-fee$|validate-)/
/** Said about a task, not by a job that moved the case on. */
const aboutTasks = new Set(['decided', 'overtaken'])

/** The entries of this diagram's elements; an apology's own go into the same timeline. */
export const eventsOf = (diagram: Diagram, events: readonly PastEvent[]): PastEvent[] =>
  events.filter(({ type, elementId }) => elementId !== null && type !== 'overtaken' && diagram.steps.has(elementId))

export function positionOf(diagram: Diagram, events: readonly PastEvent[], tasks: readonly StandingTask[]): Position {
  const told = eventsOf(diagram, events)
  const movedOn = (task: StandingTask) => told.some(({ type, at }) => !aboutTasks.has(type) && at > task.createdAt)
  const standing = tasks.filter((task) => diagram.steps.has(task.elementId) && !movedOn(task))
  if (standing.length > 0) {
    const elements = [...new Set(standing.map(({ elementId }) => elementId))]
    if (standing.length > elements.length)
      return { kind: 'unclear', why: `${elements.join(', ')}: more tasks stand there than one` }
    return checked(diagram, elements, standing)
  }
  const last = told.at(-1)
  const step = last?.elementId ? diagram.steps.get(last.elementId) : undefined
  if (!step) return { kind: 'beginning' }
  const [next] = step.leadsTo
  if (next === undefined || step.leadsTo.length > 1)
    return { kind: 'unclear', why: `nothing single follows ${step.id}` }
  const join = diagram.steps.get(next)
  if (join?.kind === parallel && join.comesFrom.length > 1) return joining(diagram, told, join)
  // The next element may be a task whose row is there already, when clocks of two machines disagree.
  return checked(
    diagram,
    [next],
    tasks.filter(({ elementId }) => elementId === next),
  )
}

/** All branches done: behind the join. Else the fork again, where what stands between may run twice. */
function joining(diagram: Diagram, told: readonly PastEvent[], join: Step): Position {
  const branches = new Set(join.comesFrom)
  const began = told.findLastIndex(({ elementId }) => elementId !== null && !branches.has(elementId))
  const done = new Set(told.slice(began + 1).map(({ elementId }) => elementId))
  if ([...branches].every((id) => done.has(id))) return checked(diagram, [join.id], [])
  const fork = [...diagram.steps.values()].find(
    ({ kind, leadsTo }) =>
      kind === parallel && leadsTo.length === branches.size && leadsTo.every((id) => branches.has(id)),
  )
  const mayRepeat = [...branches].every((id) => harmless.test(diagram.steps.get(id)?.jobType ?? ''))
  if (!fork || !mayRepeat) return { kind: 'unclear', why: `before ${join.id} not all branches are done` }
  return checked(diagram, [fork.id], [])
}

/** Start instructions reach neither into a multi-instance body nor, without losing the others, into one of several branches. */
function checked(diagram: Diagram, elements: string[], standing: readonly StandingTask[]): Position {
  for (const id of elements) {
    for (let step = diagram.steps.get(id); step; step = step.within ? diagram.steps.get(step.within) : undefined) {
      if (step.repeats) return { kind: 'unclear', why: `${id} runs once for each of several` }
      if (besideOthers(diagram, step) > elements.length)
        return { kind: 'unclear', why: `${id} is one of several branches` }
    }
  }
  return { kind: 'at', elements, tasks: standing.map(({ id }) => id) }
}

/** How many branches run where this element does: 1 unless it lies between a fork and its join. */
function besideOthers(diagram: Diagram, from: Step): number {
  const seen = new Set<string>()
  const look = (step: Step): number => {
    if (seen.has(step.id)) return 1
    seen.add(step.id)
    // What is met first going back decides: a join has closed what was forked before it.
    if (step.kind === parallel && step.comesFrom.length > 1) return 1
    if (step.kind === parallel && step.leadsTo.length > 1 && step !== from) return step.leadsTo.length
    const before = step.comesFrom.flatMap((id) => diagram.steps.get(id) ?? [])
    return Math.max(1, ...before.map(look))
  }
  return look(from)
}
