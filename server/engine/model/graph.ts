import type { Key } from '../contract.ts'
import type { Entry } from '../processing/activation.ts'
import type { Fault } from '../processing/fault.ts'
import type { Processing } from '../processing/processing.ts'
import type { ElementInstance } from '../state/records.ts'
import type { Condition } from './expressions.ts'
import type { Mappings } from './mappings.ts'

/** How an element goes on after `activate`: it waits in ACTIVATED, completes at once, or is stuck with an incident. */
export type Activation = 'wait' | 'complete' | Fault
/** The sequence flows that are taken on completion, in document order; none ends the path. */
export type Completion = { take: readonly SequenceFlow[] } | Fault

/**
 * What one kind of element does. Methods are synchronous, get the instance as it is stored, and change state only
 * through the functions of `processing/`.
 */
export interface Behaviour {
  /**
   * The instance is new, in state ACTIVATING, its local event variables set. Applies input mappings, evaluates what it
   * needs, opens subscriptions and creates its job, in this order. After a fault the whole method runs again when the
   * incident is resolved, so everything is evaluated before anything is opened. `entry` is how the instance was entered;
   * absent when the method runs again.
   */
  activate(processing: Processing, element: Element, instance: ElementInstance, entry?: Entry): Activation
  /**
   * The instance is in state COMPLETING. Applies output mappings and chooses the flows. Runs again after a fault.
   * Subscriptions, variables and the instance itself are removed afterwards by the lifecycle.
   */
  complete(processing: Processing, element: Element, instance: ElementInstance): Completion
  /** Called when the completed instance is gone and its flows are taken; for what it does to its scope. */
  completed?(processing: Processing, element: Element, instance: ElementInstance): void
  /**
   * The instance is in state TERMINATING, its job, incident and subscriptions are gone; children are terminated by the
   * lifecycle. 'wait' when something else (a called instance) must end first and then calls `terminated`.
   */
  terminate?(processing: Processing, element: Element, instance: ElementInstance): 'done' | 'wait'
}

/** A compiled event definition at a catching element. */
export interface Catching {
  /** message, timer, error, signal, escalation, compensation. */
  readonly kind: string
  /** Error or escalation code that is caught; absent = all. */
  readonly code?: string
  /**
   * Evaluates what a subscription of `host` needs and returns the way to open it.
   * Writes nothing itself. Kinds that are found by search (error, escalation) open nothing.
   */
  prepare(processing: Processing, element: Element, host: ElementInstance): Fault | (() => void)
  /** At a process start event: opens the start subscription or timer of the deployed version. */
  openStart?(processing: Processing, element: Element, process: DeployedProcess): Fault | undefined
}

export interface DeployedProcess {
  key: Key
  bpmnProcessId: string
}

export interface SequenceFlow {
  readonly id: string
  readonly source: Element
  readonly target: Element
  readonly condition?: Condition
}

/** What a process, embedded or event sub-process holds. */
export interface ScopeContent {
  /** The start events of the scope, in document order. */
  starts: Element[]
  eventSubProcesses: Element[]
}

/** An element of the executable graph; the process itself is the element without a scope. */
export interface Element {
  readonly id: string
  /** Its BPMN type in XML spelling: `serviceTask`, `process`, …; `multiInstanceBody` around a repeated activity. */
  readonly type: string
  readonly scope?: Element
  readonly incoming: SequenceFlow[]
  readonly outgoing: SequenceFlow[]
  /** The default flow of a gateway. */
  defaultFlow?: SequenceFlow
  readonly inputs?: Mappings
  readonly outputs?: Mappings
  /** Boundary events that are subscribed to with this activity, in document order. */
  readonly boundaryEvents: Element[]
  /** The activity of a boundary event. */
  readonly attachedTo?: Element
  readonly content?: ScopeContent
  readonly catching?: Catching
  /** Of a catching event: whether it ends what it interrupts. */
  readonly interrupting: boolean
  /** The activity that a compensation boundary event starts. */
  readonly handler?: Element
  /** Whether it can be compensated once it has completed, or holds what can. */
  readonly compensable: boolean
  /** Whether a token waits here until every incoming flow has one. */
  readonly joins: boolean
  readonly behaviour: Behaviour
  /**
   * Of a multi-instance body (type `multiInstanceBody`): the activity that its inner instances run. It has the body's id
   * and no flows and boundary events of its own; its scope is the body.
   */
  readonly inner?: Element
  /** Of a call activity: the id of the process that it calls, where that is static. */
  readonly calledProcess?: string
}

/** A process compiled at its deployment. */
export interface Graph {
  readonly process: Element
  readonly elements: ReadonlyMap<string, Element>
}

/** Whether the element is repeated by a multi-instance body or lies within a scope that is. */
export function isInsideMultiInstance(element: Element): boolean {
  for (let scope = element.scope; scope; scope = scope.scope) if (scope.type === 'multiInstanceBody') return true
  return false
}

/** The start event without a definition, if the scope has one. */
export function noneStart(scope: Element): Element | undefined {
  return scope.content?.starts.find((start) => start.catching === undefined)
}
