import { rootProcessInstance } from '../processing/calls.ts'
import { Refusal } from '../processing/refusal.ts'
import { terminate } from '../processing/termination.ts'
import { isKey } from '../state/keys.ts'
import type { Command } from './command.ts'

/** Terminates a process instance, what is inside it first. */
export const cancelProcessInstance: Command<'cancelProcessInstance'> = {
  intent: 'CANCEL',
  prepare:
    ({ processInstanceKey }) =>
    (p) => {
      const instance = isKey(processInstanceKey) ? p.state.elementInstances.get(processInstanceKey) : undefined
      if (!instance || instance.scopeKey !== undefined || instance.state === 'TERMINATING')
        return new Refusal(
          'NOT_FOUND',
          `Expected to cancel a process instance with key '${processInstanceKey}', but no such process was found`,
        )
      if (instance.calledBy !== undefined)
        return new Refusal(
          'INVALID_STATE',
          `Expected to cancel a process instance with key '${instance.key}', but it is created by a parent process instance. Cancel the root process instance '${rootProcessInstance(p, instance)}' instead.`,
        )
      terminate(p, instance.key)
      return {}
    },
}
