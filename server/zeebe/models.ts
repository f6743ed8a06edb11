import type { Deployment } from '../gateway-protocol/index.ts'
import type { DeployedModel, EngineKey } from './port.ts'

/** What a deployment brought, processes and decisions apart; forms stay in the database. */
export function deployedModel(deployments: Deployment[]): DeployedModel {
  const processes = deployments.flatMap(({ process }) => process ?? [])
  const decisions = deployments.flatMap(({ decision }) => decision ?? [])
  return {
    processes: processes.map(({ bpmnProcessId, version, processDefinitionKey, resourceName }) => ({
      bpmnProcessId,
      version,
      key: processDefinitionKey as EngineKey,
      resourceName,
    })),
    decisions: decisions.map(({ dmnDecisionId, version, decisionKey }) => ({
      decisionId: dmnDecisionId,
      version,
      key: decisionKey as EngineKey,
    })),
  }
}
