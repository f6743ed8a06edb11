import type { Engine } from '../../contract.ts'
import { execute } from '../execute.ts'
import type { UnaryHandlers } from '../rpc.ts'
import { checkTenant, defaultTenant } from '../tenant.ts'
import { parseVariables } from '../variables.ts'

/** Publishing messages. */
export function messageRpcs(engine: Engine): Pick<UnaryHandlers, 'PublishMessage'> {
  return {
    async PublishMessage({ name, correlationKey, timeToLive, messageId, variables, tenantId }) {
      checkTenant('PublishMessage', tenantId)
      const { key } = await execute(engine, 'publishMessage', {
        name,
        correlationKey,
        timeToLive: Number(timeToLive),
        messageId,
        variables: parseVariables(variables),
      })
      return { key, tenantId: defaultTenant }
    },
  }
}
