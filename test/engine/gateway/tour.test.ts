import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type Job, ZBClient } from 'zeebe-node'
import { loadGatewayService } from '../../../server/gateway-protocol/index.ts'
import { claim, claimOfNextYear } from './support/claim.ts'
import { feeTable, sequenceOf } from './support/models.ts'
import { type RawClient, rawClient } from './support/raw-client.ts'
import { type RunningEngine, runningEngine } from './support/real-engine.ts'

/**
 * A tour through all calls of the protocol by zeebe-node, as a team would make it on a new engine. What that client has
 * no method for (it ends at protocol 8.3) is called by the protocol file of 8.5.
 */

let running: RunningEngine
let client: ZBClient
let raw: RawClient
const quiet = { debug: () => {}, info: () => {}, error: () => {} }
beforeAll(async () => {
  running = await runningEngine()
  client = new ZBClient(running.address, { loglevel: 'NONE', stdout: quiet, retry: false, longPoll: 2_000 })
  raw = rawClient(running.address)
})
afterAll(async () => {
  raw.close()
  await client.close()
  await running.stop()
})

const visited = new Set<string>()
function visit<Result>(rpc: string, call: () => Promise<Result>): Promise<Result> {
  visited.add(rpc)
  return call()
}

const take = (type: string) =>
  visit('ActivateJobs', () =>
    client.activateJobs({ type, worker: 'tour', timeout: 60_000, maxJobsToActivate: 1, requestTimeout: 2_000 }),
  )
async function one(type: string): Promise<Job> {
  const [job] = await take(type)
  if (!job) throw new Error(`No job of type '${type}'`)
  return job
}
const finish = (job: Job, variables = {}) =>
  visit('CompleteJob', () => client.completeJob({ jobKey: job.key, variables }))

test('zeebe-node tours all calls of the protocol', async () => {
  expect(await visit('Topology', () => client.topology())).toMatchObject({ clusterSize: 1, gatewayVersion: '8.5.4' })

  // Deploying, by the old call and by the new one.
  const old = await visit('DeployProcess', () =>
    client.deployProcess({ name: 'old.bpmn', definition: Buffer.from(sequenceOf('old', ['old-a'])) }),
  )
  expect(old.processes).toMatchObject([{ bpmnProcessId: 'old', version: 1 }])
  const deployed = await visit('DeployResource', () =>
    client.deployResource({ name: 'claim.bpmn', process: Buffer.from(claim) }),
  )
  expect(deployed.deployments).toMatchObject([{ process: { bpmnProcessId: 'claim', version: 1 } }])
  const next = await client.deployResource({ name: 'claim2.bpmn', process: Buffer.from(claimOfNextYear) })
  const target = next.deployments[0]?.process.processDefinitionKey ?? ''
  await client.deployResource({ name: 'fee.dmn', decision: Buffer.from(feeTable) })

  // A decision by itself.
  const decided = await visit('EvaluateDecision', () =>
    client.evaluateDecision({ decisionId: 'fee', variables: { poor: true } }),
  )
  expect(decided).toMatchObject({ decisionOutput: '0', decisionVersion: 1 })

  // A case: a job that fails until it is an incident, mended, an error, a message, done.
  const claimed = await visit('CreateProcessInstance', () =>
    client.createProcessInstance({ bpmnProcessId: 'claim', variables: { code: 'HN-1' } }),
  )
  const check = await one('check')
  expect(check).toMatchObject({
    processInstanceKey: claimed.processInstanceKey,
    variables: { code: 'HN-1' },
    retries: 3,
  })
  await visit('UpdateJobTimeout', () => raw.call('UpdateJobTimeout', { jobKey: check.key, timeout: '120000' }))
  await visit('FailJob', () => client.failJob({ jobKey: check.key, retries: 0, errorMessage: 'down', retryBackOff: 0 }))
  const [incident] = running.engine.inspect.incidents()
  expect(incident).toMatchObject({ errorType: 'JOB_NO_RETRIES', errorMessage: 'down' })
  await visit('UpdateJobRetries', () => client.updateJobRetries({ jobKey: check.key, retries: 2 }))
  await visit('ResolveIncident', () => client.resolveIncident({ incidentKey: incident?.key ?? '' }))
  const again = await one('check')
  expect(again).toMatchObject({ key: check.key, retries: 2 })
  await visit('ThrowError', () =>
    client.throwError({ jobKey: again.key, errorCode: 'INVALID', errorMessage: 'no seal' }),
  )
  await visit('SetVariables', () =>
    client.setVariables({ elementInstanceKey: claimed.processInstanceKey, variables: { seal: true }, local: false }),
  )
  const repair = await one('repair')
  expect(repair.variables).toEqual({ code: 'HN-1', seal: true })
  await finish(repair)
  await visit('PublishMessage', () =>
    client.publishMessage({ name: 'paper', correlationKey: 'HN-1', timeToLive: 60_000, variables: { paper: 7 } }),
  )
  const pay = await one('pay')
  expect(pay.variables).toEqual({ code: 'HN-1', seal: true, paper: 7 })

  // Moved on to another definition, and within it.
  await visit('MigrateProcessInstance', () =>
    raw.call('MigrateProcessInstance', {
      processInstanceKey: claimed.processInstanceKey,
      migrationPlan: {
        targetProcessDefinitionKey: target,
        mappingInstructions: [{ sourceElementId: 'pay', targetElementId: 'settle' }],
      },
    }),
  )
  await visit('ModifyProcessInstance', () =>
    client.modifyProcessInstance({
      processInstanceKey: claimed.processInstanceKey,
      activateInstructions: [
        {
          elementId: 'archive',
          ancestorElementInstanceKey: '-1',
          variableInstructions: [{ scopeId: '', variables: { shelf: 3 } }],
        },
      ],
      terminateInstructions: [{ elementInstanceKey: pay.elementInstanceKey }],
    }),
  )
  const archive = await one('archive')
  expect(archive).toMatchObject({ bpmnProcessId: 'claim2', variables: { paper: 7, shelf: 3 } })
  await finish(archive)
  expect(running.engine.inspect.processInstances()).toEqual([])

  // Jobs that are pushed, and a result that is waited for.
  const stream = await visit('StreamActivatedJobs', async () =>
    raw.stream('StreamActivatedJobs', {
      type: 'old-a',
      worker: 'tour',
      timeout: '60000',
      fetchVariable: [],
      tenantIds: [],
    }),
  )
  const ended = stream.answers.catch((fault: unknown) => fault)
  await client.topology()
  const result = visit('CreateProcessInstanceWithResult', () =>
    client.createProcessInstanceWithResult({ bpmnProcessId: 'old', variables: { n: 1 }, requestTimeout: 10_000 }),
  )
  while (stream.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
  await client.completeJob({ jobKey: stream.received[0]?.key ?? '', variables: { done: true } })
  expect((await result).variables).toEqual({ n: 1, done: true })
  stream.cancel()
  expect(await ended).toMatchObject({ code: 1 })

  await visit('BroadcastSignal', () => client.broadcastSignal({ signalName: 'closing', variables: {} }))

  // Clearing up.
  const stray = await client.createProcessInstance({ bpmnProcessId: 'claim', variables: {} })
  await visit('CancelProcessInstance', () => client.cancelProcessInstance(stray.processInstanceKey))
  const resourceKey = old.processes[0]?.processDefinitionKey ?? ''
  await visit('DeleteResource', () => raw.call('DeleteResource', { resourceKey }))
  await expect(client.createProcessInstance({ bpmnProcessId: 'old', variables: {} })).rejects.toThrow(/^5 NOT_FOUND:/)

  expect([...visited].sort()).toEqual(Object.keys(loadGatewayService()).sort())
})
