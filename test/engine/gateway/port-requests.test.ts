import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { CommandName } from '../../../server/engine/contract.ts'
import { startGateway } from '../../../server/engine/gateway/index.ts'
import { connectZeebe, type EngineKey, type Zeebe, ZeebeError } from '../../../server/zeebe/index.ts'
import { aJob, FakeEngine, key } from './support/fake-engine.ts'

/** What the platform's port asks of a gateway, seen by an engine that answers as told. */

let engine: FakeEngine
let gateway: Awaited<ReturnType<typeof startGateway>>
let zeebe: Zeebe
beforeEach(async () => {
  engine = new FakeEngine()
  gateway = await startGateway(engine)
  zeebe = connectZeebe({ address: gateway.address })
})
afterEach(async () => {
  await zeebe.close()
  await gateway.stop()
})

const engineKey = (counter: number) => key(counter) as string as EngineKey
const failure = (call: Promise<unknown>): Promise<ZeebeError> =>
  call.then(
    () => Promise.reject(new Error('the call succeeded')),
    (error) => error,
  )

describe('each call', () => {
  test.each<[CommandName, (zeebe: Zeebe) => Promise<unknown>, object]>([
    ['completeJob', (z) => z.completeJob(engineKey(7), { a: [null] }), { jobKey: key(7), variables: { a: [null] } }],
    ['completeJob', (z) => z.completeJob(engineKey(7)), { jobKey: key(7), variables: {} }],
    [
      'failJob',
      (z) => z.failJob(engineKey(7), { retries: 2, message: 'hỏng', backOffMs: 500 }),
      { jobKey: key(7), retries: 2, errorMessage: 'hỏng', retryBackOff: 500, variables: {} },
    ],
    [
      'throwError',
      (z) => z.throwError(engineKey(7), { code: 'E', message: 'm', variables: { x: null } }),
      { jobKey: key(7), errorCode: 'E', errorMessage: 'm', variables: { x: null } },
    ],
    ['updateJobTimeout', (z) => z.extendJob(engineKey(7), 2_592_000_000), { jobKey: key(7), timeout: 2_592_000_000 }],
    ['updateJobRetries', (z) => z.updateJobRetries(engineKey(7), 3), { jobKey: key(7), retries: 3 }],
    ['cancelProcessInstance', (z) => z.cancel(engineKey(5)), { processInstanceKey: key(5) }],
    [
      'setVariables',
      (z) => z.setVariables(engineKey(5), { a: 1 }, true),
      { elementInstanceKey: key(5), variables: { a: 1 }, local: true },
    ],
    ['resolveIncident', (z) => z.resolveIncident(engineKey(5)), { incidentKey: key(5) }],
    [
      'publishMessage',
      (z) => z.publish({ name: 'n', correlationKey: 'c', messageId: 'm', ttlMs: 3_600_000, variables: { b: true } }),
      { name: 'n', correlationKey: 'c', messageId: 'm', timeToLive: 3_600_000, variables: { b: true } },
    ],
  ])('%s reaches the engine as it was meant', async (name, make, request) => {
    engine.execute = async (asked, given) => {
      engine.asked.push({ name: asked, request: given })
      return { ok: true, answer: { key: key(1) } as never }
    }
    await make(zeebe)
    expect(engine.asked).toEqual([{ name, request }])
  })

  test('create starts a process by its key', async () => {
    engine.replies.createProcessInstance = () => ({
      processDefinitionKey: key(2),
      bpmnProcessId: 'p',
      version: 1,
      processInstanceKey: key(5),
    })
    const created = await zeebe.create({
      processDefinitionKey: engineKey(2),
      variables: { code: 'HN-1' },
      startInstructions: [{ elementId: 'e' }],
    })
    expect(created).toEqual({ processInstanceKey: key(5) })
    expect(engine.requests('createProcessInstance')).toEqual([
      { processDefinitionKey: key(2), variables: { code: 'HN-1' }, startInstructions: [{ elementId: 'e' }] },
    ])
  })

  test('deploy sends all resources at once', async () => {
    engine.replies.deployResource = () => ({
      key: key(1),
      deployments: [
        { process: { bpmnProcessId: 'p', version: 3, processDefinitionKey: key(2), resourceName: 'p.bpmn' } },
      ],
    })
    const resources = [
      { name: 'p.bpmn', content: new Uint8Array([1, 2]) },
      { name: 'd.dmn', content: new Uint8Array([3]) },
    ]
    expect(await zeebe.deploy(resources)).toEqual({
      processes: [{ bpmnProcessId: 'p', version: 3, key: key(2), resourceName: 'p.bpmn' }],
      decisions: [],
    })
    expect(engine.requests('deployResource')).toMatchObject([{ resources: [{ name: 'p.bpmn' }, { name: 'd.dmn' }] }])
  })

  test('activateJobs brings the jobs of all answers', async () => {
    engine.offersJobs(
      't',
      [1, 2, 3].map((counter) => aJob(counter)),
      2,
    )
    const request = { type: 't', worker: 'w', timeoutMs: 30_000, maxJobs: 5, requestTimeoutMs: 1_000 }
    const jobs = await zeebe.activateJobs({ ...request, fetchVariables: ['a'] })
    expect(jobs.map((job) => job.key)).toEqual([key(1), key(2), key(3)])
    expect(jobs[0]?.headers).toEqual({ step: 'a' })
    expect(engine.requests('activateJobs')[0]).toEqual({
      type: 't',
      worker: 'w',
      timeout: 30_000,
      maxJobsToActivate: 5,
      fetchVariable: ['a'],
    })
  })

  test('topology is told', async () => {
    expect(await zeebe.topology()).toEqual({ gatewayVersion: '8.5.4', partitions: 1 })
  })
})

describe('when something is wrong', () => {
  test('a refusal is definite, with the status and words of the engine', async () => {
    engine.replies.completeJob = () => ({ code: 'NOT_FOUND', intent: 'COMPLETE', reason: 'no such job' })
    const error = await failure(zeebe.completeJob(engineKey(7)))
    expect(error).toBeInstanceOf(ZeebeError)
    expect(error).toMatchObject({ status: 'NOT_FOUND', definite: true })
    expect(error.message).toContain("Command 'COMPLETE' rejected with code 'NOT_FOUND': no such job")
    engine.replies.updateJobTimeout = () => ({ code: 'INVALID_STATE', intent: 'UPDATE_TIMEOUT', reason: 'not active' })
    expect(await failure(zeebe.extendJob(engineKey(7), 1))).toMatchObject({ status: 'FAILED_PRECONDITION' })
  })

  test('a busy engine says nothing about what happened, and the call is not repeated', async () => {
    engine.replies.completeJob = () => ({ code: 'RESOURCE_EXHAUSTED', intent: 'COMPLETE', reason: '' })
    const error = await failure(zeebe.completeJob(engineKey(7)))
    expect(error).toMatchObject({ status: 'RESOURCE_EXHAUSTED', definite: false })
    expect(engine.requests('completeJob')).toHaveLength(1)
  })

  test('an aborted long poll ends at once with nothing, and the gateway forgets it', async () => {
    engine.offersJobs('t', [])
    const abort = new AbortController()
    const request = { type: 't', worker: 'w', timeoutMs: 1_000, maxJobs: 1, requestTimeoutMs: 60_000 }
    const jobs = zeebe.activateJobs({ ...request, signal: abort.signal })
    while (engine.requests('activateJobs').length === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    abort.abort()
    expect(await jobs).toEqual([])
    while (engine.listeners('t') > 0) await new Promise((resolve) => setTimeout(resolve, 1))
    expect(await zeebe.activateJobs({ ...request, signal: abort.signal })).toEqual([])
    expect(engine.requests('activateJobs')).toHaveLength(1)
  })

  test('a long poll without jobs ends empty', async () => {
    engine.offersJobs('t', [])
    const request = { type: 't', worker: 'w', timeoutMs: 1_000, maxJobs: 1 }
    expect(await zeebe.activateJobs({ ...request, requestTimeoutMs: 20 })).toEqual([])
    expect(await zeebe.activateJobs({ ...request, requestTimeoutMs: -1 })).toEqual([])
  })

  test('calls fail while the gateway is away and work again when it is back', async () => {
    engine.replies.completeJob = () => ({})
    engine.replies.updateJobTimeout = () => ({})
    engine.replies.activateJobs = () => ({ jobs: [], more: false })
    await zeebe.completeJob(engineKey(7))
    const poll = { type: 't', worker: 'w', timeoutMs: 1_000, maxJobs: 1, requestTimeoutMs: 60_000 }
    const waiting = failure(zeebe.activateJobs(poll))
    while (engine.requests('activateJobs').length === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    await gateway.stop()
    expect(await waiting).toMatchObject({ status: 'UNAVAILABLE' })
    expect(await failure(zeebe.completeJob(engineKey(7)))).toMatchObject({ status: 'UNAVAILABLE', definite: false })
    expect(await failure(zeebe.extendJob(engineKey(7), 1))).toMatchObject({ status: 'UNAVAILABLE' })
    gateway = await startGateway(engine, { port: gateway.port })
    const works = async (call: () => Promise<void>) => {
      for (;;) {
        const outcome = await call().then(
          () => 'OK',
          (error: ZeebeError) => error.status,
        )
        if (outcome === 'OK') return
        expect(outcome).toBe('UNAVAILABLE')
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
    await works(() => zeebe.extendJob(engineKey(7), 1))
    await works(() => zeebe.completeJob(engineKey(7)))
  })

  test('after close a call is refused', async () => {
    const other = connectZeebe({ address: gateway.address })
    await other.topology()
    await other.close()
    expect(await failure(other.completeJob(engineKey(7)))).toMatchObject({ status: 'CANCELLED' })
    expect(await failure(other.extendJob(engineKey(7), 1))).toBeInstanceOf(Error)
  })
})

describe('a gateway that takes calls and never answers', () => {
  let silent: Server
  let mute: Zeebe
  const sockets = new Set<Socket>()
  beforeEach(async () => {
    silent = createServer((socket) => sockets.add(socket.on('error', () => {})))
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const address = silent.address()
    const port = typeof address === 'object' ? address?.port : 0
    mute = connectZeebe({ address: `127.0.0.1:${port}`, deadlineMs: 100 })
  })
  afterEach(async () => {
    await mute.close()
    for (const socket of sockets) socket.destroy()
    silent.close()
  })

  test('every call ends by its deadline', async () => {
    const outcomes = await Promise.all([
      failure(mute.completeJob(engineKey(7))),
      failure(mute.extendJob(engineKey(7), 1)),
      failure(mute.topology()),
    ])
    for (const error of outcomes) expect(error).toMatchObject({ status: 'DEADLINE_EXCEEDED', definite: false })
  })
})
