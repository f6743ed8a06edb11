import { type FeelValue, toJson } from '#feel'
import type { JsonValue, Variables } from '../contract.ts'
import type { Value } from '../model/expressions.ts'
import type { Element } from '../model/graph.ts'
import type { Loop, LoopOutput } from '../model/loop.ts'
import type { ElementInstance, LoopProgress } from '../state/records.ts'
import { enter } from './activation.ts'
import { evaluate, evaluateList, evaluateWith, unexpectedType } from './evaluation.ts'
import { Fault } from './fault.ts'
import { childrenOf, elementOf, instanceOf, update } from './instances.ts'
import type { Processing } from './processing.ts'
import { terminate } from './termination.ts'
import { localVariables, lookupFrom, setLocal } from './variables.ts'

/**
 * Begins the loop of a body: all inner instances at once, or the first of a sequential one. Those of a parallel loop get
 * their items from the list as it is now, so that it is evaluated once for all of them.
 */
export function enterIterations(
  p: Processing,
  body: Element,
  { key }: ElementInstance,
  loop: Loop,
  items: FeelValue[],
): void {
  const started = loop.sequential ? Math.min(1, items.length) : items.length
  update(p, key, { loop: { started, completed: 0 } })
  for (let index = 0; index < started; index++) {
    const variables = loop.sequential ? undefined : loopVariables(loop, index + 1, items[index] ?? null)
    enter(p, innerOf(body), key, { loopCounter: index + 1, ...(variables && { variables }) })
  }
}

/** Sets the loop variables of an inner instance from the list, which is read anew. */
export function setLoopVariables(p: Processing, inner: ElementInstance, loop: Loop): Fault | undefined {
  const items = evaluateList(p, loop.inputCollection, inner.key)
  if (items instanceof Fault) return items
  const { loopCounter } = iterationOf(p, inner)
  const item = items[loopCounter - 1]
  if (item === undefined)
    return new Fault(
      'EXTRACT_VALUE_ERROR',
      `Expected to read item at index ${loopCounter - 1} of the multiInstanceBody input collection but it contains only ${items.length} elements. The input collection might be modified while iterating over it.`,
      inner.key,
    )
  setLocal(p, inner.key, loopVariables(loop, loopCounter, item))
  return undefined
}

/** The item, a place for the output where that is a plain variable, and the counter from 1. */
function loopVariables({ inputElement, output }: Loop, loopCounter: number, item: FeelValue): Variables {
  return Object.fromEntries([
    ...(output?.elementVariable === undefined ? [] : [[output.elementVariable, null]]),
    ...(inputElement === undefined ? [] : [[inputElement, toJson(item)]]),
    ['loopCounter', loopCounter],
  ])
}

/**
 * What the completion of an inner instance means for its loop: its output is collected; then the loop ends (the others
 * terminate), or the next one begins, or the rest goes on.
 */
export function completeIteration(p: Processing, inner: ElementInstance, loop: Loop): Fault | undefined {
  const { body, progress } = iterationOf(p, inner)
  const fault = loop.output && collect(p, inner, body, loop.output)
  if (fault) return fault
  const ends = meetsCondition(p, inner, body, progress, loop.completionCondition)
  if (ends instanceof Fault) return ends
  const items = loop.sequential && !ends ? evaluateList(p, loop.inputCollection, body.key) : []
  if (items instanceof Fault) return items
  const { started } = progress
  const goesOn = started < items.length
  update(p, body.key, { loop: { started: goesOn ? started + 1 : started, completed: progress.completed + 1 } })
  if (goesOn) enter(p, innerOf(elementOf(p, body)), body.key, { loopCounter: started + 1 })
  if (ends) for (const other of childrenOf(p, body.key)) if (other !== inner.key) terminate(p, other)
  return undefined
}

/** Puts the output of an inner instance at its place in the body's list. */
function collect(p: Processing, inner: ElementInstance, body: ElementInstance, output: LoopOutput): Fault | undefined {
  const { collection, element } = output
  const result = evaluate(p, element, inner.key)
  if (result instanceof Fault) return result
  const list = localVariables(p, body.key)[collection]
  const { loopCounter } = iterationOf(p, inner)
  const refuse = (why: string) => new Fault('EXTRACT_VALUE_ERROR', `${why} ${WRITTEN_BY_OTHERS}`, body.key)
  if (!Array.isArray(list))
    return refuse(
      `Unable to update an item in output collection '${collection}' because the type of the output collection is: ${storedType(list)}.`,
    )
  if (loopCounter > list.length)
    return refuse(
      `Unable to update an item in output collection '${collection}' at position ${loopCounter} because the size of the collection is: ${list.length}.`,
    )
  setLocal(p, body.key, Object.fromEntries([[collection, list.with(loopCounter - 1, toJson(result.value))]]))
  return undefined
}

const WRITTEN_BY_OTHERS = 'This may happen when multiple BPMN elements write to the same variable.'

/** The word for the type of a stored value in failure texts. */
function storedType(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return 'NIL'
  if (typeof value === 'number') return Number.isInteger(value) ? 'INTEGER' : 'FLOAT'
  return typeof value === 'object' ? 'MAP' : typeof value === 'string' ? 'STRING' : 'BOOLEAN'
}

/** Evaluated in the completing instance, which counts as completed already; its counts hide variables of their names. */
function meetsCondition(
  p: Processing,
  inner: ElementInstance,
  body: ElementInstance,
  progress: LoopProgress,
  condition: Value | undefined,
): boolean | Fault {
  if (!condition) return false
  const created = progress.started - body.tokens
  const counts = new Map([
    ['numberOfInstances', created],
    ['numberOfActiveInstances', body.children - 1],
    ['numberOfCompletedInstances', progress.completed + 1],
    ['numberOfTerminatedInstances', created - progress.completed - body.children],
  ])
  const variables = lookupFrom(p, inner.key)
  const result = evaluateWith(p.now, condition, (name) => counts.get(name) ?? variables(name), inner.key)
  if (result instanceof Fault) return result
  return typeof result.value === 'boolean' ? result.value : unexpectedType(condition, result, 'BOOLEAN', inner.key)
}

function innerOf(body: Element): Element {
  if (!body.inner) throw new Error(`Element '${body.id}' is not repeated`)
  return body.inner
}

function iterationOf(
  p: Processing,
  { key, scopeKey, loopCounter }: ElementInstance,
): { body: ElementInstance; progress: LoopProgress; loopCounter: number } {
  const body = scopeKey === undefined ? undefined : instanceOf(p, scopeKey)
  if (!body?.loop || loopCounter === undefined) throw new Error(`Element instance ${key} is not part of a loop`)
  return { body, progress: body.loop, loopCounter }
}
