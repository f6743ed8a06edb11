import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { sequenceOf } from './support/models.ts'
import { type RawClient, rawClient, refusal } from './support/raw-client.ts'
import { type RunningEngine, runningEngine } from './support/real-engine.ts'

let running: RunningEngine
let client: RawClient
beforeEach(async () => {
  running = await runningEngine()
  client = rawClient(running.address)
  const resources = [{ name: 'p.bpmn', content: Buffer.from(sequenceOf('p', ['a'])) }]
  await client.call('DeployResource', { resources })
})
afterEach(async () => {
  client.close()
  await running.stop()
})

const create = (variables: object = {}) =>
  client.call('CreateProcessInstance', { bpmnProcessId: 'p', version: -1, variables: JSON.stringify(variables) })
const terms = { type: 'a', worker: 'w', timeout: '60000', fetchVariable: [] as string[], tenantIds: [] as string[] }
const poll = { ...terms, maxJobsToActivate: 1000, requestTimeout: '-1' }
const polled = async () => (await client.stream('ActivateJobs', poll).answers).flatMap(({ jobs }) => jobs)
const states = () => running.engine.inspect.jobs().map(({ state }) => state)

async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds(); waited += 10) {
    if (waited > 5_000) throw new Error('it did not come to that')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
/** Opens streams and waits until the gateway serves them. */
async function open(more: Partial<typeof terms> = {}, by = client) {
  const stream = by.stream('StreamActivatedJobs', { ...terms, ...more })
  const ended = refusal(stream.answers)
  await by.call('Topology', {})
  return { ...stream, ended }
}

describe('StreamActivatedJobs', () => {
  test('pushes a new job with all that an activated job has, and stays open', async () => {
    const stream = await open({ fetchVariable: ['n'] })
    await create({ n: 1, m: 2 })
    await until(() => stream.received.length === 1)
    const [job] = stream.received
    expect(job).toMatchObject({
      type: 'a',
      worker: 'w',
      retries: 3,
      elementId: 'a',
      bpmnProcessId: 'p',
      processDefinitionVersion: 1,
      variables: '{"n":1}',
      customHeaders: '{"step":"a"}',
      tenantId: '<default>',
    })
    expect(Number(job?.deadline)).toBeGreaterThan(Date.now())
    await client.call('CompleteJob', { jobKey: job?.key ?? '', variables: '' })
    await create()
    await until(() => stream.received.length === 2)
    stream.cancel()
    expect(await stream.ended).toMatch(/^CANCELLED/)
  })

  test('does not push jobs that were there before', async () => {
    await create()
    const stream = await open()
    await create()
    await until(() => stream.received.length === 1)
    expect(await polled()).toHaveLength(1)
    expect(stream.received).toHaveLength(1)
  })

  test('pushes jobs that timed out, failed with retries left, waited for their back-off or lost their incident', async () => {
    const stream = await open()
    await create()
    await until(() => stream.received.length === 1)
    const jobKey = stream.received[0]?.key ?? ''
    await running.advance(61_000)
    await until(() => stream.received.length === 2)
    await client.call('FailJob', { jobKey, retries: 2, errorMessage: '', retryBackOff: '0', variables: '' })
    await until(() => stream.received.length === 3)
    await client.call('FailJob', { jobKey, retries: 1, errorMessage: '', retryBackOff: '5000', variables: '' })
    await running.advance(5_001)
    await until(() => stream.received.length === 4)
    await client.call('FailJob', { jobKey, retries: 0, errorMessage: '', retryBackOff: '0', variables: '' })
    const incidentKey = running.engine.inspect.incidents()[0]?.key ?? ''
    await client.call('UpdateJobRetries', { jobKey, retries: 5 })
    await client.call('ResolveIncident', { incidentKey })
    await until(() => stream.received.length === 5)
    expect(stream.received.map(({ key, retries }) => [key, retries])).toEqual(
      [3, 3, 2, 1, 5].map((retries) => [jobKey, retries]),
    )
  })

  test('picks fairly among the open streams of the type', async () => {
    const streams = [await open(), await open({ worker: 'x' })]
    for (let at = 0; at < 60; at++) await create()
    const counts = () => streams.map(({ received }) => received.length)
    await until(() => counts().reduce((one, other) => one + other, 0) === 60)
    // The odds that either gets fewer than 8 of 60 are below one in ten thousand millions.
    for (const count of counts()) expect(count).toBeGreaterThan(7)
  })

  test('a vanished client costs nothing: its stream is forgotten, jobs go to those who are there', async () => {
    const stranger = rawClient(running.address, { 'grpc.use_local_subchannel_pool': 1 })
    const gone = await open({}, stranger)
    stranger.close()
    gone.cancel()
    await gone.ended
    await client.call('Topology', {})
    await create()
    expect(await polled()).toHaveLength(1)
  })

  test('a client that does not read is passed over, and its jobs stay for those who poll', async () => {
    const blocked = await open()
    blocked.pause()
    const text = 'x'.repeat(200_000)
    for (let at = 0; at < 40; at++) await create({ text })
    await until(() => states().includes('ACTIVATABLE'))
    const left = states().filter((state) => state === 'ACTIVATABLE').length
    // What the windows of the transport hold has left; the rest waits in the engine.
    expect(left).toBeGreaterThan(5)
    expect(await polled()).toHaveLength(left)
    const reader = await open()
    for (let at = 0; at < 3; at++) await create()
    await until(() => reader.received.length === 3)
    blocked.cancel()
    reader.cancel()
  })

  test('a stream and a poller never get the same job', async () => {
    const stream = await open()
    const waiting = client.stream('ActivateJobs', { ...poll, requestTimeout: '1000' })
    for (let at = 0; at < 30; at++) await create()
    const byPoll = (await waiting.answers).flatMap(({ jobs }) => jobs)
    await until(() => stream.received.length + byPoll.length === 30)
    expect(new Set([...stream.received, ...byPoll].map(({ key }) => key)).size).toBe(30)
  })

  test.each([
    [{ type: ' ' }, 'Expected to stream activated jobs with type to be present, but it was blank'],
    [{ timeout: '0' }, 'Expected to stream activated jobs with timeout to be greater than zero, but it was 0'],
    [
      { tenantIds: ['north'] },
      "Expected to handle gRPC request StreamActivatedJobs with tenant identifier 'north', but multi-tenancy is disabled",
    ],
  ])('refuses %j', async (more, words) => {
    const stream = client.stream('StreamActivatedJobs', { ...terms, ...more })
    expect(await refusal(stream.answers)).toBe(`INVALID_ARGUMENT: ${words}`)
  })

  test('ends with UNAVAILABLE when the gateway stops', async () => {
    const stream = await open()
    await running.gateway.stop()
    expect(await stream.ended).toMatch(/^UNAVAILABLE/)
  })
})
