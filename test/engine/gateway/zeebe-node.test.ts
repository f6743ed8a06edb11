import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ZBClient } from 'zeebe-node'
import { sequenceOf, waitsForMessage } from './support/models.ts'
import { type RunningEngine, runningEngine } from './support/real-engine.ts'

/** The published Node client, as any team would use it: the engine must be a Zeebe to it. */

let running: RunningEngine
let client: ZBClient
const quiet = { debug: () => {}, info: () => {}, error: () => {} }
beforeAll(async () => {
  running = await runningEngine()
  client = new ZBClient(running.address, { loglevel: 'NONE', stdout: quiet, connectionTolerance: 1, longPoll: 2_000 })
})
afterAll(async () => {
  await client.close()
  await running.stop()
})

describe('zeebe-node', () => {
  test('deploys, creates, works, fails, mends, publishes, cancels and waits for results', async () => {
    const topology = await client.topology()
    expect(topology).toMatchObject({ clusterSize: 1, partitionsCount: 1, gatewayVersion: '8.5.4' })

    const deployed = await client.deployResource({
      name: 'order.bpmn',
      process: Buffer.from(sequenceOf('order', ['pay', 'ship'])),
    })
    expect(deployed.deployments[0]?.process).toMatchObject({ bpmnProcessId: 'order', version: 1 })
    const old = await client.deployProcess({
      definition: Buffer.from(waitsForMessage('waiting')),
      name: 'waiting.bpmn',
    })
    expect(old.processes[0]).toMatchObject({ bpmnProcessId: 'waiting', version: 1 })

    const tries: string[] = []
    client.createWorker<{ amount: number }>({
      taskType: 'pay',
      timeout: 60_000,
      taskHandler: async (job) => {
        tries.push(`${job.variables.amount} with ${job.retries} retries`)
        return job.retries > 2 ? job.fail('busy', 2) : job.complete({ paid: job.variables.amount })
      },
    })
    client.createWorker({
      taskType: 'ship',
      timeout: 60_000,
      taskHandler: async (job) => job.complete({ shipped: job.customHeaders.step === 'ship' }),
    })
    const result = await client.createProcessInstanceWithResult<{ amount: number }, { paid: number; shipped: boolean }>(
      { bpmnProcessId: 'order', variables: { amount: 8000 }, requestTimeout: 30_000 },
    )
    expect(result.variables).toEqual({ amount: 8000, paid: 8000, shipped: true })
    expect(tries).toEqual(['8000 with 3 retries', '8000 with 2 retries'])

    const waiting = await client.createProcessInstance({ bpmnProcessId: 'waiting', variables: { code: 'HN-1' } })
    await client.publishMessage({ name: 'supplement', correlationKey: 'HN-1', messageId: 'm', timeToLive: 60_000 })
    await expect(client.cancelProcessInstance(waiting.processInstanceKey)).rejects.toThrow(/^5 NOT_FOUND:/)

    const cancelled = await client.createProcessInstance({ bpmnProcessId: 'waiting', variables: { code: 'HN-2' } })
    await client.setVariables({
      elementInstanceKey: cancelled.processInstanceKey,
      variables: { note: 'x' },
      local: false,
    })
    await client.cancelProcessInstance(cancelled.processInstanceKey)
    expect(running.engine.inspect.processInstances()).toEqual([])
  })

  test('sees refusals as it expects them', async () => {
    await expect(client.createProcessInstance({ bpmnProcessId: 'nobody', variables: {} })).rejects.toThrow(
      /^5 NOT_FOUND: Command 'CREATE' rejected with code 'NOT_FOUND'/,
    )
    await expect(client.resolveIncident({ incidentKey: '2251799814685249' })).rejects.toThrow(/^5 NOT_FOUND:/)
    await expect(client.deployResource({ name: 'x.bpmn', process: Buffer.from('<x/>') })).rejects.toThrow(
      /^3 INVALID_ARGUMENT:/,
    )
  })

  test('workers share a thousand jobs without losing one', async () => {
    const processes = Buffer.from(sequenceOf('many', ['many-a']))
    await client.deployResource({ name: 'many.bpmn', process: processes })
    const seen = new Set<string>()
    let finish = () => {}
    const finished = new Promise<void>((resolve) => {
      finish = resolve
    })
    for (const id of ['one', 'two'])
      client.createWorker({
        id,
        taskType: 'many-a',
        maxJobsToActivate: 32,
        pollInterval: 20,
        taskHandler: async (job) => {
          const action = await job.complete()
          seen.add(job.key)
          if (seen.size === 1000) finish()
          return action
        },
      })
    for (let round = 0; round < 20; round++)
      await Promise.all(
        Array.from({ length: 50 }, () => client.createProcessInstance({ bpmnProcessId: 'many', variables: {} })),
      )
    await finished
    expect(running.engine.inspect.processInstances()).toEqual([])
  })
})
