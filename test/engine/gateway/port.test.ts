import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { connectZeebe, type EngineKey, type Job, type Zeebe } from '../../../server/zeebe/index.ts'
import { feeTable, sequenceOf, waitsForMessage } from './support/models.ts'
import { type RunningEngine, runningEngine } from './support/real-engine.ts'

/** The platform's port on the real engine. */

let running: RunningEngine
let zeebe: Zeebe
let process: EngineKey
let message: EngineKey
beforeAll(async () => {
  running = await runningEngine()
  zeebe = connectZeebe({ address: running.address, clientId: 'motcua-test' })
  const { processes } = await zeebe.deploy([
    { name: 'p.bpmn', content: Buffer.from(sequenceOf('p', ['a', 'b'])) },
    { name: 'm.bpmn', content: Buffer.from(waitsForMessage('m')) },
  ])
  expect(processes.map((each) => [each.bpmnProcessId, each.version, each.resourceName])).toEqual([
    ['p', 1, 'p.bpmn'],
    ['m', 1, 'm.bpmn'],
  ])
  process = processes[0]?.key as EngineKey
  message = processes[1]?.key as EngineKey
})
afterAll(async () => {
  await zeebe.close()
  await running.stop()
})

const poll = { worker: 'w', timeoutMs: 60_000, maxJobs: 10, requestTimeoutMs: 5_000 }
async function oneJob(type: string): Promise<Job> {
  const [job] = await zeebe.activateJobs({ ...poll, type, maxJobs: 1 })
  if (!job) throw new Error(`no job of type ${type}`)
  return job
}
const runningInstances = () => running.engine.inspect.processInstances().map((instance) => String(instance.key))

describe('a case', () => {
  test('runs from its definition key through its jobs to its end', async () => {
    const { processInstanceKey } = await zeebe.create({ processDefinitionKey: process, variables: { code: 'HN-1' } })
    const first = await oneJob('a')
    expect(first).toMatchObject({
      type: 'a',
      processInstanceKey,
      processDefinitionKey: process,
      bpmnProcessId: 'p',
      elementId: 'a',
      headers: { step: 'a' },
      retries: 3,
      variables: { code: 'HN-1' },
    })
    await zeebe.extendJob(first.key, 30 * 86_400_000)
    await zeebe.setVariables(processInstanceKey, { note: 'gấp' }, false)
    await zeebe.completeJob(first.key, { fee: 8000 })
    const second = await oneJob('b')
    expect(second.variables).toEqual({ code: 'HN-1', note: 'gấp', fee: 8000 })
    await zeebe.failJob(second.key, { retries: 1, message: 'máy in hỏng' })
    const again = await oneJob('b')
    expect([again.key, again.retries]).toEqual([second.key, 1])
    await zeebe.completeJob(again.key)
    expect(runningInstances()).not.toContain(processInstanceKey)
  })

  test('can start at a later step', async () => {
    await zeebe.create({ processDefinitionKey: process, variables: {}, startInstructions: [{ elementId: 'b' }] })
    const job = await oneJob('b')
    expect(job.elementId).toBe('b')
    await zeebe.completeJob(job.key)
  })

  test('only the variables that were asked for come with a job', async () => {
    await zeebe.create({ processDefinitionKey: process, variables: { code: 'HN-2', secret: 's' } })
    const [job] = await zeebe.activateJobs({ ...poll, type: 'a', fetchVariables: ['code', 'absent'] })
    expect(job?.variables).toEqual({ code: 'HN-2' })
    await zeebe.cancel(job?.processInstanceKey as EngineKey)
  })

  test('wakes by a message', async () => {
    const { processInstanceKey } = await zeebe.create({ processDefinitionKey: message, variables: { code: 'HN-3' } })
    await zeebe.publish({ name: 'supplement', correlationKey: 'HN-3', messageId: 'a', ttlMs: 60_000 })
    expect(runningInstances()).not.toContain(processInstanceKey)
    await expect(
      zeebe.publish({ name: 'supplement', correlationKey: 'HN-3', messageId: 'a', ttlMs: 60_000 }),
    ).rejects.toMatchObject({ status: 'ALREADY_EXISTS', definite: true })
  })

  test('that is stuck goes on after its job is mended', async () => {
    const { processInstanceKey } = await zeebe.create({ processDefinitionKey: process, variables: {} })
    const job = await oneJob('a')
    await zeebe.failJob(job.key, { retries: 0, message: 'broken' })
    const incident = running.engine.inspect.incidents().find((each) => each.jobKey === (job.key as string))
    await zeebe.updateJobRetries(job.key, 1)
    await zeebe.resolveIncident(incident?.key as string as EngineKey)
    expect((await oneJob('a')).key).toBe(job.key)
    await zeebe.cancel(processInstanceKey)
  })
})

describe('refusals', () => {
  test('a job that is gone is NOT_FOUND, whatever is asked of it', async () => {
    const { processInstanceKey } = await zeebe.create({ processDefinitionKey: process, variables: {} })
    const { key } = await oneJob('a')
    await zeebe.cancel(processInstanceKey)
    const gone = { status: 'NOT_FOUND', definite: true }
    await expect(zeebe.completeJob(key)).rejects.toMatchObject(gone)
    await expect(zeebe.extendJob(key, 1)).rejects.toMatchObject(gone)
    await expect(zeebe.failJob(key, { retries: 1, message: '' })).rejects.toMatchObject(gone)
    await expect(zeebe.throwError(key, { code: 'E', message: '' })).rejects.toMatchObject(gone)
    await expect(zeebe.updateJobRetries(key, 1)).rejects.toMatchObject(gone)
    await expect(zeebe.cancel(processInstanceKey)).rejects.toMatchObject(gone)
    await expect(zeebe.setVariables(processInstanceKey, {}, true)).rejects.toMatchObject(gone)
    await expect(zeebe.resolveIncident(key)).rejects.toMatchObject(gone)
  })

  test('a job in the wrong state is FAILED_PRECONDITION', async () => {
    const { processInstanceKey } = await zeebe.create({ processDefinitionKey: process, variables: {} })
    const { key } = await oneJob('a')
    await zeebe.failJob(key, { retries: 1, message: '' })
    await expect(zeebe.extendJob(key, 1)).rejects.toMatchObject({ status: 'FAILED_PRECONDITION', definite: true })
    await zeebe.throwError(key, { code: 'NOBODY', message: 'm', variables: { why: null } })
    await expect(zeebe.completeJob(key)).rejects.toMatchObject({ status: 'FAILED_PRECONDITION' })
    await zeebe.cancel(processInstanceKey)
  })

  test('an unknown definition is NOT_FOUND, a broken model INVALID_ARGUMENT, nothing of it deployed', async () => {
    const unknown = '2251799814685249' as EngineKey
    await expect(zeebe.create({ processDefinitionKey: unknown, variables: {} })).rejects.toMatchObject({
      status: 'NOT_FOUND',
    })
    const good = { name: 'good.bpmn', content: Buffer.from(sequenceOf('good', ['g'])) }
    const bad = { name: 'bad.bpmn', content: Buffer.from('<no/>') }
    await expect(zeebe.deploy([good, bad])).rejects.toMatchObject({ status: 'INVALID_ARGUMENT', definite: true })
    expect(running.engine.inspect.processDefinitions().map((each) => each.bpmnProcessId)).not.toContain('good')
  })

  test('a key of no partition is UNAVAILABLE, so not definite', async () => {
    await expect(zeebe.completeJob('123' as EngineKey)).rejects.toMatchObject({
      status: 'UNAVAILABLE',
      definite: false,
    })
  })
})

describe('long polls', () => {
  test('end at once when aborted, and the next job goes to who still waits', async () => {
    const abort = new AbortController()
    const aborted = zeebe.activateJobs({ ...poll, type: 'a', requestTimeoutMs: 60_000, signal: abort.signal })
    await zeebe.topology()
    abort.abort()
    expect(await aborted).toEqual([])
    const waiting = zeebe.activateJobs({ ...poll, type: 'a', requestTimeoutMs: 20_000 })
    const { processInstanceKey } = await zeebe.create({ processDefinitionKey: process, variables: {} })
    expect((await waiting).map((job) => job.processInstanceKey)).toEqual([processInstanceKey])
    await zeebe.cancel(processInstanceKey)
  })

  test('get many jobs at once, each once', async () => {
    const created = await Promise.all(
      Array.from({ length: 60 }, () => zeebe.create({ processDefinitionKey: process, variables: {} })),
    )
    const seen: Job[] = []
    while (seen.length < 60)
      for (const jobs of await Promise.all([1, 2, 3].map(() => zeebe.activateJobs({ ...poll, type: 'a', maxJobs: 7 }))))
        seen.push(...jobs)
    expect(new Set(seen.map((job) => job.processInstanceKey))).toEqual(
      new Set(created.map((instance) => instance.processInstanceKey)),
    )
    await Promise.all(created.map((instance) => zeebe.cancel(instance.processInstanceKey)))
  })
})

describe('decisions', () => {
  test('are evaluated by their key', async () => {
    const { decisions } = await zeebe.deploy([{ name: 'fees.dmn', content: Buffer.from(feeTable) }])
    expect(decisions).toMatchObject([{ decisionId: 'fee', version: 1 }])
    expect(await zeebe.evaluateDecision(decisions[0]?.key as EngineKey, { poor: false })).toEqual({
      output: 8000,
      matchedRules: [{ ruleId: 'paid', ruleIndex: 2, outputs: { Amount: 8000 } }],
      evaluatedInputs: [{ name: 'Poor household', value: false }],
    })
  })
})
