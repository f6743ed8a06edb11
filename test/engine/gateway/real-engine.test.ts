import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { ActivatedJob } from '../../../server/gateway-protocol/index.ts'
import { feeTable, sequenceOf, waitsForMessage } from './support/models.ts'
import { type RawClient, rawClient, refusal } from './support/raw-client.ts'
import { type RunningEngine, runningEngine } from './support/real-engine.ts'

/** The real engine through the wire, with a client that hides nothing. */

let running: RunningEngine
let client: RawClient
beforeAll(async () => {
  running = await runningEngine()
  client = rawClient(running.address)
})
afterAll(async () => {
  client.close()
  await running.stop()
})

const deploy = (name: string, text: string) =>
  client.call('DeployResource', { resources: [{ name, content: Buffer.from(text) }] })
const create = (bpmnProcessId: string, variables: object = {}) =>
  client.call('CreateProcessInstance', { bpmnProcessId, version: -1, variables: JSON.stringify(variables) })
async function jobsOf(type: string, more: object = {}): Promise<ActivatedJob[]> {
  const request = { type, worker: 'w', timeout: '60000', maxJobsToActivate: 10, requestTimeout: '5000', ...more }
  return (await client.stream('ActivateJobs', request).answers).flatMap((answer) => answer.jobs)
}
async function oneJob(type: string): Promise<ActivatedJob> {
  const [job] = await jobsOf(type)
  if (!job) throw new Error(`no job of type ${type}`)
  return job
}

describe('deployment', () => {
  test('a process comes back with its keys, the same bytes with the same ones', async () => {
    const first = await deploy('one.bpmn', sequenceOf('one', ['one-a']))
    expect(first).toMatchObject({
      tenantId: '<default>',
      deployments: [{ process: { bpmnProcessId: 'one', version: 1, resourceName: 'one.bpmn', tenantId: '<default>' } }],
    })
    const again = await deploy('one.bpmn', sequenceOf('one', ['one-a']))
    expect(again.deployments).toEqual(first.deployments)
    expect(again.key).not.toBe(first.key)
    const changed = await deploy('one.bpmn', sequenceOf('one', ['one-a', 'one-b']))
    expect(changed.deployments[0]?.process?.version).toBe(2)
  })

  test('a decision answers decisions before their requirements', async () => {
    const { deployments } = await deploy('fees.dmn', feeTable)
    expect(deployments).toMatchObject([
      { decision: { dmnDecisionId: 'fee', dmnDecisionRequirementsId: 'fees', version: 1 } },
      { decisionRequirements: { dmnDecisionRequirementsId: 'fees', resourceName: 'fees.dmn' } },
    ])
  })

  test('what is no model is refused with the resource in the words', async () => {
    expect(await refusal(deploy('bad.bpmn', '<nonsense/>'))).toMatch(
      /^INVALID_ARGUMENT: Command 'CREATE' rejected with code 'INVALID_ARGUMENT': Expected to deploy new resources, but encountered the following errors:\n'bad.bpmn'/,
    )
    expect(await refusal(deploy('notes.txt', 'x'))).toContain("'notes.txt': unknown resource type")
    expect(await refusal(client.call('DeployResource', { resources: [] }))).toContain(
      'Expected to deploy at least one resource, but none given',
    )
  })
})

describe('a process instance', () => {
  test('runs from job to job and its result is the variables of the root', async () => {
    await deploy('run.bpmn', sequenceOf('run', ['run-a', 'run-b']))
    const result = client.call('CreateProcessInstanceWithResult', {
      request: {
        processDefinitionKey: '0',
        bpmnProcessId: 'run',
        version: -1,
        variables: '{"code":"HN-1"}',
        startInstructions: [],
        tenantId: '',
      },
      requestTimeout: '20000',
    })
    const first = await oneJob('run-a')
    expect(first).toMatchObject({
      type: 'run-a',
      bpmnProcessId: 'run',
      processDefinitionVersion: 1,
      elementId: 'run-a',
      customHeaders: '{"step":"run-a"}',
      worker: 'w',
      retries: 3,
      variables: '{"code":"HN-1"}',
      tenantId: '<default>',
    })
    await client.call('CompleteJob', { jobKey: first.key, variables: '{"fee":8000}' })
    const second = await oneJob('run-b')
    expect(JSON.parse(second.variables)).toEqual({ code: 'HN-1', fee: 8000 })
    await client.call('CompleteJob', { jobKey: second.key, variables: '' })
    const { variables, processInstanceKey } = await result
    expect(JSON.parse(variables)).toEqual({ code: 'HN-1', fee: 8000 })
    expect(processInstanceKey).toBe(first.processInstanceKey)
  })

  test('that nobody finishes lets its result time out, and runs on', async () => {
    await deploy('slow.bpmn', sequenceOf('slow', ['slow-a']))
    const request = {
      processDefinitionKey: '0',
      bpmnProcessId: 'slow',
      version: -1,
      variables: '',
      startInstructions: [],
      tenantId: '',
    }
    expect(await refusal(client.call('CreateProcessInstanceWithResult', { request, requestTimeout: '100' }))).toMatch(
      /^DEADLINE_EXCEEDED: Time out between gateway and broker/,
    )
    expect(await jobsOf('slow-a')).toHaveLength(1)
  })

  test('of an unknown process is NOT_FOUND, of none INVALID_ARGUMENT', async () => {
    expect(await refusal(create('nobody'))).toMatch(
      /^NOT_FOUND: Command 'CREATE' rejected with code 'NOT_FOUND': Expected to find process definition with process ID 'nobody', but none found/,
    )
    expect(await refusal(client.call('CreateProcessInstance', { processDefinitionKey: '-1' }))).toMatch(
      /^INVALID_ARGUMENT/,
    )
    expect(await refusal(client.call('CreateProcessInstance', { processDefinitionKey: '0' }))).toMatch(/^NOT_FOUND/)
  })

  test('is cancelled with its jobs', async () => {
    await deploy('cancel.bpmn', sequenceOf('cancel', ['cancel-a']))
    const { processInstanceKey } = await create('cancel')
    const job = await oneJob('cancel-a')
    await client.call('CancelProcessInstance', { processInstanceKey })
    expect(await refusal(client.call('CompleteJob', { jobKey: job.key }))).toMatch(
      /^NOT_FOUND: Command 'COMPLETE' rejected with code 'NOT_FOUND': Expected to complete job with key/,
    )
    expect(await refusal(client.call('CancelProcessInstance', { processInstanceKey }))).toMatch(/^NOT_FOUND/)
  })

  test('goes on when its message is published', async () => {
    await deploy('message.bpmn', waitsForMessage('message'))
    await create('message', { code: 'HN-7' })
    const message = { name: 'supplement', correlationKey: 'HN-7', messageId: 'm1', timeToLive: '60000' }
    expect(await client.call('PublishMessage', message)).toMatchObject({ tenantId: '<default>' })
    expect(await refusal(client.call('PublishMessage', message))).toMatch(/^ALREADY_EXISTS: Command 'PUBLISH'/)
  })
})

describe('jobs', () => {
  beforeAll(() => deploy('jobs.bpmn', sequenceOf('jobs', ['jobs-a'])))

  test('a waiting request wakes as soon as an instance is there', async () => {
    const waiting = jobsOf('jobs-a', { requestTimeout: '20000' })
    const before = performance.now()
    await create('jobs')
    const [job] = await waiting
    expect(performance.now() - before).toBeLessThan(5_000)
    await client.call('CompleteJob', { jobKey: job?.key ?? '' })
  })

  test('each job goes to one of the many that wait', async () => {
    const waiting = Array.from({ length: 8 }, () => jobsOf('jobs-a', { maxJobsToActivate: 1, requestTimeout: '20000' }))
    await Promise.all(Array.from({ length: 8 }, () => create('jobs')))
    const keys = (await Promise.all(waiting)).flat().map((job) => job.key)
    expect(new Set(keys).size).toBe(8)
    await Promise.all(keys.map((jobKey) => client.call('CompleteJob', { jobKey })))
  })

  test('a failed job comes again after its back-off, then stays as an incident until mended', async () => {
    const { processInstanceKey } = await create('jobs')
    const job = await oneJob('jobs-a')
    const jobKey = job.key
    const waiting = jobsOf('jobs-a', { requestTimeout: '20000' })
    await client.call('FailJob', { jobKey, retries: 1, errorMessage: 'busy', retryBackOff: '60000' })
    await running.advance(61_000)
    expect((await waiting).map((again) => [again.key, again.retries])).toEqual([[jobKey, 1]])
    await client.call('FailJob', { jobKey, retries: 0, errorMessage: 'broken' })
    expect(await refusal(client.call('CompleteJob', { jobKey }))).toMatch(
      /^FAILED_PRECONDITION: Command 'COMPLETE' rejected with code 'INVALID_STATE': .*'FAILED'/,
    )
    expect(await refusal(client.call('UpdateJobRetries', { jobKey, retries: 0 }))).toMatch(/^INVALID_ARGUMENT/)
    await client.call('UpdateJobRetries', { jobKey, retries: 2 })
    await client.call('SetVariables', { elementInstanceKey: processInstanceKey, variables: '{"x":1}' })
    const incident = running.engine.inspect.incidents().find((each) => each.processInstanceKey === processInstanceKey)
    await client.call('ResolveIncident', { incidentKey: incident?.key ?? '' })
    const [mended] = await jobsOf('jobs-a')
    expect(mended).toMatchObject({ key: jobKey, retries: 2, variables: '{"x":1}' })
    await client.call('CompleteJob', { jobKey })
  })

  test('a job whose time is over goes to another worker, and more time can be had', async () => {
    await create('jobs')
    const [job] = await jobsOf('jobs-a', { timeout: '10000' })
    const jobKey = job?.key ?? ''
    await client.call('UpdateJobTimeout', { jobKey, timeout: '100000' })
    await running.advance(20_000)
    expect(await jobsOf('jobs-a', { requestTimeout: '-1' })).toEqual([])
    await running.advance(90_000)
    expect((await jobsOf('jobs-a')).map((again) => again.key)).toEqual([jobKey])
    await client.call('CompleteJob', { jobKey })
    expect(await refusal(client.call('UpdateJobTimeout', { jobKey, timeout: '1' }))).toMatch(/^NOT_FOUND/)
  })

  test('a job that nobody took has no deadline to move', async () => {
    const { processInstanceKey } = await create('jobs')
    const job = await oneJob('jobs-a')
    await client.call('FailJob', { jobKey: job.key, retries: 1 })
    expect(await refusal(client.call('UpdateJobTimeout', { jobKey: job.key, timeout: '1' }))).toMatch(
      /^FAILED_PRECONDITION: Command 'UPDATE_TIMEOUT'/,
    )
    await client.call('CancelProcessInstance', { processInstanceKey })
  })

  test('a client that leaves while it waits takes no job with it', async () => {
    const gone = client.stream('ActivateJobs', {
      type: 'jobs-a',
      timeout: '60000',
      maxJobsToActivate: 10,
      requestTimeout: '20000',
    })
    await client.call('Topology', {})
    gone.cancel()
    expect(await refusal(gone.answers)).toMatch(/^CANCELLED/)
    await create('jobs')
    const job = await oneJob('jobs-a')
    await client.call('CompleteJob', { jobKey: job.key })
  })

  test('an error that nothing catches leaves the job where it is', async () => {
    const { processInstanceKey } = await create('jobs')
    const job = await oneJob('jobs-a')
    await client.call('ThrowError', { jobKey: job.key, errorCode: 'NOBODY', errorMessage: 'm' })
    expect(await refusal(client.call('CompleteJob', { jobKey: job.key }))).toMatch(/^FAILED_PRECONDITION/)
    await client.call('CancelProcessInstance', { processInstanceKey })
  })
})

describe('decisions', () => {
  test('answer with output, inputs and rules', async () => {
    await deploy('fees.dmn', feeTable)
    const evaluate = (variables: string) => client.call('EvaluateDecision', { decisionId: 'fee', variables })
    expect(await evaluate('{"poor":false}')).toMatchObject({
      decisionId: 'fee',
      decisionName: 'Fee',
      decisionVersion: 1,
      decisionRequirementsId: 'fees',
      decisionOutput: '8000',
      failedDecisionId: '',
      tenantId: '<default>',
      evaluatedDecisions: [
        {
          decisionId: 'fee',
          decisionType: 'DECISION_TABLE',
          decisionOutput: '8000',
          evaluatedInputs: [{ inputId: 'poor', inputName: 'Poor household', inputValue: 'false' }],
          matchedRules: [
            {
              ruleId: 'paid',
              ruleIndex: 2,
              evaluatedOutputs: [{ outputId: 'amount', outputName: 'Amount', outputValue: '8000' }],
            },
          ],
        },
      ],
    })
    expect((await evaluate('{"poor":true}')).decisionOutput).toBe('0')
  })

  test('that are unknown are INVALID_ARGUMENT', async () => {
    expect(await refusal(client.call('EvaluateDecision', { decisionId: 'none' }))).toMatch(
      /^INVALID_ARGUMENT: Command 'EVALUATE'/,
    )
  })
})
