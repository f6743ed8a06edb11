import { describe, expect, test } from '@jest/globals'
import {
  boundary,
  catching,
  definitions,
  end,
  eventBased,
  eventSubProcess,
  extensions,
  flow,
  mappings,
  onSignal,
  path,
  process,
  service,
  signal,
  start,
  subProcess,
  throwing,
  timerAfter,
} from '../bpmn.ts'
import { anEngine } from '../harness.ts'

/** One process that waits at `wait` for the signal, then at `a`. */
const waiting = (name = 'news') =>
  definitions(
    signal('s', name),
    process('p', start(), catching('wait', onSignal('s')), service('a'), path('start', 'wait', 'a')),
  )

describe('a broadcast signal', () => {
  test('reaches every open catch event; its variables are treated as those of a completed job', async () => {
    const engine = await anEngine()
    await engine.deploy(waiting())
    const one = await engine.create('p')
    const two = await engine.create('p')
    const { key } = await engine.broadcast('news', { text: 'x' })
    expect(key).toMatch(/^\d{16}$/)
    one.expectWaitingAt('a').expectVariables({ text: 'x' })
    two.expectWaitingAt('a').expectVariables({ text: 'x' })
    expect(engine.engine.inspect.signalSubscriptions()).toEqual([])
  })

  test('is no fault when nobody waits, and is not buffered', async () => {
    const engine = await anEngine()
    await engine.deploy(waiting())
    await engine.broadcast('news')
    const instance = await engine.create('p')
    await engine.broadcast('other')
    instance.expectWaitingAt('wait')
  })

  test('reaches those that waited before the engine was reopened', async () => {
    const engine = await anEngine()
    await engine.deploy(waiting())
    const instance = await engine.create('p')
    await engine.reopen()
    await engine.broadcast('news')
    instance.expectWaitingAt('a')
  })

  test('does not reach what was cancelled', async () => {
    const engine = await anEngine()
    await engine.deploy(waiting())
    const instance = await engine.create('p')
    await instance.cancel()
    await engine.broadcast('news')
    expect(engine.engine.inspect.signalSubscriptions()).toEqual([])
  })
})

describe('a signal catch event', () => {
  test('takes its name from an expression', async () => {
    const engine = await anEngine()
    await engine.deploy(waiting('="news-" + ward'))
    const instance = await engine.create('p', { ward: 'A' })
    await engine.broadcast('news-B')
    instance.expectWaitingAt('wait')
    await engine.broadcast('news-A')
    instance.expectWaitingAt('a')
  })

  test('is stuck on a name that is no text, until that is one', async () => {
    const engine = await anEngine()
    await engine.deploy(waiting('=name'))
    const instance = await engine.create('p', { name: 3 })
    instance.expectIncident(
      'EXTRACT_VALUE_ERROR',
      'wait',
      "Expected result of the expression 'name' to be 'STRING', but was 'NUMBER'.",
    )
    await instance.set({ name: 'news' })
    await instance.resolve()
    await engine.broadcast('news')
    instance.expectWaitingAt('a')
  })

  test('behind an event-based gateway wins over the others and closes them', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        signal('s'),
        process(
          'p',
          start(),
          eventBased('g'),
          catching('news', onSignal('s'), extensions(mappings({ outputs: { got: '=text' } }))),
          catching('late', timerAfter('PT1H')),
          service('a'),
          service('b'),
          path('start', 'g', 'news', 'a'),
          path('g', 'late', 'b'),
        ),
      ),
    )
    const instance = await engine.create('p')
    await engine.broadcast('s', { text: 'x', more: 1 })
    instance.expectWaitingAt('a').expectVariables({ got: 'x' })
    expect(engine.engine.inspect.timers()).toEqual([])
  })
})

describe('a signal boundary event', () => {
  test('that interrupts ends its activity and goes on with the variables of the signal', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        signal('s'),
        process(
          'p',
          start(),
          service('a'),
          boundary('stop', 'a', onSignal('s')),
          service('b'),
          path('start', 'a'),
          path('stop', 'b'),
        ),
      ),
    )
    const instance = await engine.create('p')
    await engine.broadcast('s', { why: 'x' })
    instance.expectTerminated('a').expectWaitingAt('b').expectVariables({ why: 'x' })
    await engine.broadcast('s')
    instance.expectWaitingAt('b')
  })

  test('that does not interrupt fires at every broadcast', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        signal('s'),
        process(
          'p',
          start(),
          service('a'),
          boundary('note', 'a', onSignal('s'), { interrupting: false }),
          service('b'),
          path('start', 'a'),
          path('note', 'b'),
        ),
      ),
    )
    const instance = await engine.create('p')
    await engine.broadcast('s')
    await engine.broadcast('s')
    instance.expectWaitingAt('a', 'b', 'b')
    await instance.complete('a')
    await engine.broadcast('s')
    instance.expectWaitingAt('b', 'b')
  })
})

describe('a signal event sub-process', () => {
  test.each([
    [true, ['e', 'b']],
    [false, ['a', 'e', 'b', 'e', 'b']],
  ])('interrupting %s', async (interrupting, active) => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        signal('s'),
        process(
          'p',
          start(),
          service('a'),
          path('start', 'a'),
          eventSubProcess('e', onSignal('s'), { interrupting }, service('b'), path('e-start', 'b')),
        ),
      ),
    )
    const instance = await engine.create('p')
    await engine.broadcast('s', { seen: true })
    await engine.broadcast('s', { seen: true })
    instance.expectWaitingAt(...active).expectVariables({ seen: true })
  })
})

test('of one name at a sub-process and within it only the boundary event is reached', async () => {
  const engine = await anEngine()
  await engine.deploy(
    definitions(
      signal('s'),
      process(
        'p',
        start(),
        subProcess(
          'sub',
          start('in'),
          service('a'),
          path('in', 'a'),
          eventSubProcess('e', onSignal('s'), { interrupting: false }, service('c'), path('e-start', 'c')),
        ),
        boundary('note', 'sub', onSignal('s'), { interrupting: false }),
        service('b'),
        path('start', 'sub'),
        path('note', 'b'),
      ),
    ),
  )
  const instance = await engine.create('p')
  await engine.broadcast('s')
  instance.expectWaitingAt('sub', 'a', 'b')
  await instance.complete('a')
  expect(engine.engine.inspect.signalSubscriptions()).toEqual([])
})

describe('a signal start event', () => {
  const starting = (id: string, task: string, name = 's') =>
    definitions(signal('s', name), process(id, start('start', onSignal('s')), service(task), path('start', task)))

  test('starts one instance of each process that has it, with the variables of the signal', async () => {
    const engine = await anEngine()
    await engine.deploy(starting('p', 'a'), starting('q', 'b'), starting('r', 'c', '="s" + "s"'))
    await engine.broadcast('s', { text: 'x' })
    const ids = () => engine.engine.inspect.processInstances().map(({ elementId }) => elementId)
    expect(ids()).toEqual(['p', 'q'])
    for (const { key } of engine.engine.inspect.processInstances())
      expect(engine.engine.inspect.variables(key)).toEqual({ text: 'x' })
    await engine.reopen()
    await engine.broadcast('ss')
    expect(ids()).toEqual(['p', 'q', 'r'])
  })

  test('is taken over by a new version', async () => {
    const engine = await anEngine()
    await engine.deploy(starting('p', 'a'))
    await engine.deploy(starting('p', 'b'))
    await engine.broadcast('s')
    engine.theInstance().expectWaitingAt('b')
    await engine.deploy(definitions(process('p', start(), end(), path('start', 'end'))))
    await engine.broadcast('s')
    engine.theInstance().expectWaitingAt('b')
    expect(engine.engine.inspect.signalSubscriptions()).toEqual([])
  })
})

describe('a signal throw event', () => {
  const catcher = process(
    'q',
    start('begin'),
    catching('wait', onSignal('s')),
    service('c'),
    path('begin', 'wait', 'c'),
  )

  test.each([
    ['intermediate', throwing('throw', onSignal('s'), extensions(mappings({ inputs: { text: '=greeting' } })))],
    ['end', end('throw', extensions(mappings({ inputs: { text: '=greeting' } })), onSignal('s'))],
  ])('(%s) broadcasts its local variables only', async (_kind, event) => {
    const engine = await anEngine()
    await engine.deploy(definitions(signal('s'), catcher, process('p', start(), event, path('start', 'throw'))))
    const waiting = await engine.create('q')
    const instance = await engine.create('p', { greeting: 'hello', secret: 1 })
    instance.expectCompleted().expectPassed('throw')
    waiting.expectWaitingAt('c').expectVariables({ text: 'hello' })
  })

  test('applies its output mappings and takes its flows', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        signal('s', '=name'),
        process(
          'p',
          start(),
          throwing(
            'throw',
            onSignal('s'),
            extensions(mappings({ inputs: { text: '=1' }, outputs: { sent: '=text' } })),
          ),
          service('a'),
          flow('start', 'throw'),
          flow('throw', 'a'),
        ),
      ),
    )
    const stuck = await engine.create('p')
    stuck.expectIncident('EXTRACT_VALUE_ERROR', 'throw', /to be 'STRING', but was 'NULL'/)
    const instance = await engine.create('p', { name: 'n' })
    instance.expectWaitingAt('a').expectVariables({ name: 'n', sent: 1 })
  })

  test('reaches what waits in its own instance', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        signal('s'),
        process(
          'p',
          start(),
          subProcess('sub', start('in'), throwing('throw', onSignal('s')), service('a'), path('in', 'throw', 'a')),
          boundary('stop', 'sub', onSignal('s')),
          service('b'),
          path('start', 'sub'),
          path('stop', 'b'),
        ),
      ),
    )
    const instance = await engine.create('p')
    instance.expectWaitingAt('b').expectTerminated('sub')
  })
})
