import { describe, expect, test } from '@jest/globals'
import type { Page } from '../../../server/engine/index.ts'
import { end, file, path, service, start, xml } from '../bpmn.ts'
import { anEngine, type EngineUnderTest } from '../harness.ts'

const aTask = (id: string) => file(id, start(), service('work'), end(), path('start', 'work', 'end'))

/** All items of a list, page after page. */
function allOf<Item>(read: (after: string | undefined) => Page<Item>): Item[][] {
  const pages: Item[][] = []
  for (let after: string | undefined; ; ) {
    const page = read(after)
    pages.push(page.items)
    if (page.next === undefined) return pages
    after = page.next
  }
}
async function many(engine: EngineUnderTest, processId: string, count: number) {
  const made = []
  for (let index = 0; index < count; index++) made.push(await engine.create(processId))
  return made
}

describe('lists for operators', () => {
  test('come by pages in order of keys, over all versions and processes', async () => {
    const engine = await anEngine({ historyDays: 1 })
    await engine.deploy(aTask('p'), aTask('q'))
    const made = [...(await many(engine, 'p', 3)), ...(await many(engine, 'q', 3)), ...(await many(engine, 'p', 1))]
    await made[1]?.complete('work')
    const { lists } = engine.engine.inspect
    const pages = allOf((after) => lists.processInstances({ after, limit: 3 }))
    expect(pages.map((page) => page.length)).toEqual([3, 3, 1])
    expect(pages.flat().map(({ key }) => key)).toEqual(made.map(({ key }) => key))
    const active = allOf((after) => lists.processInstances({ state: 'ACTIVE', after, limit: 2 })).flat()
    expect(active.map(({ key }) => key)).toEqual(made.filter((_one, index) => index !== 1).map(({ key }) => key))
    const [definition] = lists.processes().items
    const ofOne = allOf((after) =>
      lists.processInstances({ processDefinitionKey: definition?.key, after, limit: 1 }),
    ).flat()
    expect(ofOne.map(({ key, state }) => [key, state])).toEqual([
      [made[0]?.key, 'ACTIVE'],
      [made[1]?.key, 'COMPLETED'],
      [made[2]?.key, 'ACTIVE'],
      [made[6]?.key, 'ACTIVE'],
    ])
  })

  test('of jobs go by type, state and process instance', async () => {
    const engine = await anEngine()
    await engine.deploy(aTask('p'), file('q', start(), service('other'), end(), path('start', 'other', 'end')))
    const [one, two] = await many(engine, 'p', 2)
    await engine.create('q')
    if (!one || !two) throw new Error('no instances')
    await one.fail('work', 0)
    const { lists } = engine.engine.inspect
    const all = allOf((after) => lists.jobs({ after, limit: 1 }))
    expect(all.flat().map(({ type }) => type)).toEqual(['work', 'work', 'other'])
    expect(lists.jobs({ type: 'other' }).items).toHaveLength(1)
    expect(lists.jobs({ state: 'FAILED' }).items.map(({ processInstanceKey }) => processInstanceKey)).toEqual([one.key])
    expect(lists.jobs({ processInstanceKey: two.key }).items).toHaveLength(1)
    expect(lists.jobs({ processInstanceKey: two.key, state: 'FAILED' }).items).toEqual([])
    expect(lists.incidents({ processInstanceKey: one.key }).items).toMatchObject([{ errorType: 'JOB_NO_RETRIES' }])
    expect(lists.incidents({ processInstanceKey: two.key }).items).toEqual([])
    expect(lists.incidents().items).toHaveLength(1)
  })

  test('of timers and message subscriptions go by process instance', async () => {
    const engine = await anEngine()
    const waits = (id: string, ...definition: string[]) => xml('bpmn:intermediateCatchEvent', { id }, ...definition)
    const timer = xml('bpmn:timerEventDefinition', { id: 't' }, xml('bpmn:timeDuration', {}, 'PT1H'))
    const message = `<bpmn:message id="m" name="answer"><bpmn:extensionElements><zeebe:subscription correlationKey="=code"/></bpmn:extensionElements></bpmn:message>`
    const both = file(
      'p',
      start(),
      waits('hour', timer),
      waits('answer', xml('bpmn:messageEventDefinition', { id: 'd', messageRef: 'm' })),
      path('start', 'hour'),
      xml('bpmn:sequenceFlow', { id: 'f', sourceRef: 'start', targetRef: 'answer' }),
    ).replace('<bpmn:process', `${message}<bpmn:process`)
    await engine.deploy(both)
    const one = await engine.create('p', { code: 'a' })
    await engine.create('p', { code: 'b' })
    const { lists } = engine.engine.inspect
    expect(lists.timers().items).toHaveLength(2)
    expect(lists.timers({ processInstanceKey: one.key }).items).toMatchObject([{ elementId: 'hour' }])
    expect(lists.messageSubscriptions({ processInstanceKey: one.key }).items).toMatchObject([{ correlationKey: 'a' }])
    await engine.publish('unheard', 'x', { timeToLive: 1000 })
    expect(lists.messages().items).toMatchObject([{ name: 'unheard' }])
  })

  test('of element instances tell since when they are there, and what they wait for', async () => {
    const engine = await anEngine()
    await engine.deploy(aTask('p'))
    const instance = await engine.create('p', { a: 1 })
    const { lists } = engine.engine.inspect
    expect(lists.elementInstances(instance.key).items).toMatchObject([
      {
        elementId: 'work',
        state: 'ACTIVATED',
        startedAt: engine.clock.now().getTime(),
        jobKey: instance.job('work').key,
      },
    ])
    expect(lists.variables(instance.key)).toEqual({ a: 1 })
  })

  test('of counts cover all running instances of a diagram', async () => {
    const engine = await anEngine()
    await engine.deploy(aTask('p'))
    const made = await many(engine, 'p', 205)
    await made[0]?.fail('work', 0)
    const [definition] = engine.engine.inspect.lists.processes().items
    if (!definition) throw new Error('nothing deployed')
    expect(await engine.engine.inspect.lists.elementCounts(definition.key)).toEqual([
      { elementId: 'work', active: 205, incidents: 1, completed: 0, terminated: 0 },
    ])
  })
})
