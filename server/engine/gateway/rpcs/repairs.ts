import type { Engine } from '../../contract.ts'
import { execute } from '../execute.ts'
import { routedKey } from '../keys.ts'
import type { UnaryHandlers } from '../rpc.ts'
import { parseVariables } from '../variables.ts'

/** What an operator mends a stuck instance with: its variables, then its incident. */
export function repairRpcs(engine: Engine): Pick<UnaryHandlers, 'SetVariables' | 'ResolveIncident'> {
  return {
    async SetVariables({ elementInstanceKey, variables, local }) {
      return execute(engine, 'setVariables', {
        elementInstanceKey: routedKey(elementInstanceKey),
        variables: parseVariables(variables),
        local,
      })
    },
    async ResolveIncident({ incidentKey }) {
      return execute(engine, 'resolveIncident', { incidentKey: routedKey(incidentKey) })
    },
  }
}
