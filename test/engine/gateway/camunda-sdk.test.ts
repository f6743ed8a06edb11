import { Camunda8 } from '@camunda8/sdk'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { claim, claimOfNextYear } from './support/claim.ts'
import { feeTable, sequenceOf } from './support/models.ts'
import { type RunningEngine, runningEngine } from './support/real-engine.ts'

/** The same case as in the tour of zeebe-node, by Camunda's own client for Node as it comes out of its package. */

type Client = ReturnType<Camunda8['getZeebeGrpcApiClient']>
let running: RunningEngine
let client: Client
beforeAll(async () => {
  running = await runningEngine()
  client = new Camunda8({
    CAMUNDA_AUTH_STRATEGY: 'NONE',
    CAMUNDA_LOG_LEVEL: 'none',
    ZEEBE_GRPC_ADDRESS: `grpc://${running.address}`,
    zeebeGrpcSettings: { ZEEBE_CLIENT_LOG_LEVEL: 'NONE' },
  }).getZeebeGrpcApiClient()
})
afterAll(async () => {
  await client.close()
  await running.stop()
})

async function one(type: string) {
  const [job] = await client.activateJobs({
    type,
    worker: 'tour',
    timeout: 60_000,
    maxJobsToActivate: 1,
    requestTimeout: 2_000,
  })
  if (!job) throw new Error(`No job of type '${type}'`)
  return job
}

test('the client of @camunda8/sdk tours the calls that it has', async () => {
  expect(await client.topology()).toMatchObject({ clusterSize: 1, gatewayVersion: '8.5.4' })
  const deployed = await client.deployResources([
    { name: 'claim.bpmn', process: Buffer.from(claim) },
    { name: 'old.bpmn', process: Buffer.from(sequenceOf('old', ['old-a'])) },
    { name: 'fee.dmn', decision: Buffer.from(feeTable) },
  ])
  expect(deployed.deployments).toMatchObject([
    { process: { bpmnProcessId: 'claim' } },
    { process: { bpmnProcessId: 'old' } },
    { decision: { dmnDecisionId: 'fee' } },
    { decisionRequirements: { resourceName: 'fee.dmn' } },
  ])
  const next = await client.deployResource({ name: 'claim2.bpmn', process: Buffer.from(claimOfNextYear) })
  const target = next.deployments[0]?.process.processDefinitionKey ?? ''
  const decided = await client.evaluateDecision({ decisionId: 'fee', variables: { poor: true } })
  expect(decided).toMatchObject({ decisionOutput: '0' })

  const claimed = await client.createProcessInstance({ bpmnProcessId: 'claim', variables: { code: 'HN-1' } })
  const check = await one('check')
  expect(check).toMatchObject({ processInstanceKey: claimed.processInstanceKey, variables: { code: 'HN-1' } })
  await client.updateJobTimeout({ jobKey: check.key, timeout: 120_000 })
  await client.failJob({ jobKey: check.key, retries: 0, errorMessage: 'down', retryBackOff: 0 })
  const [incident] = running.engine.inspect.incidents()
  await client.updateJobRetries({ jobKey: check.key, retries: 2 })
  await client.resolveIncident({ incidentKey: incident?.key ?? '' })
  await client.throwError({ jobKey: (await one('check')).key, errorCode: 'INVALID', errorMessage: 'no seal' })
  await client.setVariables({
    elementInstanceKey: claimed.processInstanceKey,
    variables: { seal: true },
    local: false,
  })
  const repair = await one('repair')
  expect(repair.variables).toEqual({ code: 'HN-1', seal: true })
  await client.completeJob({ jobKey: repair.key, variables: {} })
  await client.publishMessage({ name: 'paper', correlationKey: 'HN-1', timeToLive: 60_000, variables: { paper: 7 } })
  const pay = await one('pay')
  await client.migrateProcessInstance({
    processInstanceKey: claimed.processInstanceKey,
    migrationPlan: {
      targetProcessDefinitionKey: target,
      mappingInstructions: [{ sourceElementId: 'pay', targetElementId: 'settle' }],
    },
  })
  await client.modifyProcessInstance({
    processInstanceKey: claimed.processInstanceKey,
    activateInstructions: [{ elementId: 'archive', ancestorElementInstanceKey: '-1', variableInstructions: [] }],
    terminateInstructions: [{ elementInstanceKey: pay.elementInstanceKey }],
  })
  await client.completeJob({ jobKey: (await one('archive')).key, variables: {} })
  expect(running.engine.inspect.processInstances()).toEqual([])

  await client.broadcastSignal({ signalName: 'closing', variables: {} })
  const stray = await client.createProcessInstance({ bpmnProcessId: 'claim', variables: {} })
  await client.cancelProcessInstance(stray.processInstanceKey)
})

test('its worker and its stream of jobs do work that is waited for', async () => {
  const worked: string[] = []
  const worker = client.createWorker({
    taskType: 'old-a',
    taskHandler: (job) => {
      worked.push('polled')
      return job.complete({ by: 'worker' })
    },
  })
  const polled = await client.createProcessInstanceWithResult({
    bpmnProcessId: 'old',
    variables: { n: 1 },
    requestTimeout: 10_000,
  })
  expect(polled.variables).toEqual({ n: 1, by: 'worker' })
  await worker.close()

  const stream = await client.streamJobs({
    type: 'old-a',
    worker: 'tour',
    timeout: 60_000,
    tenantIds: [],
    taskHandler: (job) => {
      worked.push('streamed')
      return job.complete({ by: 'stream' })
    },
  })
  // Its call must have reached the engine: only what comes after it is pushed.
  await client.topology()
  const streamed = await client.createProcessInstanceWithResult({
    bpmnProcessId: 'old',
    variables: { n: 2 },
    requestTimeout: 10_000,
  })
  expect(streamed.variables).toEqual({ n: 2, by: 'stream' })
  await stream.close()
  expect(worked).toEqual(['polled', 'streamed'])
})
