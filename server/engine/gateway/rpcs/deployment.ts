import type { Deployment, ProcessMetadata } from '../../../gateway-protocol/index.ts'
import type { DeployedResource, Engine } from '../../contract.ts'
import { execute } from '../execute.ts'
import { routedKey } from '../keys.ts'
import type { UnaryHandlers } from '../rpc.ts'
import { checkTenant, defaultTenant } from '../tenant.ts'

/** DeployResource, DeleteResource and, for clients of Zeebe 1.x, DeployProcess. */
export function deploymentRpcs(
  engine: Engine,
): Pick<UnaryHandlers, 'DeployResource' | 'DeployProcess' | 'DeleteResource'> {
  return {
    async DeployResource({ resources, tenantId }) {
      checkTenant('DeployResource', tenantId)
      const { key, deployments } = await execute(engine, 'deployResource', { resources })
      return { key, deployments: deployments.map(withTenant), tenantId: defaultTenant }
    },
    async DeleteResource({ resourceKey }) {
      return execute(engine, 'deleteResource', { resourceKey: routedKey(resourceKey) })
    },
    async DeployProcess({ processes }) {
      const resources = processes.map(({ name, definition }) => ({ name, content: definition }))
      const { key, deployments } = await execute(engine, 'deployResource', { resources })
      return { key, processes: deployments.flatMap(processOf) }
    },
  }
}

function withTenant(resource: DeployedResource): Deployment {
  const tenantId = defaultTenant
  if ('process' in resource) return { process: { ...resource.process, tenantId } }
  if ('decision' in resource) return { decision: { ...resource.decision, tenantId } }
  if ('decisionRequirements' in resource)
    return { decisionRequirements: { ...resource.decisionRequirements, tenantId } }
  return { form: { ...resource.form, tenantId } }
}

function processOf(resource: DeployedResource): ProcessMetadata[] {
  return 'process' in resource ? [{ ...resource.process, tenantId: defaultTenant }] : []
}
