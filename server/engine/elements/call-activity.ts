import type { ElementKind } from '../model/build.ts'
import { isExpression } from '../model/expressions.ts'
import { noneStart } from '../model/graph.ts'
import { extensionsOf, flagOf, type Node, textOf } from '../model/node.ts'
import { call } from '../processing/calls.ts'
import { evaluateString } from '../processing/evaluation.ts'
import { Fault } from '../processing/fault.ts'
import { instanceOf } from '../processing/instances.ts'
import { applyInputs } from '../processing/mappings.ts'
import type { Processing } from '../processing/processing.ts'
import { openScopeSubscriptions } from '../processing/subscriptions.ts'
import { terminate } from '../processing/termination.ts'
import { localVariables, visibleVariables } from '../processing/variables.ts'
import { hash } from '../state/keys.ts'
import type { ProcessDefinition } from '../state/records.ts'
import { completeWithOutputs } from './job-task.ts'

/** Starts an instance of the latest version of another process and waits for its end. */
export const callActivity: ElementKind = {
  type: 'bpmn:CallActivity',
  compile(node, build) {
    const calledElements = extensionsOf(node, 'zeebe:CalledElement')
    const [calledElement] = calledElements
    if (calledElements.length !== 1 || !calledElement) {
      build.faults.add(node, "Must have exactly one 'zeebe:calledElement' extension element")
      return undefined
    }
    const text = textOf(calledElement, 'processId') ?? ''
    if (text === '') build.faults.add(calledElement, "Attribute 'processId' must be present and not empty")
    const processId = build.value(calledElement, text)
    if (!processId) return undefined
    const givesAll = flagOf(calledElement, 'propagateAllParentVariables') ?? true
    const takesAll = flagOf(calledElement, 'propagateAllChildVariables') ?? true
    return {
      activate(p, element, instance) {
        const fault = applyInputs(p, element, instance)
        if (fault) return fault
        const wanted = evaluateString(p, processId, instance.key)
        if (wanted instanceof Fault) return wanted
        const called = latestVersion(p, wanted)
        if (called instanceof Fault) return called
        const closed = openScopeSubscriptions(p, element, instance)
        if (closed) return closed
        const given = givesAll
          ? visibleVariables(p, instance.key)
          : element.inputs
            ? localVariables(p, instance.key)
            : {}
        call(p, instance, called, given)
        return 'wait'
      },
      complete: (p, element, instance) =>
        element.outputs || takesAll ? completeWithOutputs(p, element, instance) : { take: element.outgoing },
      terminate(p, _element, { key }) {
        const { calledInstance } = instanceOf(p, key)
        if (calledInstance === undefined) return 'done'
        terminate(p, calledInstance)
        return 'wait'
      },
    }
  },
}

/** The id of the process that a call activity calls, where it is no expression. */
export function staticCalledProcess(node: Node): string | undefined {
  const processId = textOf(extensionsOf(node, 'zeebe:CalledElement')[0], 'processId') ?? ''
  return processId === '' || isExpression(processId) ? undefined : processId
}

function latestVersion(p: Processing, processId: string): ProcessDefinition | Fault {
  const latest = p.state.latestProcesses.get(hash(processId))
  const definition = latest && p.state.processes.get(latest.key)
  if (!definition)
    return new Fault(
      'CALLED_ELEMENT_ERROR',
      `Expected process with BPMN process id '${processId}' to be deployed, but not found.`,
    )
  if (!noneStart(p.graph(definition.key).process))
    return new Fault(
      'CALLED_ELEMENT_ERROR',
      `Expected process with BPMN process id '${processId}' to have a none start event, but not found.`,
    )
  return definition
}
