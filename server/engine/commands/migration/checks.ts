import type { Key } from '../../contract.ts'
import { elementTypeOf } from '../../model/element-types.ts'
import type { Element, Graph } from '../../model/graph.ts'
import { elementOf, instanceOf } from '../../processing/instances.ts'
import type { Processing } from '../../processing/processing.ts'
import { Refusal } from '../../processing/refusal.ts'
import type { ElementInstance } from '../../state/records.ts'

/** What a migration goes by. */
export interface Plan {
  p: Processing
  processInstanceKey: Key
  source: Graph
  target: Graph
  instructions: readonly { sourceElementId: string; targetElementId: string }[]
  /** The ids of target elements by those of source elements; the process itself is among them. */
  targets: ReadonlyMap<string, string>
}

/** An element instance with what it runs now and what it is to run. */
interface Move {
  instance: ElementInstance
  from: Element
  to: Element
}

const SUPPORTED = ['PROCESS', 'SERVICE_TASK', 'USER_TASK', 'SUB_PROCESS', 'CALL_ACTIVITY']

/** Finds fault with the plan itself. */
export function checkPlan(plan: Plan): Refusal | undefined {
  const { source, target, instructions, targets } = plan
  const sources = instructions.map(({ sourceElementId }) => sourceElementId)
  const twice = [...new Set(sources.filter((id, index) => sources.indexOf(id) !== index))]
  if (twice.length > 0)
    return invalid(plan, `the mapping instructions contain duplicate source element ids '[${twice.join(', ')}]'.`)
  const missing = (which: string, id: string) =>
    invalid(
      plan,
      `mapping instructions contain a non-existing ${which} element id '${id}'. Elements provided in mapping instructions must exist in the ${which} process definition.`,
    )
  for (const { sourceElementId, targetElementId } of instructions) {
    if (!source.elements.has(sourceElementId)) return missing('source', sourceElementId)
    if (!target.elements.has(targetElementId)) return missing('target', targetElementId)
  }
  if (hasEventSubProcess(source.process))
    return new Refusal(
      'INVALID_STATE',
      'Expected to migrate process instance but process instance has an event subprocess. Process instances with event subprocesses cannot be migrated yet.',
    )
  if (hasEventSubProcess(target.process))
    return new Refusal(
      'INVALID_STATE',
      'Expected to migrate process instance but target process has an event subprocess. Target processes with event subprocesses cannot be migrated yet.',
    )
  for (const [from] of targets)
    if (source.elements.get(from)?.type === 'boundaryEvent')
      return impossible(
        plan,
        `the mapping instructions contain the boundary event '${from}'. Boundary events cannot be mapped yet.`,
      )
  return undefined
}

/** Checks whether an element instance can be moved; gives the element that it is to run. */
export function checkInstance(plan: Plan, instance: ElementInstance): Element | Refusal {
  const from = elementOf(plan.p, instance)
  if (!SUPPORTED.includes(elementTypeOf(from)))
    return impossible(
      plan,
      `active element with id '${from.id}' has an unsupported type. The migration of a ${elementTypeOf(from)} is not supported.`,
    )
  const targetId = plan.targets.get(from.id)
  const to = targetId === undefined ? undefined : plan.target.elements.get(targetId)
  if (!to)
    return impossible(
      plan,
      `no mapping instruction defined for active element with id '${from.id}'. Elements cannot be migrated without a mapping.`,
    )
  return (
    instanceChecks.reduce<Refusal | undefined>(
      (before, check) => before ?? check(plan, { instance, from, to }),
      undefined,
    ) ?? to
  )
}

/** Checks of one element instance, in the order in which their faults are told. */
const instanceChecks: readonly ((plan: Plan, move: Move) => Refusal | undefined)[] = [
  typeIsTheSame,
  flowScopeIsTheSame,
  boundaryEventsAreMessages,
  scopesHaveNoEventSubProcess,
  nothingIsUnderWay,
]

function typeIsTheSame(plan: Plan, { from, to }: Move) {
  if (elementTypeOf(from) === elementTypeOf(to)) return undefined
  return impossible(
    plan,
    `active element with id '${from.id}' and type '${elementTypeOf(from)}' is mapped to an element with id '${to.id}' and different type '${elementTypeOf(to)}'. Elements must be mapped to elements of the same type.`,
  )
}

function flowScopeIsTheSame(plan: Plan, { instance, from, to }: Move) {
  if (instance.scopeKey === undefined || !from.scope) return undefined
  const expected = plan.targets.get(instanceOf(plan.p, instance.scopeKey).elementId)
  if (expected === to.scope?.id) return undefined
  return impossible(
    plan,
    `the flow scope of active element with id '${from.id}' is changed. The flow scope of the active element is expected to be '${expected}' but was '${to.scope?.id}'. The flow scope of an element cannot be changed during migration yet.`,
  )
}

function boundaryEventsAreMessages(plan: Plan, { from, to }: Move) {
  for (const [what, element] of [['active', from] as const, ['target', to] as const]) {
    const kinds = element.boundaryEvents.map(({ catching }) => catching?.kind ?? 'none')
    const others = kinds.filter((kind) => kind !== 'message').map((kind) => kind.toUpperCase())
    if (others.length > 0)
      return impossible(
        plan,
        `${what} element with id '${element.id}' has one or more boundary events of types '${others.join(',')}'. Migrating ${what} elements with boundary events of these types is not possible yet.`,
      )
  }
  return undefined
}

/** Zeebe 8.5 passes over those of sub-processes and leaves their subscriptions dangling; they are refused here. */
function scopesHaveNoEventSubProcess(plan: Plan, { from, to }: Move) {
  const scope = [from, to].find(hasEventSubProcess)
  if (!scope) return undefined
  return impossible(
    plan,
    `the sub-process with id '${scope.id}' has an event subprocess. Sub-processes with event subprocesses cannot be migrated yet.`,
  )
}

function nothingIsUnderWay(plan: Plan, { instance }: Move) {
  if (!instance.trigger && instance.tokens === 0) return undefined
  return impossible(plan, 'a concurrent command was executed on the process instance. Please retry the migration.')
}

const hasEventSubProcess = ({ content }: Element) => (content?.eventSubProcesses.length ?? 0) > 0

const invalid = ({ processInstanceKey }: Plan, text: string) =>
  new Refusal('INVALID_ARGUMENT', `Expected to migrate process instance '${processInstanceKey}' but ${text}`)

/** A refusal because of the state that the instance is in. */
export const impossible = ({ processInstanceKey }: Plan, text: string) =>
  new Refusal('INVALID_STATE', `Expected to migrate process instance '${processInstanceKey}' but ${text}`)
