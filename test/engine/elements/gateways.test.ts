import { describe, expect, test } from '@jest/globals'
import {
  catching,
  definitions,
  end,
  eventBased,
  exclusive,
  extensions,
  file,
  flow,
  mappings,
  message,
  onMessage,
  parallel,
  path,
  process,
  service,
  start,
  timerAfter,
} from '../bpmn.ts'
import { anEngine } from '../harness.ts'

describe('an exclusive gateway', () => {
  const choice = (...flows: string[]) =>
    file('p', start(), exclusive('g', 'other'), service('a'), service('b'), service('c'), flow('start', 'g'), ...flows)

  test('takes the first flow, in document order, whose condition holds', async () => {
    const engine = await anEngine()
    await engine.deploy(choice(flow('g', 'a', '=n > 10'), flow('g', 'b', '=n > 5'), flow('g', 'c', undefined, 'other')))
    ;(await engine.create('p', { n: 20 })).expectWaitingAt('a')
    ;(await engine.create('p', { n: 7 })).expectWaitingAt('b')
  })

  test('takes the default flow otherwise, whose own condition is ignored', async () => {
    const engine = await anEngine()
    await engine.deploy(choice(flow('g', 'c', '=true', 'other'), flow('g', 'a', '=n > 10')))
    ;(await engine.create('p', { n: 20 })).expectWaitingAt('a')
    ;(await engine.create('p', { n: 1 })).expectWaitingAt('c')
  })

  test('is stuck with CONDITION_ERROR where nothing holds, and decides again when that is resolved', async () => {
    const engine = await anEngine()
    await engine.deploy(choice(flow('g', 'a', '=n > 10'), flow('g', 'b', '=n > 5')))
    const instance = await engine.create('p', { n: 1 })
    instance.expectIncident(
      'CONDITION_ERROR',
      'g',
      'Expected at least one condition to evaluate to true, or to have a default flow',
    )
    await instance.set({ n: 6 })
    await instance.resolve()
    instance.expectWaitingAt('b')
  })

  test('is stuck with EXTRACT_VALUE_ERROR where a condition is not boolean, null included', async () => {
    const engine = await anEngine()
    await engine.deploy(choice(flow('g', 'a', '=n'), flow('g', 'c', undefined, 'other')))
    ;(await engine.create('p')).expectIncident(
      'EXTRACT_VALUE_ERROR',
      'g',
      "Expected result of the expression 'n' to be 'BOOLEAN', but was 'NULL'. The evaluation reported the following warnings:\n[NO_VARIABLE_FOUND] No variable found with name 'n'",
    )
  })

  test('takes a single flow without condition; without flows the path ends', async () => {
    const engine = await anEngine()
    await engine.deploy(choice(flow('g', 'a')), file('q', start(), exclusive('g'), flow('start', 'g')))
    ;(await engine.create('p')).expectWaitingAt('a')
    ;(await engine.create('q')).expectCompleted()
  })
})

describe('a parallel gateway', () => {
  test('takes all outgoing flows, and joins when each incoming flow has been taken', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        parallel('fork'),
        service('a'),
        service('b'),
        parallel('join'),
        service('c'),
        path('start', 'fork', 'a', 'join', 'c'),
        path('fork', 'b', 'join'),
      ),
    )
    const instance = await engine.create('p')
    instance.expectWaitingAt('a', 'b')
    await instance.complete('a')
    instance.expectWaitingAt('b')
    await instance.complete('b')
    instance.expectWaitingAt('c').expectPassed('a', 'b', 'join')
    await instance.complete('c')
    instance.expectCompleted()
  })

  test('takes one token of each flow; a surplus waits for the next round', async () => {
    const engine = await anEngine()
    // Two tokens reach the join by `x`, one by `b`.
    await engine.deploy(
      file(
        'p',
        start(),
        parallel('fork'),
        exclusive('x'),
        service('b'),
        service('b2'),
        parallel('join'),
        service('c'),
        path('start', 'fork', 'x', 'join', 'c'),
        flow('fork', 'x', undefined, 'again'),
        path('fork', 'b', 'join'),
        path('fork', 'b2', 'b'),
      ),
    )
    const instance = await engine.create('p')
    await instance.complete('b')
    instance.expectWaitingAt('b2', 'c')
    await instance.complete('c')
    instance.expectWaitingAt('b2')
    await instance.complete('b2')
    await instance.complete('b')
    instance.expectWaitingAt('c')
    await instance.complete('c')
    instance.expectCompleted()
  })

  test('that waits for a token that never comes keeps its scope open', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        exclusive('x', 'x-join'),
        parallel('join'),
        service('a'),
        path('start', 'x', 'join'),
        flow('x', 'a', '=n = 1'),
        path('a', 'join'),
        path('join', 'end'),
        end(),
      ),
    )
    const instance = await engine.create('p', { n: 2 })
    instance.expectWaitingAt()
    expect(engine.engine.inspect.processInstance(instance.key)).toMatchObject({ state: 'ACTIVATED', tokens: 1 })
    await instance.cancel()
    instance.expectCompleted()
  })
})

describe('several incoming flows at an element that does not join', () => {
  test('make one instance each', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        parallel('fork'),
        service('a'),
        path('start', 'fork', 'a'),
        flow('fork', 'a', undefined, 'second'),
      ),
    )
    ;(await engine.create('p')).expectWaitingAt('a', 'a')
  })
})

describe('an event-based gateway', () => {
  const answered = (...more: string[]) =>
    definitions(
      message('answer', '=code'),
      message('withdrawal', '=code'),
      process(
        'p',
        start(),
        eventBased('wait'),
        catching(
          'answered',
          onMessage('answer'),
          extensions(mappings({ inputs: { ignored: '=1' }, outputs: { reply: '=text' } })),
        ),
        catching('withdrawn', onMessage('withdrawal')),
        catching('late', timerAfter('P10D')),
        service('a'),
        service('b'),
        service('c'),
        path('start', 'wait', 'answered', 'a'),
        path('wait', 'withdrawn', 'b'),
        path('wait', 'late', 'c'),
        ...more,
      ),
    )

  test('goes on with the first event that fires and closes the others', async () => {
    const engine = await anEngine()
    await engine.deploy(answered())
    const instance = await engine.create('p', { code: 'X1' })
    instance.expectWaitingAt('wait')
    expect(engine.engine.inspect.messageSubscriptions()).toHaveLength(2)
    await engine.publish('answer', 'X1', { variables: { text: 'yes', rest: 1 } })
    instance.expectWaitingAt('a').expectPassed('wait', 'answered')
    expect(engine.engine.inspect.messageSubscriptions()).toEqual([])
    expect(engine.engine.inspect.timers()).toEqual([])
    // With output mappings only the mapped variables leave; the input mappings of the event do not run.
    instance.expectVariables({ code: 'X1', reply: 'yes' })
  })

  test('merges the variables of an event without output mappings upwards', async () => {
    const engine = await anEngine()
    await engine.deploy(answered())
    const instance = await engine.create('p', { code: 'X1' })
    await engine.publish('withdrawal', 'X1', { variables: { reason: 'moved' } })
    instance.expectWaitingAt('b').expectVariables({ code: 'X1', reason: 'moved' })
  })

  test('goes on with its timer when that is due', async () => {
    const engine = await anEngine()
    await engine.deploy(answered())
    const instance = await engine.create('p', { code: 'X1' })
    await engine.advance(10 * 86_400_000 - 1)
    instance.expectWaitingAt('wait')
    await engine.advance(1)
    instance.expectWaitingAt('c').expectPassed('wait', 'late')
  })

  test('subscribes to all or to none: a fault in one leaves it stuck with nothing opened', async () => {
    const engine = await anEngine()
    await engine.deploy(answered())
    const instance = await engine.create('p')
    instance.expectIncident(
      'EXTRACT_VALUE_ERROR',
      'wait',
      "Failed to extract the correlation key for 'code': The value must be either a string or a number, but was 'NULL'. The evaluation reported the following warnings:\n[NO_VARIABLE_FOUND] No variable found with name 'code'",
    )
    expect(engine.engine.inspect.timers()).toEqual([])
    await instance.set({ code: 5 })
    await instance.resolve()
    await engine.publish('answer', '5')
    instance.expectWaitingAt('a')
  })
})
