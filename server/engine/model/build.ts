import { type FeelExpression, type Parsed, parseExpression, parseValue, type Value } from './expressions.ts'
import type { Faults } from './faults.ts'
import type { Behaviour, Catching } from './graph.ts'
import type { Node } from './node.ts'

/** What a kind of element needs while its behaviour is compiled; faults are collected, so that all are told at once. */
export class Build {
  readonly faults: Faults
  constructor(faults: Faults) {
    this.faults = faults
  }

  /** Compiles static text or FEEL; a fault is noted at the node and undefined returned. */
  value(node: Node, text: string): Value | undefined {
    return this.#noted(node, parseValue(text))
  }

  /** Compiles what must be FEEL. */
  expression(node: Node, text: string): FeelExpression | undefined {
    return this.#noted(node, parseExpression(text))
  }

  #noted<Kind>(node: Node, parsed: Parsed<Kind>): Kind | undefined {
    if (parsed.ok) return parsed.value
    this.faults.add(node, parsed.error)
    return undefined
  }
}

/** One kind of BPMN element, by its type. New kinds are one file and one line in `elements/index.ts`. */
export interface ElementKind {
  /** Such as `bpmn:ServiceTask`. */
  readonly type: string
  /**
   * Checks the element and compiles its behaviour. Undefined if that was impossible; then a fault was noted.
   * Faults may be noted and a behaviour returned all the same: the graph is only used if there was none.
   */
  compile(node: Node, build: Build): Behaviour | undefined
}

/** Where an event definition stands. */
export type EventPlace =
  | 'start'
  | 'event sub-process start'
  | 'intermediate catch'
  | 'boundary'
  | 'intermediate throw'
  | 'end'

/** One kind of event definition. New kinds are one file and one line in `event-definitions/index.ts`. */
export interface EventDefinitionKind {
  /** Such as `bpmn:TimerEventDefinition`. */
  readonly type: string
  /** Places where the kind may stand. */
  readonly places: readonly EventPlace[]
  /** Places (boundary, event sub-process start) where it may be non-interrupting. */
  readonly nonInterrupting: boolean
  /** Compiles the definition of a catching event. */
  catching?(definition: Node, event: Node, place: EventPlace, build: Build): Catching | undefined
  /** Compiles the behaviour of a throw or end event with this definition. */
  throwing?(definition: Node, event: Node, build: Build): Behaviour | undefined
}
