/**
 * The one way in which the platform speaks with a Zeebe engine, embedded or cluster. Every call has a deadline;
 * nothing outside this folder knows which engine runs or which client library is used.
 */
import type { JsonValue } from '../engine/contract.ts'

/** An engine key: int64 as a decimal string, unique within the epoch of the engine's data. */
export type EngineKey = string & { readonly __brand: 'EngineKey' }
export type Variables = { [name: string]: JsonValue }

export interface Job {
  key: EngineKey
  type: string
  processInstanceKey: EngineKey
  processDefinitionKey: EngineKey
  bpmnProcessId: string
  elementId: string
  elementInstanceKey: EngineKey
  headers: { [name: string]: string }
  retries: number
  variables: Variables
}

export interface DeployedModel {
  processes: { bpmnProcessId: string; version: number; key: EngineKey; resourceName: string }[]
  decisions: { decisionId: string; version: number; key: EngineKey }[]
}

export interface DecisionAnswer {
  output: JsonValue
  /** Rules of the asked decision that fired, in order: index from 1. */
  matchedRules: { ruleId: string; ruleIndex: number; outputs: { [name: string]: JsonValue } }[]
  evaluatedInputs: { name: string; value: JsonValue }[]
}

/** gRPC statuses that callers decide by. `refused` statuses are definite; the others say nothing about what happened. */
export type ZeebeStatus =
  | 'NOT_FOUND'
  | 'INVALID_ARGUMENT'
  | 'FAILED_PRECONDITION'
  | 'ALREADY_EXISTS'
  | 'PERMISSION_DENIED'
  | 'UNIMPLEMENTED'
  | 'INTERNAL'
  | 'RESOURCE_EXHAUSTED'
  | 'UNAVAILABLE'
  | 'DEADLINE_EXCEEDED'
  | 'CANCELLED'
  | 'UNKNOWN'

/** An engine call that did not succeed. `definite` is true when the engine itself refused and nothing changed. */
export class ZeebeError extends Error {
  readonly status: ZeebeStatus
  constructor(status: ZeebeStatus, message: string) {
    super(message)
    this.name = 'ZeebeError'
    this.status = status
  }
  get definite(): boolean {
    return ['NOT_FOUND', 'INVALID_ARGUMENT', 'FAILED_PRECONDITION', 'ALREADY_EXISTS', 'PERMISSION_DENIED'].includes(
      this.status,
    )
  }
}

export interface Zeebe {
  /** Deploys all resources atomically (names end in .bpmn, .dmn or .form). */
  deploy(resources: { name: string; content: Uint8Array }[]): Promise<DeployedModel>
  create(request: {
    processDefinitionKey: EngineKey
    variables: Variables
    startInstructions?: { elementId: string }[]
  }): Promise<{ processInstanceKey: EngineKey }>
  /** Long-polls up to requestTimeoutMs; an empty list when nothing came or the signal was aborted. */
  activateJobs(request: {
    type: string
    worker: string
    timeoutMs: number
    maxJobs: number
    fetchVariables?: string[]
    requestTimeoutMs: number
    signal?: AbortSignal
  }): Promise<Job[]>
  completeJob(key: EngineKey, variables?: Variables): Promise<void>
  failJob(key: EngineKey, failure: { retries: number; message: string; backOffMs?: number }): Promise<void>
  throwError(key: EngineKey, error: { code: string; message: string; variables?: Variables }): Promise<void>
  /** UpdateJobTimeout: NOT_FOUND = the job is gone, FAILED_PRECONDITION = it is there but not activated. */
  extendJob(key: EngineKey, timeoutMs: number): Promise<void>
  updateJobRetries(key: EngineKey, retries: number): Promise<void>
  /** ALREADY_EXISTS while a message of this name, correlation key and id is buffered. The key is the message's own. */
  publish(message: {
    name: string
    correlationKey: string
    messageId: string
    ttlMs: number
    variables?: Variables
  }): Promise<{ key: EngineKey }>
  cancel(processInstanceKey: EngineKey): Promise<void>
  setVariables(elementInstanceKey: EngineKey, variables: Variables, local: boolean): Promise<void>
  resolveIncident(key: EngineKey): Promise<void>
  evaluateDecision(decisionKey: EngineKey, variables: Variables): Promise<DecisionAnswer>
  /** Resolves when the gateway has a healthy leader; rejects otherwise. */
  topology(): Promise<{ gatewayVersion: string; partitions: number }>
  close(): Promise<void>
}
