/**
 * What the engine takes and gives: one request and one answer per command of the Zeebe 8.5 gateway protocol.
 * Keys are int64 written as decimal strings, variables are JSON objects, instants are milliseconds since the epoch,
 * durations milliseconds. The gateway translates protobuf to these shapes and back; in-process callers use them as they are.
 */

export type Key = string & { readonly __brand: 'EngineKey' }
export type JsonValue = null | boolean | number | string | JsonValue[] | { [name: string]: JsonValue }
export type Variables = { [name: string]: JsonValue }

export interface Clock {
  now(): Date
}

export interface ProcessMetadata {
  bpmnProcessId: string
  version: number
  processDefinitionKey: Key
  resourceName: string
}
export interface DecisionMetadata {
  dmnDecisionId: string
  dmnDecisionName: string
  version: number
  decisionKey: Key
  dmnDecisionRequirementsId: string
  decisionRequirementsKey: Key
}
export interface DecisionRequirementsMetadata {
  dmnDecisionRequirementsId: string
  dmnDecisionRequirementsName: string
  version: number
  decisionRequirementsKey: Key
  resourceName: string
}
export interface FormMetadata {
  formId: string
  version: number
  formKey: Key
  resourceName: string
}
/** In this order: all processes, all decisions, all decision requirements, all forms. */
export type DeployedResource =
  | { process: ProcessMetadata }
  | { decision: DecisionMetadata }
  | { decisionRequirements: DecisionRequirementsMetadata }
  | { form: FormMetadata }

export interface ActivatedJob {
  key: Key
  type: string
  processInstanceKey: Key
  bpmnProcessId: string
  processDefinitionVersion: number
  processDefinitionKey: Key
  elementId: string
  elementInstanceKey: Key
  customHeaders: { [name: string]: string }
  worker: string
  retries: number
  /** Milliseconds since the epoch: activation + time-out. */
  deadline: number
  variables: Variables
}

export interface EvaluatedDecision {
  decisionId: string
  decisionKey: Key
  decisionName: string
  decisionVersion: number
  decisionType: string
  decisionOutput: JsonValue
  evaluatedInputs: { inputId: string; inputName: string; inputValue: JsonValue }[]
  matchedRules: {
    ruleId: string
    /** From 1. */
    ruleIndex: number
    evaluatedOutputs: { outputId: string; outputName: string; outputValue: JsonValue }[]
  }[]
}

/** Exactly one of processDefinitionKey and bpmnProcessId names the process; version < 0 is the latest. */
export interface CreateProcessInstanceRequest {
  processDefinitionKey?: Key
  bpmnProcessId?: string
  version?: number
  variables?: Variables
  startInstructions?: { elementId: string }[]
}
export interface CreatedProcessInstance {
  processDefinitionKey: Key
  bpmnProcessId: string
  version: number
  processInstanceKey: Key
}

export interface Commands {
  deployResource: {
    request: { resources: { name: string; content: Uint8Array }[] }
    answer: { key: Key; deployments: DeployedResource[] }
  }
  /** The key of a process, a DRG (its decisions go with it) or a form. */
  deleteResource: { request: { resourceKey: Key }; answer: Record<string, never> }
  createProcessInstance: { request: CreateProcessInstanceRequest; answer: CreatedProcessInstance }
  /** Answers when the instance completes; an aborted signal forgets the waiting, never the instance. */
  createProcessInstanceWithResult: {
    request: CreateProcessInstanceRequest & { fetchVariables?: string[]; signal?: AbortSignal }
    answer: CreatedProcessInstance & { variables: Variables }
  }
  cancelProcessInstance: { request: { processInstanceKey: Key }; answer: Record<string, never> }
  /** Activations first, then terminations; all or nothing. */
  modifyProcessInstance: {
    request: {
      processInstanceKey: Key
      activateInstructions: {
        elementId: string
        /** The element instance below which scopes are made anew. */
        ancestorElementInstanceKey?: Key
        /** Local variables of a scope around the element or of itself; an empty scopeId is the process instance. */
        variableInstructions?: { variables: Variables; scopeId: string }[]
      }[]
      terminateInstructions: { elementInstanceKey: Key }[]
    }
    answer: Record<string, never>
  }
  migrateProcessInstance: {
    request: {
      processInstanceKey: Key
      targetProcessDefinitionKey: Key
      mappingInstructions: { sourceElementId: string; targetElementId: string }[]
    }
    answer: Record<string, never>
  }
  publishMessage: {
    request: { name: string; correlationKey: string; timeToLive: number; messageId: string; variables?: Variables }
    answer: { key: Key }
  }
  /** Reaches all that wait for the signal now; nothing is kept for later. */
  broadcastSignal: { request: { signalName: string; variables?: Variables }; answer: { key: Key } }
  /** Takes up to maxJobsToActivate jobs at once (lowest key first) and never waits: waiting is the gateway's. */
  activateJobs: {
    request: {
      type: string
      worker: string
      timeout: number
      maxJobsToActivate: number
      fetchVariable?: string[]
      /** Only these, as far as they still are activatable. */
      jobKeys?: readonly Key[]
    }
    answer: {
      jobs: ActivatedJob[]
      /** More are activatable, left out for size or number. */
      more: boolean
    }
  }
  /** Gives activated jobs back unseen (client gone): activatable again at once, same retries. */
  releaseJobs: { request: { jobKeys: Key[] }; answer: Record<string, never> }
  completeJob: { request: { jobKey: Key; variables?: Variables }; answer: Record<string, never> }
  failJob: {
    request: { jobKey: Key; retries: number; errorMessage?: string; retryBackOff?: number; variables?: Variables }
    answer: Record<string, never>
  }
  throwError: {
    request: { jobKey: Key; errorCode: string; errorMessage?: string; variables?: Variables }
    answer: Record<string, never>
  }
  updateJobRetries: { request: { jobKey: Key; retries: number }; answer: Record<string, never> }
  updateJobTimeout: { request: { jobKey: Key; timeout: number }; answer: Record<string, never> }
  setVariables: {
    request: { elementInstanceKey: Key; variables: Variables; local: boolean }
    answer: { key: Key }
  }
  resolveIncident: { request: { incidentKey: Key }; answer: Record<string, never> }
  evaluateDecision: {
    request: { decisionKey?: Key; decisionId?: string; variables?: Variables }
    answer: {
      decisionInstanceKey: Key
      decisionId: string
      decisionKey: Key
      decisionName: string
      decisionVersion: number
      decisionRequirementsId: string
      decisionRequirementsKey: Key
      /** Absent when the evaluation failed. */
      decisionOutput?: JsonValue
      evaluatedDecisions: EvaluatedDecision[]
      failedDecisionId?: string
      failureMessage?: string
    }
  }
}
export type CommandName = keyof Commands

export type RejectionCode =
  | 'INVALID_ARGUMENT'
  | 'NOT_FOUND'
  | 'ALREADY_EXISTS'
  | 'INVALID_STATE'
  | 'PROCESSING_ERROR'
  | 'EXCEEDED_BATCH_RECORD_SIZE'
  /** The writer's queue is full or the disk is: the client tries again. */
  | 'RESOURCE_EXHAUSTED'

/** Text seen by clients: `Command '<intent>' rejected with code '<code>': <reason>`. */
export interface Rejection {
  code: RejectionCode
  /** CREATE, CREATE_WITH_AWAITING_RESULT, CANCEL, UPDATE, ACTIVATE, COMPLETE, FAIL, THROW_ERROR, … */
  intent: string
  reason: string
}
export type CommandResult<Answer> = { ok: true; answer: Answer } | { ok: false; rejection: Rejection }

export interface Engine {
  /** Id of this data folder; engine keys mean something only within it. */
  readonly epoch: string
  /** Applies one command; resolves only after the commit that made its effects durable. */
  execute<Name extends CommandName>(
    name: Name,
    request: Commands[Name]['request'],
  ): Promise<CommandResult<Commands[Name]['answer']>>
  /** Calls the listener whenever a job of the type becomes activatable; returns the way to stop listening. */
  onJobAvailable(type: string, listener: () => void): () => void
  /**
   * Calls the listener with the jobs of the type that became activatable by their own course (new, timed out, failed
   * with retries left, back-off over, incident resolved), before those who poll hear of them.
   */
  onJobsOffered(type: string, listener: (jobKeys: readonly Key[]) => void): () => void
  /** Finishes what is queued, commits, closes the store. */
  stop(): Promise<void>
}
