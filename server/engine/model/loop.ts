import type { Build } from './build.ts'
import type { FeelExpression, Value } from './expressions.ts'
import { childOf, extensionsOf, flagOf, type Node, textOf } from './node.ts'

/** A compiled multi-instance marker: an activity repeated for each item of a list. */
export interface Loop {
  readonly sequential: boolean
  readonly inputCollection: FeelExpression
  /** The variable of each inner instance that holds its item. */
  readonly inputElement?: string
  readonly output?: LoopOutput
  /** Evaluated after each completion: true ends the loop. */
  readonly completionCondition?: Value
}
/** The list that collects a value of each inner instance. */
export interface LoopOutput {
  readonly collection: string
  readonly element: FeelExpression
  /** The variable that the element is read from, where it is that simple; then each inner instance has one of its own. */
  readonly elementVariable?: string
}

/** The multi-instance marker of an activity; a standard loop marker is none. */
export function loopNodeOf(activity: Node): Node | undefined {
  const loop = childOf(activity, 'loopCharacteristics')
  return loop?.$type === 'bpmn:MultiInstanceLoopCharacteristics' ? loop : undefined
}

/** Compiles a multi-instance marker; undefined if that was impossible, and faults were noted. */
export function compileLoop(node: Node, build: Build): Loop | undefined {
  const extensions = extensionsOf(node, 'zeebe:LoopCharacteristics')
  const [extension] = extensions
  if (extensions.length !== 1 || !extension) {
    build.faults.add(node, "Must have exactly one 'zeebe:loopCharacteristics' extension element")
    return undefined
  }
  const collection = textOf(extension, 'inputCollection') ?? ''
  if (collection === '') build.faults.add(extension, "Attribute 'inputCollection' must be present and not empty")
  const inputCollection = collection === '' ? undefined : build.expression(extension, collection)
  const inputElement = textOf(extension, 'inputElement') ?? ''
  const output = compileOutput(extension, build)
  const conditionText = textOf(childOf(node, 'completionCondition'), 'body')?.trim() ?? ''
  const completionCondition = conditionText === '' ? undefined : build.value(node, conditionText)
  if (!inputCollection) return undefined
  return {
    sequential: flagOf(node, 'isSequential') ?? false,
    inputCollection,
    ...(inputElement !== '' && { inputElement }),
    ...(output && { output }),
    ...(completionCondition && { completionCondition }),
  }
}

/** The output collection and its element belong together. */
function compileOutput(extension: Node, build: Build): LoopOutput | undefined {
  const collection = textOf(extension, 'outputCollection') ?? ''
  const elementText = textOf(extension, 'outputElement') ?? ''
  const needs = (missing: string, given: string) =>
    build.faults.add(extension, `Attribute '${missing}' must be present if the attribute '${given}' is set`)
  if (collection !== '' && elementText === '') needs('outputElement', 'outputCollection')
  if (collection === '' && elementText !== '') needs('outputCollection', 'outputElement')
  const element = elementText === '' ? undefined : build.expression(extension, elementText)
  if (!element || collection === '') return undefined
  const elementVariable = variableOf(element)
  return { collection, element, ...(elementVariable !== undefined && { elementVariable }) }
}

/** The variable of an expression that is a variable or a property of one: `result`, `result.sum`. */
function variableOf({ text, expression }: FeelExpression): string | undefined {
  const [name] = /^[^\s.]+/.exec(text.trim()) ?? []
  const isPath = /^[\p{L}_][\p{L}\p{N}_]*(\s*\.\s*[\p{L}_][\p{L}\p{N}_]*)*$/u.test(text.trim())
  return isPath && name !== undefined && expression.variables.has(name) ? name : undefined
}
