import { describe, expect, test } from '@jest/globals'
import type { Key } from '../../../server/engine/index.ts'
import { end, file, flow, path, service, start, xml } from '../bpmn.ts'
import { anEngine, type EngineUnderTest } from '../harness.ts'

const DAY = 24 * 3_600_000
const aTask = file('p', start(), service('work'), end(), path('start', 'work', 'end'))
const HISTORY = [
  'endedProcessInstances',
  'endedByState',
  'endedByProcess',
  'endedElements',
  'elementTotals',
  'historyExpiries',
]
const kept = (engine: EngineUnderTest) =>
  Object.fromEntries(Object.entries(engine.engine.inspect.rows()).filter(([table]) => HISTORY.includes(table)))

describe('the history', () => {
  test('is off unless asked for: what has ended leaves no trace', async () => {
    const engine = await anEngine()
    await engine.deploy(aTask)
    const before = engine.engine.inspect.rows()
    const instance = await engine.create('p')
    await instance.complete('work')
    const cancelled = await engine.create('p')
    await cancelled.cancel()
    expect(engine.engine.inspect.rows()).toEqual(before)
    expect(engine.engine.inspect.lists.processInstance(instance.key)).toBeUndefined()
  })

  test('keeps what completed, with its elements, times and variables', async () => {
    const engine = await anEngine({ historyDays: 30 })
    await engine.deploy(aTask)
    const began = engine.clock.now().getTime()
    const instance = await engine.create('p', { a: 1 })
    await engine.advance(5000)
    await instance.complete('work', { b: 2 })
    const { lists } = engine.engine.inspect
    expect(lists.processInstance(instance.key)).toMatchObject({
      bpmnProcessId: 'p',
      version: 1,
      state: 'COMPLETED',
      startedAt: began,
      endedAt: began + 5000,
      variables: { a: 1, b: 2 },
    })
    expect(lists.variables(instance.key)).toEqual({ a: 1, b: 2 })
    expect(lists.elementInstances(instance.key).items).toMatchObject([
      { elementId: 'start', state: 'COMPLETED', startedAt: began, endedAt: began },
      { elementId: 'work', state: 'COMPLETED', startedAt: began, endedAt: began + 5000 },
      { elementId: 'end', state: 'COMPLETED', startedAt: began + 5000, endedAt: began + 5000 },
    ])
  })

  test('keeps what was terminated', async () => {
    const engine = await anEngine({ historyDays: 30 })
    await engine.deploy(aTask)
    const instance = await engine.create('p')
    await instance.cancel()
    const { lists } = engine.engine.inspect
    expect(lists.processInstance(instance.key)?.state).toBe('TERMINATED')
    expect(lists.elementInstances(instance.key).items.map(({ elementId, state }) => [elementId, state])).toEqual([
      ['start', 'COMPLETED'],
      ['work', 'TERMINATED'],
    ])
    expect(lists.processInstances({ state: 'TERMINATED' }).items.map(({ key }) => key)).toEqual([instance.key])
    expect(lists.processInstances({ state: 'COMPLETED' }).items).toEqual([])
  })

  test('forgets by itself when the days are over, and leaves nothing behind', async () => {
    const engine = await anEngine({ historyDays: 30 })
    await engine.deploy(aTask)
    const first = await engine.create('p')
    await first.complete('work')
    await engine.advance(10 * DAY)
    const second = await engine.create('p')
    await second.complete('work')
    await engine.advance(20 * DAY)
    expect(engine.engine.inspect.lists.processInstance(first.key)).toBeUndefined()
    expect(engine.engine.inspect.lists.processInstance(second.key)?.state).toBe('COMPLETED')
    await engine.advance(10 * DAY)
    expect(kept(engine)).toEqual({})
  })

  test('survives a restart and forgets what became due meanwhile', async () => {
    const engine = await anEngine({ historyDays: 1 })
    await engine.deploy(aTask)
    const instance = await engine.create('p')
    await instance.complete('work')
    await engine.reopen()
    expect(engine.engine.inspect.lists.processInstance(instance.key)?.state).toBe('COMPLETED')
    await engine.close()
    engine.clock.advance(2 * DAY)
    await engine.open()
    await engine.engine.tick()
    expect(kept(engine)).toEqual({})
  })

  test('turned off, it keeps nothing of an instance that was recorded, and what it has still expires', async () => {
    const engine = await anEngine({ historyDays: 1 })
    await engine.deploy(aTask)
    const ended = await engine.create('p')
    await ended.complete('work')
    const running = await engine.create('p')
    await engine.reopen({ historyDays: 0 })
    await running.complete('work')
    const { lists } = engine.engine.inspect
    expect(lists.processInstance(running.key)).toBeUndefined()
    expect(lists.elementInstances(running.key).items).toEqual([])
    expect(lists.processInstance(ended.key)?.state).toBe('COMPLETED')
    await engine.advance(DAY)
    expect(kept(engine)).toEqual({})
  })

  test('turned on, it records what begins from then on', async () => {
    const engine = await anEngine()
    await engine.deploy(aTask)
    const before = await engine.create('p')
    await engine.reopen({ historyDays: 1 })
    const after = await engine.create('p')
    await before.complete('work')
    await after.complete('work')
    expect(engine.engine.inspect.lists.processInstances().items.map(({ key }) => key)).toEqual([after.key])
  })

  test('counts elements as far as it reaches', async () => {
    const engine = await anEngine({ historyDays: 2 })
    const { deployments } = await engine.deploy(aTask)
    const definition = deployments.flatMap((one) => ('process' in one ? [one.process.processDefinitionKey] : []))[0]
    const counts = () => engine.engine.inspect.lists.elementCounts(definition ?? ('' as Key))
    for (const _ of [1, 2]) await (await engine.create('p')).complete('work')
    await engine.advance(DAY)
    await (await engine.create('p')).cancel()
    await engine.create('p')
    expect(await counts()).toEqual([
      { elementId: 'end', active: 0, incidents: 0, completed: 2, terminated: 0 },
      { elementId: 'start', active: 0, incidents: 0, completed: 4, terminated: 0 },
      { elementId: 'work', active: 1, incidents: 0, completed: 2, terminated: 1 },
    ])
    await engine.advance(DAY)
    expect(await counts()).toEqual([
      { elementId: 'start', active: 0, incidents: 0, completed: 2, terminated: 0 },
      { elementId: 'work', active: 1, incidents: 0, completed: 0, terminated: 1 },
    ])
  })

  test('keeps sub-processes, called instances and boundary events as instances of their own', async () => {
    const engine = await anEngine({ historyDays: 1 })
    const inner = xml('bpmn:subProcess', { id: 'sub' }, start('begin'), service('work'), path('begin', 'work'))
    const boundary = xml(
      'bpmn:boundaryEvent',
      { id: 'late', attachedToRef: 'sub' },
      xml('bpmn:timerEventDefinition', { id: 't' }, xml('bpmn:timeDuration', {}, 'PT1H')),
    )
    const flows = [path('start', 'sub', 'end'), flow('late', 'end', undefined, 'late-end')]
    await engine.deploy(file('p', start(), inner, boundary, end(), ...flows))
    const instance = await engine.create('p')
    await engine.advance(3_600_000)
    instance.expectCompleted()
    const past = engine.engine.inspect.lists.elementInstances(instance.key).items
    expect(past.map(({ elementId, state }) => `${elementId} ${state}`)).toEqual([
      'start COMPLETED',
      'sub TERMINATED',
      'begin COMPLETED',
      'work TERMINATED',
      'late COMPLETED',
      'end COMPLETED',
    ])
    const sub = past.find(({ elementId }) => elementId === 'sub')
    expect(past.find(({ elementId }) => elementId === 'work')?.scopeKey).toBe(sub?.key)
  })
})
