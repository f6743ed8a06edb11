import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { aJob, key } from './support/fake-engine.ts'
import { type FakeGateway, fakeGateway } from './support/fake-gateway.ts'
import { refusal } from './support/raw-client.ts'

let gateway: FakeGateway
beforeEach(async () => {
  gateway = await fakeGateway()
  gateway.engine.replies.releaseJobs = () => ({})
})
afterEach(() => gateway.stop())

const type = 'check-form'
const ask = (more: object = {}) =>
  gateway.client.stream('ActivateJobs', {
    type,
    worker: 'w',
    timeout: '30000',
    maxJobsToActivate: 10,
    requestTimeout: '60000',
    ...more,
  })
const keysOf = async (request: ReturnType<typeof ask>) =>
  (await request.answers).flatMap(({ jobs }) => jobs.map((job) => job.key))
/** Lets the gateway work until a condition holds. */
const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1))
}
const tries = () => gateway.engine.requests('activateJobs').length

describe('ActivateJobs', () => {
  test('hands over what is there at once, every field in its place', async () => {
    gateway.engine.offersJobs(type, [aJob(7, { tên: 'Lan' })])
    expect(await ask().answers).toEqual([
      {
        jobs: [
          {
            ...aJob(7),
            worker: 'w',
            customHeaders: '{"step":"a"}',
            deadline: '1700000000000',
            variables: '{"tên":"Lan"}',
            tenantId: '<default>',
          },
        ],
      },
    ])
  })

  test('wakes a waiting request when a job comes', async () => {
    gateway.engine.offersJobs(type, [])
    const waiting = ask()
    await until(() => tries() === 1)
    gateway.engine.offersJobs(type, [aJob(8)])
    expect(await keysOf(waiting)).toEqual([key(8)])
    await until(() => gateway.engine.listeners(type) === 0)
  })

  test('a job that comes between the try and the wait is not missed', async () => {
    let first = true
    gateway.engine.replies.activateJobs = () => {
      if (!first) return { jobs: [aJob(8)], more: false }
      first = false
      queueMicrotask(() => gateway.engine.offersJobs(type, []))
      return { jobs: [], more: false }
    }
    expect(await keysOf(ask())).toEqual([key(8)])
  })

  test('one job wakes one of many that wait, in the order they came', async () => {
    gateway.engine.offersJobs(type, [])
    const waiting: ReturnType<typeof ask>[] = []
    for (let at = 0; at < 20; at++) {
      waiting.push(ask({ maxJobsToActivate: 1 }))
      await until(() => tries() === at + 1)
    }
    gateway.engine.offersJobs(type, [aJob(1)])
    expect(await Promise.race(waiting.map(keysOf))).toEqual([key(1)])
    // One try found the job, the next one nothing: the others were left alone.
    expect(tries()).toBe(22)
    const [first, ...others] = waiting
    expect(first && (await keysOf(first))).toEqual([key(1)])
    const jobs = others.map((_, at) => aJob(at + 2))
    for (const job of jobs) gateway.engine.offersJobs(type, [job])
    expect((await Promise.all(others.map(keysOf))).flat().sort()).toEqual(jobs.map((job) => job.key).sort())
  })

  test('takes several batches until it has enough', async () => {
    const jobs = Array.from({ length: 12 }, (_, at) => aJob(at + 1))
    gateway.engine.offersJobs(type, jobs, 4)
    const answers = await ask().answers
    expect(answers.map((answer) => answer.jobs.length)).toEqual([4, 4, 2])
  })

  test('splits what does not fit one message', async () => {
    const text = 'x'.repeat(1_500_000)
    gateway.engine.offersJobs(
      type,
      [1, 2, 3].map((counter) => aJob(counter, { text })),
    )
    const answers = await ask().answers
    expect(answers.map((answer) => answer.jobs.length)).toEqual([2, 1])
  })

  test('ends without job and without error when the time is over', async () => {
    gateway.engine.offersJobs(type, [])
    expect(await ask({ requestTimeout: '30' }).answers).toEqual([])
    expect(gateway.engine.listeners(type)).toBe(0)
  })

  test('does not wait when told so', async () => {
    gateway.engine.offersJobs(type, [])
    expect(await ask({ requestTimeout: '-1' }).answers).toEqual([])
    expect(tries()).toBe(1)
  })

  test('gives jobs back when the client is gone before they can be sent', async () => {
    gateway.engine.offersJobs(type, [])
    const gone = ask()
    await until(() => tries() === 1)
    // The engine takes its time over the second try; meanwhile the client leaves.
    const execute = gateway.engine.execute.bind(gateway.engine)
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    let trying = false
    gateway.engine.execute = async (name, request) => {
      if (name === 'activateJobs') {
        trying = true
        await held
      }
      return execute(name, request)
    }
    gateway.engine.offersJobs(type, [aJob(5), aJob(6)])
    await until(() => trying)
    gone.cancel()
    expect(await refusal(gone.answers)).toMatch(/^CANCELLED/)
    // On the same connection, so answered only after the gateway has read that the other call is over.
    await gateway.client.call('Topology', {})
    release()
    await until(() => gateway.engine.requests('releaseJobs').length > 0)
    expect(gateway.engine.requests('releaseJobs')).toEqual([{ jobKeys: [key(5), key(6)] }])
  })

  test('forgets a request whose client leaves while it waits', async () => {
    gateway.engine.offersJobs(type, [])
    const gone = ask()
    await until(() => tries() === 1)
    gone.cancel()
    expect(await refusal(gone.answers)).toMatch(/^CANCELLED/)
    await until(() => gateway.engine.listeners(type) === 0)
    gateway.engine.offersJobs(type, [aJob(5)])
    expect(tries()).toBe(1)
    expect(await keysOf(ask())).toEqual([key(5)])
  })

  test('a busy engine is RESOURCE_EXHAUSTED with the words that clients know', async () => {
    gateway.engine.replies.activateJobs = () => ({ code: 'RESOURCE_EXHAUSTED', intent: 'ACTIVATE', reason: '' })
    expect(await refusal(ask().answers)).toBe(
      "RESOURCE_EXHAUSTED: Expected to activate jobs of type 'check-form', but no jobs available and at least one broker returned 'RESOURCE_EXHAUSTED'. Please try again later.",
    )
  })

  test('a fault after a first batch ends the stream with what was sent', async () => {
    let first = true
    gateway.engine.replies.activateJobs = () => {
      if (!first) return { code: 'RESOURCE_EXHAUSTED', intent: 'ACTIVATE', reason: '' }
      first = false
      return { jobs: [aJob(1)], more: true }
    }
    expect(await keysOf(ask())).toEqual([key(1)])
  })
})
