import type { Key } from '../contract.ts'
import { RecordTooBig } from '../processing/record-size.ts'
import { Refusal } from '../processing/refusal.ts'
import { terminate } from '../processing/termination.ts'
import { isKey } from '../state/keys.ts'
import type { Command } from './command.ts'
import { ActivationFault, activateElement } from './modification/activations.ts'
import { checks, type Modification } from './modification/checks.ts'
import { endingWith } from './modification/terminations.ts'

/** Activates and terminates elements of a running instance, activations first. */
export const modifyProcessInstance: Command<'modifyProcessInstance'> = {
  intent: 'MODIFY',
  prepare: (request) => (p) => {
    const { processInstanceKey } = request
    const instance = isKey(processInstanceKey) ? p.state.elementInstances.get(processInstanceKey) : undefined
    if (!instance || instance.scopeKey !== undefined || instance.state === 'TERMINATING')
      return new Refusal(
        'NOT_FOUND',
        `Expected to modify process instance but no process instance found with key '${processInstanceKey}'`,
      )
    p.refuseBanned(instance.key)
    p.working(instance.key)
    const modification: Modification = { p, instance, graph: p.graph(instance.processDefinitionKey), request }
    const fault = checks.reduce<string | undefined>((before, check) => before ?? check(modification), undefined)
    if (fault !== undefined) return refuse(modification, fault)
    const outcome = p.attempt(() => modify(modification))
    if (outcome instanceof RecordTooBig)
      return new Refusal(
        'INVALID_ARGUMENT',
        `Unable to modify process instance with key '${instance.key}' as the size exceeds the maximum batch size. Please reduce the size by splitting the modification into multiple commands.`,
      )
    return outcome
  },
}

function modify(modification: Modification): Record<string, never> | Refusal {
  const { p, instance, request } = modification
  const needed = new Set<Key>()
  for (const instruction of request.activateInstructions) {
    const path = activateElement(modification, instruction)
    if (path instanceof ActivationFault) return refuse(modification, path.text)
    for (const key of path) needed.add(key)
  }
  const terminated = request.terminateInstructions.map(({ elementInstanceKey }) => elementInstanceKey)
  const conflict = terminated.find((key) => needed.has(key))
  if (conflict !== undefined)
    return refuse(
      modification,
      `it contains one or more activate instructions for elements whose required flow scope instance is also being terminated: '${conflict}'. Please provide a valid ancestor scope key for the activation or avoid terminating the required flow scope.`,
    )
  const ending = endingWith(p, terminated, needed)
  if (ending.includes(instance.key) && instance.calledBy !== undefined)
    return refuse(
      modification,
      'the given instructions would terminate the instance. The instance was created by a call activity in the parent process. To terminate this instance please modify the parent process instead.',
    )
  for (const key of ending) terminate(p, key)
  return {}
}

function refuse({ graph }: Modification, text: string): Refusal {
  return new Refusal('INVALID_ARGUMENT', `Expected to modify instance of process '${graph.process.id}' but ${text}`)
}
