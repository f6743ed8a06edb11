import type {
  CreateProcessInstanceRequest as WireRequest,
  CreateProcessInstanceResponse as WireResponse,
} from '../../../gateway-protocol/index.ts'
import type { CreatedProcessInstance, CreateProcessInstanceRequest, Engine } from '../../contract.ts'
import { execute, gatewayTimeout } from '../execute.ts'
import { engineKey, isGiven, routedKey } from '../keys.ts'
import type { UnaryHandlers } from '../rpc.ts'
import { checkTenant, defaultTenant } from '../tenant.ts'
import { parseVariables } from '../variables.ts'

type Names = 'CreateProcessInstance' | 'CreateProcessInstanceWithResult' | 'CancelProcessInstance'

/** A request that says nothing, for a CreateProcessInstanceWithResult that carries none. */
const emptyRequest: WireRequest = {
  processDefinitionKey: '0',
  bpmnProcessId: '',
  version: 0,
  variables: '',
  startInstructions: [],
  tenantId: '',
}

/** Creating instances, with or without waiting for their result, and cancelling them. */
export function processInstanceRpcs(engine: Engine): Pick<UnaryHandlers, Names> {
  return {
    async CreateProcessInstance(request) {
      const creation = creationOf('CreateProcessInstance', request)
      return wireAnswer(await execute(engine, 'createProcessInstance', creation))
    },

    async CreateProcessInstanceWithResult({ request, requestTimeout, fetchVariables }, { signal }) {
      const creation = creationOf('CreateProcessInstanceWithResult', request ?? emptyRequest)
      const asked = Number(requestTimeout)
      const gone = new AbortController()
      signal.addEventListener('abort', () => gone.abort())
      if (signal.aborted) gone.abort()
      const { variables, ...created } = await execute(
        engine,
        'createProcessInstanceWithResult',
        {
          ...creation,
          ...(fetchVariables.length > 0 ? { fetchVariables } : {}),
          signal: gone.signal,
        },
        { timeout: asked > 0 ? asked : gatewayTimeout, onTimeout: () => gone.abort(), signal },
      )
      return { ...wireAnswer(created), variables: JSON.stringify(variables) }
    },

    async CancelProcessInstance({ processInstanceKey }) {
      return execute(engine, 'cancelProcessInstance', { processInstanceKey: routedKey(processInstanceKey) })
    },
  }
}

/** bpmnProcessId wins over the key; with neither the engine refuses. */
function creationOf(rpc: string, request: WireRequest): CreateProcessInstanceRequest {
  checkTenant(rpc, request.tenantId)
  const { bpmnProcessId, version, processDefinitionKey, startInstructions } = request
  const byKey = isGiven(processDefinitionKey) ? { processDefinitionKey: engineKey(processDefinitionKey) } : {}
  return {
    ...(bpmnProcessId === '' ? byKey : { bpmnProcessId, version }),
    variables: parseVariables(request.variables),
    ...(startInstructions.length > 0 ? { startInstructions } : {}),
  }
}

const wireAnswer = (created: CreatedProcessInstance): WireResponse => ({ ...created, tenantId: defaultTenant })
