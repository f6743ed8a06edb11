import type { Engine } from '../../contract.ts'
import { execute } from '../execute.ts'
import type { UnaryHandlers } from '../rpc.ts'
import { checkTenant, defaultTenant } from '../tenant.ts'
import { parseVariables } from '../variables.ts'

/** Broadcasting signals. */
export function signalRpcs(engine: Engine): Pick<UnaryHandlers, 'BroadcastSignal'> {
  return {
    async BroadcastSignal({ signalName, variables, tenantId }) {
      checkTenant('BroadcastSignal', tenantId)
      const { key } = await execute(engine, 'broadcastSignal', { signalName, variables: parseVariables(variables) })
      return { key, tenantId: defaultTenant }
    },
  }
}
