/**
 * The messages of the gateway protocol as the loader hands them over: int64 as decimal strings, enums by name, bytes as
 * Buffer, every field present. Field meanings stand in gateway.proto.
 */

/** An int64 in decimal. */
export type Int64 = string
/** A JSON object in a string; what does not hold text is `{}`. */
export type JsonText = string

export interface ProcessMetadata {
  bpmnProcessId: string
  version: number
  processDefinitionKey: Int64
  resourceName: string
  tenantId: string
}
export interface DecisionMetadata {
  dmnDecisionId: string
  dmnDecisionName: string
  version: number
  decisionKey: Int64
  dmnDecisionRequirementsId: string
  decisionRequirementsKey: Int64
  tenantId: string
}
export interface DecisionRequirementsMetadata {
  dmnDecisionRequirementsId: string
  dmnDecisionRequirementsName: string
  version: number
  decisionRequirementsKey: Int64
  resourceName: string
  tenantId: string
}
export interface FormMetadata {
  formId: string
  version: number
  formKey: Int64
  resourceName: string
  tenantId: string
}
/** Exactly one of the four is there. */
export interface Deployment {
  process?: ProcessMetadata
  decision?: DecisionMetadata
  decisionRequirements?: DecisionRequirementsMetadata
  form?: FormMetadata
}

export interface CreateProcessInstanceRequest {
  processDefinitionKey: Int64
  bpmnProcessId: string
  version: number
  variables: JsonText
  startInstructions: { elementId: string }[]
  tenantId: string
}
export interface CreateProcessInstanceResponse {
  processDefinitionKey: Int64
  bpmnProcessId: string
  version: number
  processInstanceKey: Int64
  tenantId: string
}

export interface ActivateJobsRequest {
  type: string
  worker: string
  timeout: Int64
  maxJobsToActivate: number
  fetchVariable: string[]
  requestTimeout: Int64
  tenantIds: string[]
}
export interface ActivatedJob {
  key: Int64
  type: string
  processInstanceKey: Int64
  bpmnProcessId: string
  processDefinitionVersion: number
  processDefinitionKey: Int64
  elementId: string
  elementInstanceKey: Int64
  customHeaders: JsonText
  worker: string
  retries: number
  deadline: Int64
  variables: JsonText
  tenantId: string
}

export interface EvaluatedDecision {
  decisionKey: Int64
  decisionId: string
  decisionName: string
  decisionVersion: number
  decisionType: string
  decisionOutput: string
  matchedRules: {
    ruleId: string
    ruleIndex: number
    evaluatedOutputs: { outputId: string; outputName: string; outputValue: string }[]
  }[]
  evaluatedInputs: { inputId: string; inputName: string; inputValue: string }[]
  tenantId: string
}
export interface EvaluateDecisionResponse {
  decisionKey: Int64
  decisionId: string
  decisionName: string
  decisionVersion: number
  decisionRequirementsId: string
  decisionRequirementsKey: Int64
  decisionOutput: string
  evaluatedDecisions: EvaluatedDecision[]
  failedDecisionId: string
  failureMessage: string
  tenantId: string
  decisionInstanceKey: Int64
}

export interface TopologyResponse {
  brokers: {
    nodeId: number
    host: string
    port: number
    version: string
    partitions: {
      partitionId: number
      role: 'LEADER' | 'FOLLOWER' | 'INACTIVE'
      health: 'HEALTHY' | 'UNHEALTHY' | 'DEAD'
    }[]
  }[]
  clusterSize: number
  partitionsCount: number
  replicationFactor: number
  gatewayVersion: string
}

export type Empty = Record<string, never>

/** The calls with one answer. */
export interface UnaryCalls {
  DeployResource: {
    request: { resources: { name: string; content: Uint8Array }[]; tenantId: string }
    answer: { key: Int64; deployments: Deployment[]; tenantId: string }
  }
  DeployProcess: {
    request: { processes: { name: string; definition: Uint8Array }[] }
    answer: { key: Int64; processes: ProcessMetadata[] }
  }
  DeleteResource: { request: { resourceKey: Int64 }; answer: Empty }
  CreateProcessInstance: { request: CreateProcessInstanceRequest; answer: CreateProcessInstanceResponse }
  CreateProcessInstanceWithResult: {
    request: { request: CreateProcessInstanceRequest | null; requestTimeout: Int64; fetchVariables: string[] }
    answer: CreateProcessInstanceResponse & { variables: JsonText }
  }
  CancelProcessInstance: { request: { processInstanceKey: Int64 }; answer: Empty }
  ModifyProcessInstance: {
    request: {
      processInstanceKey: Int64
      activateInstructions: {
        elementId: string
        ancestorElementInstanceKey: Int64
        variableInstructions: { variables: JsonText; scopeId: string }[]
      }[]
      terminateInstructions: { elementInstanceKey: Int64 }[]
    }
    answer: Empty
  }
  MigrateProcessInstance: {
    request: {
      processInstanceKey: Int64
      migrationPlan: {
        targetProcessDefinitionKey: Int64
        mappingInstructions: { sourceElementId: string; targetElementId: string }[]
      } | null
    }
    answer: Empty
  }
  SetVariables: {
    request: { elementInstanceKey: Int64; variables: JsonText; local: boolean }
    answer: { key: Int64 }
  }
  ResolveIncident: { request: { incidentKey: Int64 }; answer: Empty }
  CompleteJob: { request: { jobKey: Int64; variables: JsonText }; answer: Empty }
  FailJob: {
    request: { jobKey: Int64; retries: number; errorMessage: string; retryBackOff: Int64; variables: JsonText }
    answer: Empty
  }
  ThrowError: {
    request: { jobKey: Int64; errorCode: string; errorMessage: string; variables: JsonText }
    answer: Empty
  }
  UpdateJobRetries: { request: { jobKey: Int64; retries: number }; answer: Empty }
  UpdateJobTimeout: { request: { jobKey: Int64; timeout: Int64 }; answer: Empty }
  PublishMessage: {
    request: {
      name: string
      correlationKey: string
      timeToLive: Int64
      messageId: string
      variables: JsonText
      tenantId: string
    }
    answer: { key: Int64; tenantId: string }
  }
  BroadcastSignal: {
    request: { signalName: string; variables: JsonText; tenantId: string }
    answer: { key: Int64; tenantId: string }
  }
  EvaluateDecision: {
    request: { decisionKey: Int64; decisionId: string; variables: JsonText; tenantId: string }
    answer: EvaluateDecisionResponse
  }
  Topology: { request: Empty; answer: TopologyResponse }
}

/** The calls whose answers come as a stream. */
export interface StreamingCalls {
  ActivateJobs: { request: ActivateJobsRequest; answer: { jobs: ActivatedJob[] } }
  StreamActivatedJobs: {
    request: Omit<ActivateJobsRequest, 'maxJobsToActivate' | 'requestTimeout'>
    answer: ActivatedJob
  }
}

export type UnaryCallName = keyof UnaryCalls
export type StreamingCallName = keyof StreamingCalls
