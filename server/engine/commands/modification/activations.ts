import type { Key, Variables } from '../../contract.ts'
import { scopesAround } from '../../model/element-types.ts'
import type { Element } from '../../model/graph.ts'
import { enter } from '../../processing/activation.ts'
import { childrenOf, elementOf, instanceOf, update } from '../../processing/instances.ts'
import type { Processing } from '../../processing/processing.ts'
import { openScopeSubscriptions } from '../../processing/subscriptions.ts'
import { insertInstance } from '../../processing/transitions.ts'
import { setLocal } from '../../processing/variables.ts'
import type { ElementInstance } from '../../state/records.ts'
import type { Request } from '../command.ts'
import type { Modification } from './checks.ts'

type Instruction = Request<'modifyProcessInstance'>['activateInstructions'][number]

/** Why an activation is impossible; the text follows `Expected to modify instance of process '<id>' but `. */
export class ActivationFault {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/**
 * Activates an element: scopes that are there are reused, missing ones are made, and below the given ancestor all are
 * new. Gives the keys of the scopes that the activation needs.
 */
export function activateElement(
  { p, instance, graph }: Modification,
  instruction: Instruction,
): Key[] | ActivationFault {
  const { elementId, ancestorElementInstanceKey, variableInstructions = [] } = instruction
  const element = graph.elements.get(elementId)
  if (!element) throw new Error(`Element '${elementId}' was not checked`)
  const variablesOf = (scopeId: string): Variables =>
    Object.assign({}, ...variableInstructions.filter((one) => one.scopeId === scopeId).map((one) => one.variables))
  setLocal(p, instance.key, variablesOf(''))
  const ancestry = ancestryOf(p, ancestorElementInstanceKey)
  const path: Key[] = []
  for (const scope of scopesAround(element)) {
    const around = path.at(-1)
    const found = around === undefined ? instance : reusable(p, scope, around, ancestry)
    if (found instanceof ActivationFault) return found
    const made = around !== undefined && !found ? create(p, scope, around) : undefined
    if (made instanceof ActivationFault) return made
    const key = found?.key ?? made?.key
    if (key === undefined) throw new Error(`Scope '${scope.id}' was neither found nor made`)
    setLocal(p, key, variablesOf(scope.id))
    const fault = made && openScopeSubscriptions(p, scope, instanceOf(p, key))
    if (fault) return new ActivationFault(`the subscriptions of '${scope.id}' could not be opened: ${fault.message}`)
    // What is modified goes on, even where an event sub-process had interrupted it.
    if (found?.interruptedBy !== undefined) update(p, key, { interruptedBy: undefined })
    path.push(key)
  }
  const scopeKey = path.at(-1)
  if (scopeKey === undefined) throw new Error(`Element '${elementId}' has no scope to be activated in`)
  enter(p, element, scopeKey, { variables: variablesOf(elementId) })
  return path
}

/** The instance of a scope to use; undefined if there is none or a new one is asked for. */
function reusable(
  p: Processing,
  scope: Element,
  around: Key,
  ancestry: ReadonlySet<Key>,
): ElementInstance | undefined | ActivationFault {
  const instances = childrenOf(p, around)
    .map((key) => instanceOf(p, key))
    .filter((candidate) => elementOf(p, candidate) === scope)
  const [only, ...more] = instances
  if (ancestry.size > 0) return instances.find(({ key }) => ancestry.has(key))
  if (more.length > 0)
    return new ActivationFault(
      `it contains one or more activate instructions for an element that has a flow scope with more than one active instance: '${scope.id}'. Can't decide in which instance of the flow scope the element should be activated. Please specify an ancestor element instance key for this activate instruction.`,
    )
  if (only && only.state !== 'ACTIVATED')
    return new ActivationFault(
      `it contains one or more activate instructions for an element whose flow scope '${scope.id}' is not in an active state: '${only.key}'`,
    )
  return only
}

function create(p: Processing, scope: Element, around: Key): ElementInstance | ActivationFault {
  if (isMultiInstance(scope) || (scope.scope && isMultiInstance(scope.scope)))
    return new ActivationFault(
      `it contains one or more activate instructions that would result in the activation of multi-instance element '${scope.id}', which is currently unsupported.`,
    )
  return insertInstance(p, scope, around, 'ACTIVATED')
}

const isMultiInstance = ({ type }: Element) => type === 'multiInstanceBody'

/** The ancestor and the instances around it; empty without ancestor. */
function ancestryOf(p: Processing, ancestor: Key | undefined): ReadonlySet<Key> {
  const keys = new Set<Key>()
  for (let key = ancestor; key !== undefined; key = instanceOf(p, key).scopeKey) keys.add(key)
  return keys
}
