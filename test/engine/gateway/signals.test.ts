import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { catching, definitions, onSignal, path, process, service, signal, start } from '../bpmn.ts'
import { type RawClient, rawClient, refusal } from './support/raw-client.ts'
import { type RunningEngine, runningEngine } from './support/real-engine.ts'

let running: RunningEngine
let client: RawClient
beforeAll(async () => {
  running = await runningEngine()
  client = rawClient(running.address)
  const text = definitions(
    signal('news'),
    process('p', start(), catching('wait', onSignal('news')), service('a'), path('start', 'wait', 'a')),
  )
  await client.call('DeployResource', { resources: [{ name: 'p.bpmn', content: Buffer.from(text) }] })
})
afterAll(async () => {
  client.close()
  await running.stop()
})

describe('BroadcastSignal', () => {
  test('answers with its key and the tenant once what waited has gone on', async () => {
    await client.call('CreateProcessInstance', { bpmnProcessId: 'p', version: -1 })
    const answer = await client.call('BroadcastSignal', { signalName: 'news', variables: '{"text":"x"}' })
    expect(answer).toEqual({ key: expect.stringMatching(/^\d{16}$/), tenantId: '<default>' })
    const [{ jobs: [job] = [] } = {}] = await client.stream('ActivateJobs', {
      type: 'a',
      worker: 'w',
      timeout: '60000',
      maxJobsToActivate: 1,
    }).answers
    expect(JSON.parse(job?.variables ?? '')).toEqual({ text: 'x' })
  })

  test('is no fault for lack of subscribers', async () => {
    expect(await refusal(client.call('BroadcastSignal', { signalName: 'nobody', variables: '' }))).toBe('OK')
  })

  test('refuses variables that are none and other tenants', async () => {
    expect(await refusal(client.call('BroadcastSignal', { signalName: 'news', variables: '[1]' }))).toBe(
      "INVALID_ARGUMENT: Property 'variables' is invalid: Expected document to be a root level object, but was 'ARRAY'",
    )
    expect(await refusal(client.call('BroadcastSignal', { signalName: 'news', tenantId: 'other' }))).toBe(
      "INVALID_ARGUMENT: Expected to handle gRPC request BroadcastSignal with tenant identifier 'other', but multi-tenancy is disabled",
    )
  })
})
