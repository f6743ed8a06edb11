import { Refusal } from '../processing/refusal.ts'
import { mergeUpwards, setLocal } from '../processing/variables.ts'
import { isKey } from '../state/keys.ts'
import type { Command } from './command.ts'

/** Sets variables of a scope: all local, or each where it is known upwards. */
export const setVariables: Command<'setVariables'> = {
  intent: 'UPDATE',
  prepare:
    ({ elementInstanceKey, variables, local }) =>
    (p) => {
      const scope = isKey(elementInstanceKey) ? p.state.elementInstances.get(elementInstanceKey) : undefined
      if (!scope || scope.state === 'TERMINATING')
        return new Refusal(
          'NOT_FOUND',
          `Expected to update variables for element with key '${elementInstanceKey}', but no such element was found`,
        )
      p.refuseBanned(scope.processInstanceKey)
      if (local) setLocal(p, scope.key, variables)
      else mergeUpwards(p, scope.key, variables)
      return { key: p.nextKey() }
    },
}
