import type { Key } from '../contract.ts'
import { type Effects, InstanceBanned, type Processing, type Step } from '../processing/processing.ts'
import { RecordTooBig } from '../processing/record-size.ts'
import type { Store } from '../state/store.ts'
import type { Graphs } from './graphs.ts'

/** A command runs this many steps at most; beyond it is taken for a loop without a wait state. */
const MAX_STEPS = 100_000

/** An exception within a command, with the instance in which it happened. */
export class ProcessingFailure extends Error {
  readonly processInstanceKey: Key | undefined
  constructor(cause: unknown, processInstanceKey: Key | undefined) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.processInstanceKey = processInstanceKey
  }
}

export interface Ran<Result> {
  result: Result
  effects: Effects
}

function noEffects(): Effects {
  return { availableJobs: new Set(), offeredJobs: new Map(), ended: new Map(), transitions: [] }
}

/**
 * Runs one command and all its follow-up steps on the batch. Whatever it throws, its changes are undone and those of
 * its neighbours in the batch stay. `keeps` says whether a result may have changed anything; if not, it is undone too.
 */
export function runCommand<Result>(
  store: Store,
  graphs: Graphs,
  { now, retention }: { now: number; retention: number },
  command: (processing: Processing) => Result,
  keeps: (result: Result) => boolean,
): Ran<Result> {
  const steps: Step[] = []
  const effects = noEffects()
  let working: Key | undefined
  const processing: Processing = {
    state: store.state,
    now,
    retention,
    effects,
    nextKey: () => store.nextKey(),
    graph: (key) => graphs.get(key),
    requirements: (key) => graphs.requirements(key, store.state),
    addGraph: (key, graph) => graphs.add(key, graph),
    dropDefinition: (key) => graphs.drop(key),
    enqueue: (step) => void steps.push(step),
    attempt(part) {
      const [mark, queued] = [store.journal.mark, steps.length]
      try {
        return part()
      } catch (error) {
        if (!(error instanceof RecordTooBig)) throw error
        store.journal.undo(mark)
        steps.length = queued
        return error
      }
    },
    working(key) {
      working = key
    },
    refuseBanned(key) {
      if (store.state.banned.has(key)) throw new InstanceBanned(key)
    },
  }
  try {
    const result = command(processing)
    if (!keeps(result)) {
      store.journal.undo()
      return { result, effects: noEffects() }
    }
    for (let index = 0; index < steps.length; index++) {
      if (index >= MAX_STEPS) throw new Error(`More than ${MAX_STEPS} steps in one command`)
      steps[index]?.()
    }
    store.journal.keep()
    return { result, effects }
  } catch (error) {
    store.journal.undo()
    throw new ProcessingFailure(error, error instanceof InstanceBanned ? undefined : working)
  }
}
