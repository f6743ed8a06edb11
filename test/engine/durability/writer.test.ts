import { describe, expect, test } from '@jest/globals'
import { openEngine } from '../../../server/engine/index.ts'
import { catching, exclusive, file, flow, path, service, start, timerAfter } from '../bpmn.ts'
import { anEngine } from '../harness.ts'
import { FailingDisk } from './failing-disk.ts'

describe('commands that wait', () => {
  test('are refused as RESOURCE_EXHAUSTED when too many do, and nothing of them happens', async () => {
    const engine = await anEngine({ maxQueue: 5 })
    await engine.deploy(file('p', start(), service('a'), path('start', 'a')))
    const results = await Promise.all(
      Array.from({ length: 20 }, () => engine.engine.execute('createProcessInstance', { bpmnProcessId: 'p' })),
    )
    const refused = results.filter((result) => !result.ok)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused[0]).toEqual({
      ok: false,
      rejection: {
        code: 'RESOURCE_EXHAUSTED',
        intent: 'CREATE',
        reason: 'Reached maximum capacity of requests handled',
      },
    })
    expect(engine.engine.inspect.processInstances()).toHaveLength(results.length - refused.length)
  })

  test('run in the order they came, each seeing what went before, in one batch', async () => {
    const engine = await anEngine()
    await engine.deploy(file('p', start(), service('a'), path('start', 'a')))
    const [created, activated, refused] = await Promise.all([
      engine.engine.execute('createProcessInstance', { bpmnProcessId: 'p' }),
      engine.activate('a'),
      engine.engine.execute('createProcessInstance', { bpmnProcessId: 'q' }),
    ])
    expect(created.ok).toBe(true)
    expect(activated).toHaveLength(1)
    expect(refused.ok).toBe(false)
  })

  test('are finished when the engine stops; later ones are refused', async () => {
    const engine = await anEngine()
    await engine.deploy(file('p', start(), service('a'), path('start', 'a')))
    const { engine: running } = engine
    const waiting = Promise.all(
      Array.from({ length: 50 }, () => running.execute('createProcessInstance', { bpmnProcessId: 'p' })),
    )
    await Promise.resolve()
    await engine.close()
    const results = await waiting
    expect(await running.execute('createProcessInstance', { bpmnProcessId: 'p' })).toMatchObject({
      ok: false,
      rejection: { code: 'RESOURCE_EXHAUSTED' },
    })
    await engine.open()
    expect(engine.engine.inspect.processInstances()).toHaveLength(results.filter(({ ok }) => ok).length)
  })
})

describe('what time brings', () => {
  test('happens by itself when its instant comes, by the real clock too', async () => {
    const engine = await anEngine()
    await engine.close()
    let pass = () => {}
    const passed = new Promise<void>((resolve) => {
      pass = resolve
    })
    const running = await openEngine({
      folder: engine.folder,
      clock: { now: () => new Date() },
      onTransition: ({ what, elementId }) => void (what === 'completed' && elementId === 'p' && pass()),
    })
    const source = file('p', start(), catching('wait', timerAfter('PT0.35S')), path('start', 'wait'))
    await running.execute('deployResource', {
      resources: [{ name: 'p.bpmn', content: new TextEncoder().encode(source) }],
    })
    await running.execute('createProcessInstance', { bpmnProcessId: 'p' })
    await passed
    await running.stop()
  })
})

test('what comes due at once is done a little at a time as long as others have asked lately', async () => {
  let commits = 0
  const engine = await anEngine({
    disk: (folder) => {
      const disk = new FailingDisk().open(folder)
      const batch = async (write: () => void) => {
        await disk.batch(write)
        commits += 1
      }
      return { ...disk, batch }
    },
  })
  await engine.deploy(file('p', start(), catching('wait', timerAfter('PT1H')), path('start', 'wait')))
  await Promise.all(Array.from({ length: 400 }, () => engine.create('p')))
  await engine.activate('nothing')
  commits = 0
  await engine.advance(3_600_000)
  expect(engine.engine.inspect.processInstances()).toEqual([])
  expect(commits).toBeGreaterThanOrEqual(400 / 25)
})

test('what was due and is settled otherwise before its turn comes is passed over', async () => {
  const failures: Error[] = []
  const engine = await anEngine({ onFailure: (failure) => failures.push(failure) })
  await engine.deploy(
    file('p', start(), catching('wait', timerAfter('PT1H')), service('after'), path('start', 'wait', 'after')),
    file('q', start(), service('a'), path('start', 'a')),
  )
  const waiting = await Promise.all(Array.from({ length: 100 }, () => engine.create('p')))
  await engine.create('q')
  const [taken] = await engine.activate('a', { timeout: 3_600_000 })
  if (!taken) throw new Error('No job was taken')
  engine.clock.advance(3_600_000)
  const done = engine.engine.tick()
  await Promise.all([
    ...waiting.slice(50).map((instance) => instance.cancel()),
    engine.run('completeJob', { jobKey: taken.key }),
    done,
  ])
  expect(failures).toEqual([])
  expect(engine.engine.inspect.processInstances().map(({ key }) => key)).toEqual(
    waiting.slice(0, 50).map(({ key }) => key),
  )
  expect(engine.engine.inspect.jobs()).toHaveLength(50)
  expect(engine.engine.inspect.rows()).not.toHaveProperty('dueTimers')
})

describe('an instance in which the engine fails', () => {
  /** Gateways alone may loop; one that never ends runs into the limit of steps. */
  const endless = file(
    'p',
    start(),
    service('a'),
    exclusive('g', 'g-h'),
    exclusive('h', 'h-b'),
    service('b'),
    path('start', 'a', 'g', 'h', 'b'),
    flow('h', 'g', '=true'),
  )

  test('is left alone: the command is undone, later ones are refused, others are not touched', async () => {
    const engine = await anEngine()
    await engine.deploy(endless, file('q', start(), service('a'), path('start', 'a')))
    const bad = await engine.create('p')
    const good = await engine.create('q')
    const [failed, completed] = await Promise.all([
      engine.engine.execute('completeJob', { jobKey: bad.job('a').key }),
      engine.engine.execute('completeJob', { jobKey: good.job('a').key }),
    ])
    expect(failed).toMatchObject({ ok: false, rejection: { code: 'PROCESSING_ERROR', intent: 'COMPLETE' } })
    expect(completed.ok).toBe(true)
    good.expectCompleted()
    bad.expectWaitingAt('a')
    expect(await engine.activate('a')).toEqual([])
    expect(await engine.refused('completeJob', { jobKey: bad.job('a').key })).toMatchObject({
      code: 'PROCESSING_ERROR',
    })
    await engine.reopen()
    expect(await engine.activate('a')).toEqual([])
    await bad.cancel()
    bad.expectCompleted()
    expect(engine.engine.inspect.rows()).not.toHaveProperty('banned')
  })
})
