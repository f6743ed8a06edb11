import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { RejectionCode } from '../../../server/engine/contract.ts'
import { key } from './support/fake-engine.ts'
import { type FakeGateway, fakeGateway } from './support/fake-gateway.ts'
import { rawClient, refusal } from './support/raw-client.ts'

let gateway: FakeGateway
beforeAll(async () => {
  gateway = await fakeGateway()
})
afterAll(() => gateway.stop())

const complete = () => gateway.client.call('CompleteJob', { jobKey: key(7) })

describe('statuses', () => {
  test.each<[RejectionCode, string]>([
    ['INVALID_ARGUMENT', 'INVALID_ARGUMENT'],
    ['NOT_FOUND', 'NOT_FOUND'],
    ['ALREADY_EXISTS', 'ALREADY_EXISTS'],
    ['INVALID_STATE', 'FAILED_PRECONDITION'],
    ['PROCESSING_ERROR', 'INTERNAL'],
    ['EXCEEDED_BATCH_RECORD_SIZE', 'UNKNOWN'],
  ])('a command rejected with %s is %s with its words', async (code, status) => {
    gateway.engine.replies.completeJob = () => ({ code, intent: 'COMPLETE', reason: 'bởi vì' })
    expect(await refusal(complete())).toBe(`${status}: Command 'COMPLETE' rejected with code '${code}': bởi vì`)
  })

  test('back-pressure is RESOURCE_EXHAUSTED with bare words', async () => {
    const reply = (reason: string) => () => ({ code: 'RESOURCE_EXHAUSTED' as const, intent: 'COMPLETE', reason })
    gateway.engine.replies.completeJob = reply('')
    expect(await refusal(complete())).toBe('RESOURCE_EXHAUSTED: Reached maximum capacity of requests handled')
    gateway.engine.replies.completeJob = reply('Broker is out of disk space')
    expect(await refusal(complete())).toBe('RESOURCE_EXHAUSTED: Broker is out of disk space')
  })

  test('a bug in the engine is INTERNAL, reported, and the next call works', async () => {
    gateway.engine.replies.completeJob = () => {
      throw new Error('boom')
    }
    expect(await refusal(complete())).toBe('INTERNAL: Unexpected error occurred during the request processing: boom')
    expect(gateway.bugs).toHaveLength(1)
    gateway.engine.replies.completeJob = () => ({})
    expect(await refusal(complete())).toBe('OK')
  })

  test('a status text arrives however long or broken it is', async () => {
    const reason = `${'ữ'.repeat(20_000)}`
    gateway.engine.replies.completeJob = () => ({ code: 'NOT_FOUND', intent: 'COMPLETE', reason })
    expect(await refusal(complete())).toMatch(/^NOT_FOUND: Command 'COMPLETE' rejected with code 'NOT_FOUND': ữ+…$/)
    gateway.engine.replies.completeJob = () => ({ code: 'NOT_FOUND', intent: 'COMPLETE', reason: 'a\ud800b' })
    expect(await refusal(complete())).toMatch(/a\ufffdb$/)
  })

  test('a message above 4 MiB is RESOURCE_EXHAUSTED', async () => {
    const variables = JSON.stringify({ text: 'x'.repeat(4 * 1024 * 1024) })
    expect(await refusal(gateway.client.call('CompleteJob', { jobKey: key(7), variables }))).toMatch(
      /^RESOURCE_EXHAUSTED: Received message larger than max/,
    )
  })

  test('the topology shows one broker that leads its partition, at the address in use', async () => {
    const port = Number(gateway.address.split(':')[1])
    expect(await gateway.client.call('Topology', {})).toEqual({
      brokers: [
        {
          nodeId: 0,
          host: '127.0.0.1',
          port,
          version: '8.5.4',
          partitions: [{ partitionId: 1, role: 'LEADER', health: 'HEALTHY' }],
        },
      ],
      clusterSize: 1,
      partitionsCount: 1,
      replicationFactor: 1,
      gatewayVersion: '8.5.4',
    })
  })
})

describe('results', () => {
  const created = { processDefinitionKey: key(2), bpmnProcessId: 'p', version: 1, processInstanceKey: key(5) }

  test('a result that does not come in time is DEADLINE_EXCEEDED and the waiting is forgotten', async () => {
    let waiting: AbortSignal | undefined
    const execute = gateway.engine.execute.bind(gateway.engine)
    gateway.engine.execute = (_, request) => {
      waiting = (request as { signal?: AbortSignal }).signal
      return new Promise(() => {})
    }
    const call = gateway.client.call('CreateProcessInstanceWithResult', {
      request: { ...created, variables: '', startInstructions: [], tenantId: '' },
      requestTimeout: '50',
    })
    expect(await refusal(call)).toMatch(/^DEADLINE_EXCEEDED: Time out between gateway and broker: /)
    expect(waiting?.aborted).toBe(true)
    gateway.engine.execute = execute
  })

  test('a result carries the variables as JSON', async () => {
    gateway.engine.replies.createProcessInstanceWithResult = () => ({ ...created, variables: { fee: 8000 } })
    const request = { ...created, variables: '{"a":1}', startInstructions: [], tenantId: '' }
    expect(await gateway.client.call('CreateProcessInstanceWithResult', { request, fetchVariables: ['fee'] })).toEqual({
      ...created,
      variables: '{"fee":8000}',
      tenantId: '<default>',
    })
    expect(gateway.engine.requests('createProcessInstanceWithResult').at(-1)).toMatchObject({
      bpmnProcessId: 'p',
      variables: { a: 1 },
      fetchVariables: ['fee'],
    })
  })
})

describe('stopping', () => {
  test('those who wait learn it at once, later calls are UNAVAILABLE', async () => {
    const stopping = await fakeGateway()
    stopping.engine.replies.activateJobs = () => ({ jobs: [], more: false })
    const request = { type: 't', timeout: '1000', maxJobsToActivate: 1, requestTimeout: '60000' }
    const waiting = refusal(stopping.client.stream('ActivateJobs', request).answers)
    while (stopping.engine.listeners('t') === 0) await new Promise(setImmediate)
    const other = rawClient(stopping.address)
    await other.call('Topology', {})
    const stopped = stopping.stop()
    expect(await waiting).toBe('UNAVAILABLE: The gateway is shutting down')
    await stopped
    expect(await refusal(other.call('Topology', {}))).toMatch(/^UNAVAILABLE/)
    other.close()
  })
})
