import { describe, expect, test } from '@jest/globals'
import type { Key } from '../../../server/engine/index.ts'
import { end, file, mappings, path, service, start } from '../bpmn.ts'
import { anEngine, type EngineUnderTest } from '../harness.ts'

const MINUTE = 60_000

async function withTask(...extensions: string[]): Promise<EngineUnderTest> {
  const engine = await anEngine()
  await engine.deploy(file('p', start(), service('work', {}, ...extensions), end(), path('start', 'work', 'end')))
  return engine
}

const missing = '2251799813685999' as Key

describe('activating jobs', () => {
  test('takes the lowest keys first, up to the number asked for, and says whether there are more', async () => {
    const engine = await withTask()
    const keys: Key[] = []
    for (let n = 0; n < 3; n++) keys.push((await engine.create('p')).job('work').key)
    const request = { type: 'work', worker: 'w', timeout: MINUTE, maxJobsToActivate: 2 }
    const first = await engine.run('activateJobs', request)
    expect(first.jobs.map(({ key }) => key)).toEqual(keys.slice(0, 2))
    expect(first.more).toBe(true)
    const second = await engine.run('activateJobs', request)
    expect(second.jobs.map(({ key }) => key)).toEqual(keys.slice(2))
    expect(second.more).toBe(false)
    expect((await engine.run('activateJobs', request)).jobs).toEqual([])
  })

  test('tells all about a job', async () => {
    const engine = await withTask(mappings({ inputs: { n: '=2' } }))
    const instance = await engine.create('p', { n: 1, m: 3 })
    const [definition] = engine.engine.inspect.processDefinitions()
    const [job] = await engine.activate('work', { worker: 'w', timeout: MINUTE })
    expect(job).toEqual({
      key: instance.job('work').key,
      type: 'work',
      processInstanceKey: instance.key,
      bpmnProcessId: 'p',
      processDefinitionVersion: 1,
      processDefinitionKey: definition?.key,
      elementId: 'work',
      elementInstanceKey: instance.element('work').key,
      customHeaders: {},
      worker: 'w',
      retries: 3,
      deadline: engine.clock.now().getTime() + MINUTE,
      // All that is visible, the inner scope first.
      variables: { n: 2, m: 3 },
    })
  })

  test('with fetchVariable gives only these names; a missing one is left out', async () => {
    const engine = await withTask()
    await engine.create('p', { n: 1, m: 3 })
    const [job] = await engine.activate('work', { fetchVariable: ['m', 'nothing'] })
    expect(job?.variables).toEqual({ m: 3 })
  })

  test.each([
    [{ type: '' }, 'Expected to activate job batch with type to be present, but it was blank'],
    [{ timeout: 0 }, "Expected to activate job batch with timeout to be greater than zero, but it was '0'"],
    [
      { maxJobsToActivate: 0 },
      "Expected to activate job batch with max jobs to activate to be greater than zero, but it was '0'",
    ],
  ])('refuses %j', async (wrong, reason) => {
    const engine = await withTask()
    const request = { type: 'work', worker: '', timeout: MINUTE, maxJobsToActivate: 1, ...wrong }
    expect(await engine.refused('activateJobs', request)).toEqual({
      code: 'INVALID_ARGUMENT',
      intent: 'ACTIVATE',
      reason,
    })
  })

  test('an activated job is not given out again until its deadline has passed, then with the same retries', async () => {
    const engine = await withTask()
    await engine.create('p')
    await engine.activate('work', { timeout: MINUTE })
    await engine.advance(MINUTE - 1)
    expect(await engine.activate('work')).toEqual([])
    await engine.advance(1)
    const [again] = await engine.activate('work')
    expect(again?.retries).toBe(3)
  })

  test('jobs given back unseen are activatable at once', async () => {
    const engine = await withTask()
    await engine.create('p')
    const [job] = await engine.activate('work')
    await engine.run('releaseJobs', { jobKeys: [job?.key ?? missing, missing] })
    expect(await engine.activate('work')).toHaveLength(1)
  })

  test('a batch holds what fits into an answer; the rest stays activatable', async () => {
    const engine = await withTask()
    const text = 'x'.repeat(1_500_000)
    for (let n = 0; n < 3; n++) await engine.create('p', { text })
    const first = await engine.run('activateJobs', { type: 'work', worker: '', timeout: MINUTE, maxJobsToActivate: 9 })
    expect(first.jobs).toHaveLength(2)
    expect(first.more).toBe(true)
    expect(await engine.activate('work')).toHaveLength(1)
  })

  test('a single job that does not fit is stuck with MESSAGE_SIZE_EXCEEDED', async () => {
    const engine = await withTask(mappings({ inputs: { copy: '=text' } }))
    const instance = await engine.create('p', { text: 'x'.repeat(2_500_000) })
    expect(await engine.activate('work')).toEqual([])
    instance.expectIncident('MESSAGE_SIZE_EXCEEDED', 'work')
    expect(instance.job('work').state).toBe('FAILED')
    expect(await engine.activate('work', { fetchVariable: ['n'] })).toEqual([])
    await instance.set({ text: '' })
    await instance.resolve()
    expect(await engine.activate('work')).toHaveLength(1)
  })
})

describe('listeners for available jobs', () => {
  test('hear of new, timed out, failed and resolved jobs after the commit, and not after they left', async () => {
    const engine = await withTask()
    let heard = 0
    const leave = engine.engine.onJobAvailable('work', () => {
      heard += 1
    })
    const instance = await engine.create('p')
    expect(heard).toBe(1)
    await engine.activate('work', { timeout: MINUTE })
    await engine.advance(MINUTE)
    expect(heard).toBe(2)
    await instance.fail('work', 1)
    expect(heard).toBe(3)
    await instance.fail('work', 1, { retryBackOff: MINUTE })
    expect(heard).toBe(3)
    await engine.advance(MINUTE)
    expect(heard).toBe(4)
    leave()
    await engine.create('p')
    expect(heard).toBe(4)
  })
})

describe('completing a job', () => {
  test('accepts jobs that were never activated or come late', async () => {
    const engine = await withTask()
    const never = await engine.create('p')
    await never.complete('work')
    never.expectCompleted()
    const late = await engine.create('p')
    await engine.activate('work', { timeout: 1 })
    await engine.advance(1000)
    await late.complete('work')
    late.expectCompleted()
  })

  test('refuses a job that failed or is gone', async () => {
    const engine = await withTask()
    const instance = await engine.create('p')
    const { key } = instance.job('work')
    await instance.fail('work', 0)
    expect(await engine.refused('completeJob', { jobKey: key })).toEqual({
      code: 'INVALID_STATE',
      intent: 'COMPLETE',
      reason: `Expected to complete job with key '${key}', but it is in state 'FAILED'`,
    })
    for (const jobKey of [missing, '123' as Key, '-1' as Key, 'x'.repeat(5000) as Key])
      expect(await engine.refused('completeJob', { jobKey })).toEqual({
        code: 'NOT_FOUND',
        intent: 'COMPLETE',
        reason: `Expected to complete job with key '${jobKey}', but no such job was found`,
      })
  })

  test('a second completion of the same job is NOT_FOUND', async () => {
    const engine = await withTask()
    const { key: jobKey } = (await engine.create('p')).job('work')
    const [first, second] = await Promise.all([
      engine.engine.execute('completeJob', { jobKey }),
      engine.engine.execute('completeJob', { jobKey }),
    ])
    expect([first.ok, second.ok]).toEqual([true, false])
  })
})

describe('failing a job', () => {
  test('sets the retries as given; with some left it is activatable at once', async () => {
    const engine = await withTask()
    const instance = await engine.create('p')
    await engine.activate('work')
    await instance.fail('work', 7)
    expect(instance.job('work')).toMatchObject({ state: 'ACTIVATABLE', retries: 7 })
    expect((await engine.activate('work'))[0]?.retries).toBe(7)
  })

  test('with a back-off it waits for that', async () => {
    const engine = await withTask()
    const instance = await engine.create('p')
    await instance.fail('work', 2, { retryBackOff: MINUTE })
    expect(instance.job('work').state).toBe('FAILED')
    expect(await engine.refused('completeJob', { jobKey: instance.job('work').key })).toMatchObject({
      code: 'INVALID_STATE',
    })
    await engine.advance(MINUTE - 1)
    expect(await engine.activate('work')).toEqual([])
    await engine.advance(1)
    expect(await engine.activate('work')).toHaveLength(1)
  })

  test('without retries is an incident with its message', async () => {
    const engine = await withTask()
    const instance = await engine.create('p')
    await instance.fail('work', 0, { errorMessage: 'no ink' })
    instance.expectIncident('JOB_NO_RETRIES', 'work', 'no ink')
    expect(instance.incident()).toMatchObject({
      jobKey: instance.job('work').key,
      bpmnProcessId: 'p',
      processInstanceKey: instance.key,
      elementInstanceKey: instance.element('work').key,
    })
    const silent = await engine.create('p')
    await silent.fail('work', -1, { retryBackOff: MINUTE })
    silent.expectIncident('JOB_NO_RETRIES', 'work', 'No more retries left.')
  })

  test('cuts its message at 10,000 characters', async () => {
    const engine = await withTask()
    const instance = await engine.create('p')
    await instance.fail('work', 0, { errorMessage: 'x'.repeat(20_000) })
    expect(instance.incident().errorMessage).toHaveLength(10_000)
  })

  test('its variables become local to the element', async () => {
    const engine = await withTask()
    const instance = await engine.create('p', { n: 1 })
    await instance.fail('work', 1, { variables: { n: 2, tried: true } })
    expect(instance.variables('work')).toEqual({ n: 2, tried: true })
    instance.expectVariables({ n: 1 })
  })
})

describe('retries and time-outs', () => {
  test('UpdateJobRetries neither activates the job nor resolves its incident', async () => {
    const engine = await withTask()
    const instance = await engine.create('p')
    await instance.fail('work', 0)
    const { key: jobKey } = instance.job('work')
    await engine.run('updateJobRetries', { jobKey, retries: 2 })
    expect(instance.job('work')).toMatchObject({ state: 'FAILED', retries: 2 })
    instance.expectIncident('JOB_NO_RETRIES', 'work')
    await instance.resolve()
    expect(instance.job('work').state).toBe('ACTIVATABLE')
    expect(await engine.refused('updateJobRetries', { jobKey, retries: 0 })).toMatchObject({
      code: 'INVALID_ARGUMENT',
      intent: 'UPDATE_RETRIES',
    })
    expect(await engine.refused('updateJobRetries', { jobKey: missing, retries: 1 })).toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  test('UpdateJobTimeout sets the deadline to now + time-out, of an activated job only', async () => {
    const engine = await withTask()
    await engine.create('p')
    const [job] = await engine.activate('work', { timeout: MINUTE })
    const jobKey = job?.key ?? missing
    await engine.advance(MINUTE / 2)
    await engine.run('updateJobTimeout', { jobKey, timeout: MINUTE })
    await engine.advance(MINUTE - 1)
    expect(await engine.activate('work')).toEqual([])
    await engine.advance(1)
    expect(await engine.refused('updateJobTimeout', { jobKey, timeout: MINUTE })).toEqual({
      code: 'INVALID_STATE',
      intent: 'UPDATE_TIMEOUT',
      reason: `Expected to update the timeout of job with key '${jobKey}', but it is not active`,
    })
    expect(await engine.refused('updateJobTimeout', { jobKey: missing, timeout: 1 })).toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})

describe('an incident', () => {
  test('of a job whose retries are still 0 can not be resolved: NOT_FOUND, and nothing changes', async () => {
    const engine = await withTask()
    const instance = await engine.create('p')
    await instance.fail('work', 0)
    const incidentKey = instance.incident().key
    expect(await engine.refused('resolveIncident', { incidentKey })).toMatchObject({
      code: 'NOT_FOUND',
      intent: 'RESOLVE',
      reason: expect.stringContaining('retries'),
    })
    instance.expectIncident('JOB_NO_RETRIES', 'work')
  })

  test('that is not there is NOT_FOUND', async () => {
    const engine = await withTask()
    expect(await engine.refused('resolveIncident', { incidentKey: missing })).toEqual({
      code: 'NOT_FOUND',
      intent: 'RESOLVE',
      reason: `Expected to resolve incident with key '${missing}', but no such incident was found`,
    })
  })

  test('goes with its element, that of a job too', async () => {
    const engine = await withTask()
    const failed = await engine.create('p')
    await failed.fail('work', 0)
    await failed.cancel()
    expect(engine.engine.inspect.incidents()).toEqual([])
  })

  test('of an element stuck while completing runs the completing step again', async () => {
    const engine = await withTask(mappings({ outputs: { sum: '=assert(n, n != null, "no n") + 1' } }))
    const instance = await engine.create('p')
    await instance.complete('work', { other: 1 })
    instance.expectIncident('IO_MAPPING_ERROR', 'work', /no n/).expectWaitingAt('work')
    expect(instance.element('work').state).toBe('COMPLETING')
    await instance.set({ n: 1 })
    await instance.resolve()
    instance.expectCompleted()
  })

  test('that is resolved in vain is followed by a new one with a new key', async () => {
    const engine = await withTask(mappings({ inputs: { sum: '=assert(n, n != null, "no n")' } }))
    const instance = await engine.create('p')
    const first = instance.expectIncident('IO_MAPPING_ERROR', 'work').incident()
    await instance.resolve()
    const second = instance.expectIncident('IO_MAPPING_ERROR', 'work').incident()
    expect(second.key).not.toBe(first.key)
  })
})
