import { describe, expect, test } from '@jest/globals'
import {
  boundary,
  catching,
  definitions,
  end,
  message,
  onMessage,
  path,
  process,
  service,
  start,
  timerAfter,
} from '../bpmn.ts'
import { anEngine } from '../harness.ts'

const MINUTE = 60_000

const waits = (id: string, ...more: string[]) =>
  definitions(
    message('paid', '=code'),
    process(id, start(), catching('wait', onMessage('paid')), service('a'), path('start', 'wait', 'a'), ...more),
  )
const starts = (id: string) =>
  definitions(message('order'), process(id, start('start', onMessage('order')), service('a'), path('start', 'a')))

describe('a published message', () => {
  test('correlates to at most one subscription per process, the oldest, over all versions', async () => {
    const engine = await anEngine()
    await engine.deploy(waits('p'))
    const old = await engine.create('p', { code: 'x' })
    await engine.deploy(waits('p', end('other')))
    const young = await engine.create('p', { code: 'x' })
    await engine.publish('paid', 'x')
    old.expectWaitingAt('a')
    young.expectWaitingAt('wait')
  })

  test('correlates to any number of different processes', async () => {
    const engine = await anEngine()
    await engine.deploy(waits('p'), waits('q'))
    const [one, other] = [await engine.create('p', { code: 'x' }), await engine.create('q', { code: 'x' })]
    await engine.publish('paid', 'x')
    one.expectWaitingAt('a')
    other.expectWaitingAt('a')
  })

  test('is not buffered with a time to live of 0 or less', async () => {
    const engine = await anEngine()
    await engine.deploy(waits('p'))
    await engine.publish('paid', 'x')
    await engine.publish('paid', 'x', { timeToLive: -1 })
    ;(await engine.create('p', { code: 'x' })).expectWaitingAt('wait')
    expect(engine.engine.inspect.messages()).toEqual([])
  })

  test('waits in the buffer for its time to live; a subscription that opens takes the oldest', async () => {
    const engine = await anEngine()
    await engine.deploy(waits('p'))
    await engine.publish('paid', 'x', { timeToLive: MINUTE, variables: { n: 1 } })
    await engine.publish('paid', 'x', { timeToLive: MINUTE, variables: { n: 2 } })
    const first = await engine.create('p', { code: 'x' })
    first.expectWaitingAt('a').expectVariables({ code: 'x', n: 1 })
    // The first stays buffered but has been correlated to this process.
    const second = await engine.create('p', { code: 'x' })
    second.expectWaitingAt('a').expectVariables({ code: 'x', n: 2 })
    ;(await engine.create('p', { code: 'x' })).expectWaitingAt('wait')
    await engine.deploy(waits('q'))
    ;(await engine.create('q', { code: 'x' })).expectVariables({ code: 'x', n: 1 })
    await engine.advance(MINUTE)
    expect(engine.engine.inspect.messages()).toEqual([])
    ;(await engine.create('q', { code: 'x' })).expectWaitingAt('wait')
  })

  test('an expired one never correlates', async () => {
    const engine = await anEngine()
    await engine.deploy(waits('p'))
    await engine.publish('paid', 'x', { timeToLive: MINUTE })
    engine.clock.advance(MINUTE)
    ;(await engine.create('p', { code: 'x' })).expectWaitingAt('wait')
  })

  test('a non-interrupting subscription goes on with the next buffered one', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        message('news', '=code'),
        process(
          'p',
          start(),
          service('a'),
          boundary('hear', 'a', onMessage('news'), { interrupting: false }),
          service('b'),
          path('start', 'a'),
          path('hear', 'b'),
        ),
      ),
    )
    await engine.publish('news', 'x', { timeToLive: MINUTE })
    await engine.publish('news', 'x', { timeToLive: MINUTE })
    ;(await engine.create('p', { code: 'x' })).expectWaitingAt('a', 'b', 'b')
  })

  test('its id is unique per name and key while it is buffered', async () => {
    const engine = await anEngine()
    const again = { timeToLive: MINUTE, messageId: 'm1' }
    await engine.publish('paid', 'x', again)
    expect(await engine.refused('publishMessage', { name: 'paid', correlationKey: 'x', ...again })).toEqual({
      code: 'ALREADY_EXISTS',
      intent: 'PUBLISH',
      reason: "Expected to publish a new message with id 'm1', but a message with that id was already published",
    })
    await engine.publish('paid', 'y', again)
    await engine.publish('other', 'x', again)
    await engine.advance(MINUTE)
    await engine.publish('paid', 'x', again)
    // An unbuffered message takes no id.
    await engine.publish('paid', 'z', { messageId: 'm1' })
    await engine.publish('paid', 'z', { messageId: 'm1' })
  })

  test('texts of any length and kind are names and keys', async () => {
    const engine = await anEngine()
    await engine.deploy(waits('p'))
    const code = 'Thủ tục '.repeat(1000)
    const instance = await engine.create('p', { code })
    await engine.publish('paid', code, { messageId: code, timeToLive: MINUTE })
    instance.expectWaitingAt('a')
  })
})

describe('a message start event', () => {
  test('starts an instance with the message’s variables', async () => {
    const engine = await anEngine()
    await engine.deploy(starts('p'))
    await engine.publish('order', '', { variables: { n: 1 } })
    engine.theInstance().expectWaitingAt('a').expectVariables({ n: 1 })
  })

  test('is not asked where a subscription of its process took the message', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        message('order', '=code'),
        process(
          'p',
          start(),
          start('by-message', onMessage('order')),
          catching('wait', onMessage('order')),
          service('a'),
          path('start', 'wait', 'a'),
          path('by-message', 'a'),
        ),
      ),
      starts('q'),
    )
    const waiting = await engine.create('p', { code: 'x' })
    await engine.publish('order', 'x')
    waiting.expectWaitingAt('a')
    expect(engine.engine.inspect.processInstances()).toHaveLength(2)
  })

  test('with a key starts one running instance per process and key; a further message waits', async () => {
    const engine = await anEngine()
    await engine.deploy(starts('p'))
    await engine.publish('order', 'x', { timeToLive: MINUTE, variables: { n: 1 } })
    await engine.publish('order', 'x', { timeToLive: MINUTE, variables: { n: 2 } })
    await engine.publish('order', 'x', { variables: { n: 3 } })
    await engine.publish('order', 'x', { timeToLive: MINUTE, variables: { n: 4 } })
    const first = engine.theInstance().expectVariables({ n: 1 })
    await first.complete('a')
    const second = engine.theInstance().expectVariables({ n: 2 })
    await second.cancel()
    const third = engine.theInstance().expectVariables({ n: 4 })
    await third.complete('a')
    expect(engine.engine.inspect.processInstances()).toEqual([])
  })

  test('with an empty key has no such limit', async () => {
    const engine = await anEngine()
    await engine.deploy(starts('p'))
    await engine.publish('order', '')
    await engine.publish('order', '')
    expect(engine.engine.inspect.processInstances()).toHaveLength(2)
  })

  test('of a new version takes over; messages buffered before do not start it', async () => {
    const engine = await anEngine()
    await engine.publish('order', '', { timeToLive: MINUTE })
    await engine.deploy(starts('p'))
    await engine.deploy(starts('p').replace('</bpmn:process>', '<bpmn:endEvent id="more"/></bpmn:process>'))
    expect(engine.engine.inspect.processInstances()).toEqual([])
    await engine.publish('order', '')
    const latest = engine.engine.inspect.processDefinitions().find(({ version }) => version === 2)
    expect(engine.engine.inspect.processInstances()).toMatchObject([{ processDefinitionKey: latest?.key }])
  })
})

describe('a timer start event', () => {
  const every = (timer: string) => definitions(process('p', start('start', timer), service('a'), path('start', 'a')))

  test('starts once when it is a duration or a date, counted from deployment', async () => {
    const engine = await anEngine()
    await engine.deploy(every(timerAfter('PT1M')))
    await engine.advance(MINUTE - 1)
    expect(engine.engine.inspect.processInstances()).toEqual([])
    await engine.advance(1)
    await engine.advance(MINUTE)
    engine.theInstance().expectWaitingAt('a')
  })

  test('repeats as its cycle says; a new version takes it over', async () => {
    const engine = await anEngine()
    const cycle = '<bpmn:timerEventDefinition><bpmn:timeCycle>R/PT1M</bpmn:timeCycle></bpmn:timerEventDefinition>'
    await engine.deploy(every(cycle))
    await engine.advance(MINUTE)
    await engine.advance(MINUTE)
    expect(engine.engine.inspect.processInstances()).toHaveLength(2)
    await engine.deploy(every(timerAfter('PT5M')))
    await engine.advance(MINUTE)
    expect(engine.engine.inspect.processInstances()).toHaveLength(2)
    expect(engine.engine.inspect.timers()).toHaveLength(1)
  })

  test('missed while the engine was down fires once on start-up, not in bursts', async () => {
    const engine = await anEngine()
    const cycle = '<bpmn:timerEventDefinition><bpmn:timeCycle>R/PT1M</bpmn:timeCycle></bpmn:timerEventDefinition>'
    await engine.deploy(every(cycle))
    await engine.close()
    engine.clock.advance(10 * MINUTE + 1)
    await engine.open()
    await engine.engine.tick()
    expect(engine.engine.inspect.processInstances()).toHaveLength(1)
    expect(engine.engine.inspect.timers()).toMatchObject([{ dueDate: engine.clock.now().getTime() + MINUTE }])
  })
})
