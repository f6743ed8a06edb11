import type { JSONDoc } from 'zeebe-node'
import { decisionAnswer } from './decisions.ts'
import { grpcClient } from './grpc-client.ts'
import { jobOf } from './jobs.ts'
import { deployedModel } from './models.ts'
import { nodeClient } from './node-client.ts'
import type { EngineKey, Variables, Zeebe } from './port.ts'
import { healthyTopology } from './topology.ts'

export interface ZeebeConnection {
  /** `host:port` of the gateway, plain text. */
  address: string
  /** Names this client in user agents. */
  clientId?: string
  /** Milliseconds until a call gives up; 10 s unless given. */
  deadlineMs?: number
}

/** What ActivateJobs may take beyond its own waiting, in milliseconds. */
const activationGrace = 5_000
/** How long a gateway waits that is asked to wait 0, in milliseconds. */
const gatewayWait = 10_000

/**
 * Connects the platform to an engine. Nothing is sent before the first call, and a call made while the gateway is away
 * fails with UNAVAILABLE; the connections come back by themselves.
 */
export function connectZeebe({ address, clientId = 'motcua', deadlineMs = 10_000 }: ZeebeConnection): Zeebe {
  const node = nodeClient(address, clientId, deadlineMs)
  const grpc = grpcClient(address, clientId)

  return {
    async deploy(resources) {
      const { deployments } = await grpc.call('DeployResource', { resources }, deadlineMs)
      return deployedModel(deployments)
    },

    async create({ processDefinitionKey, variables, startInstructions = [] }) {
      const request = { processDefinitionKey, variables: JSON.stringify(variables), startInstructions }
      const created = await grpc.call('CreateProcessInstance', request, deadlineMs)
      return { processInstanceKey: created.processInstanceKey as EngineKey }
    },

    async activateJobs({ type, worker, timeoutMs, maxJobs, fetchVariables = [], requestTimeoutMs, signal }) {
      const wait = requestTimeoutMs === 0 ? gatewayWait : Math.max(requestTimeoutMs, 0)
      const answers = await grpc.collect(
        'ActivateJobs',
        {
          type,
          worker,
          timeout: String(timeoutMs),
          maxJobsToActivate: maxJobs,
          fetchVariable: fetchVariables,
          requestTimeout: String(requestTimeoutMs),
        },
        wait + activationGrace,
        signal,
      )
      return answers.flatMap((answer) => answer.jobs.map(jobOf))
    },

    async extendJob(key, timeoutMs) {
      await grpc.call('UpdateJobTimeout', { jobKey: key, timeout: String(timeoutMs) }, deadlineMs)
    },

    async completeJob(key, variables = {}) {
      await node.call((client) => client.completeJob({ jobKey: key, variables }))
    },

    async failJob(key, { retries, message, backOffMs = 0 }) {
      const failure = { jobKey: key, retries, errorMessage: message, retryBackOff: backOffMs }
      await node.call((client) => client.failJob(failure))
    },

    async throwError(key, { code, message, variables = {} }) {
      const error = { jobKey: key, errorCode: code, errorMessage: message, variables: document(variables) }
      await node.call((client) => client.throwError(error))
    },

    async updateJobRetries(key, retries) {
      await node.call((client) => client.updateJobRetries({ jobKey: key, retries }))
    },

    async publish({ name, correlationKey, messageId, ttlMs, variables = {} }) {
      const message = {
        name,
        correlationKey,
        messageId,
        timeToLive: String(ttlMs),
        variables: JSON.stringify(variables),
      }
      // zeebe-node takes the message's key for a number; keys of later partitions do not fit into one.
      const { key } = await grpc.call('PublishMessage', message, deadlineMs)
      return { key: key as EngineKey }
    },

    async cancel(processInstanceKey) {
      await node.call((client) => client.cancelProcessInstance(processInstanceKey))
    },

    async setVariables(elementInstanceKey, variables, local) {
      await node.call((client) => client.setVariables({ elementInstanceKey, variables, local }))
    },

    async resolveIncident(key) {
      await node.call((client) => client.resolveIncident({ incidentKey: key }))
    },

    async evaluateDecision(decisionKey, variables) {
      const request = { decisionKey, variables: document(variables) }
      return decisionAnswer(await node.call((client) => client.evaluateDecision(request)))
    },

    async topology() {
      return healthyTopology(await node.call((client) => client.topology()))
    },

    async close() {
      grpc.close()
      await node.close()
    },
  }
}

/** zeebe-node makes JSON of any document; its type of one leaves out null and lists. */
const document = (variables: Variables) => variables as JSONDoc
