import { describe, expect, test } from '@jest/globals'
import {
  boundary,
  compensatedBy,
  compensates,
  definitions,
  end,
  error,
  eventSubProcess,
  exclusive,
  extensions,
  file,
  flow,
  mappings,
  message,
  onError,
  onMessage,
  parallel,
  path,
  process,
  service,
  start,
  subProcess,
  taskDefinition,
  throwing,
  undoneBy,
  xml,
} from '../bpmn.ts'
import { anEngine, type EngineUnderTest } from '../harness.ts'

const kept = (engine: EngineUnderTest) => engine.engine.inspect.rows().compensables ?? 0

describe('a compensation throw event', () => {
  /** a, b, c one after another, then `undo`, then `after`; a and b can be undone. */
  const three = (activityRef?: string) =>
    file(
      'p',
      start(),
      service('a'),
      undoneBy('a'),
      service('b'),
      undoneBy('b'),
      service('c'),
      throwing('undo', compensates(activityRef)),
      service('after'),
      path('start', 'a', 'b', 'c', 'undo', 'after'),
    )

  test('starts all handlers at once, in order of completion, and goes on when all are done', async () => {
    const engine = await anEngine()
    await engine.deploy(three())
    const instance = await engine.create('p')
    for (const task of ['a', 'b']) await instance.complete(task)
    await engine.reopen()
    await instance.complete('c')
    instance.expectWaitingAt('undo', 'undo-a', 'undo-b')
    expect(kept(engine)).toBe(0)
    await engine.reopen()
    await instance.complete('undo-b')
    instance.expectWaitingAt('undo', 'undo-a')
    await instance.complete('undo-a')
    instance.expectWaitingAt('after')
    instance.expectPassed('a-undone', 'b-undone', 'undo-b', 'undo-a', 'undo')
  })

  test('goes on at once if there is nothing to undo', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        exclusive('g', 'g-undo'),
        service('a'),
        undoneBy('a'),
        throwing('undo', compensates()),
        service('after'),
        path('start', 'g', 'undo', 'after'),
        flow('g', 'a', '=false'),
      ),
    )
    ;(await engine.create('p')).expectWaitingAt('after')
  })

  test('with an activity undoes only that one', async () => {
    const engine = await anEngine()
    await engine.deploy(three('b'))
    const instance = await engine.create('p')
    for (const task of ['a', 'b', 'c']) await instance.complete(task)
    instance.expectWaitingAt('undo', 'undo-b')
    await instance.complete('undo-b')
    await instance.complete('after')
    instance.expectCompleted()
    expect(kept(engine)).toBe(0)
  })

  test('undoes each completed instance of an activity, and each at most once', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        exclusive('again'),
        service('a'),
        undoneBy('a'),
        exclusive('g', 'g-undo'),
        throwing('undo', compensates()),
        exclusive('h', 'h-after'),
        service('after'),
        path('start', 'again', 'a', 'g', 'undo', 'h', 'after'),
        flow('g', 'again', '=more'),
        flow('h', 'again', '=more'),
      ),
    )
    const instance = await engine.create('p')
    await instance.complete('a', { more: true })
    await instance.complete('a', { more: false })
    instance.expectWaitingAt('undo', 'undo-a', 'undo-a')
    const [one, two] = engine.engine.inspect.jobs()
    await engine.run('completeJob', { jobKey: one?.key ?? two?.key ?? instance.key, variables: { more: true } })
    await instance.complete('undo-a')
    instance.expectWaitingAt('a')
    await instance.complete('a', { more: false })
    instance.expectWaitingAt('undo', 'undo-a')
    await instance.complete('undo-a')
    instance.expectWaitingAt('after')
  })

  test('gives its handlers the variables of its scope as they are now; their results merge as usual', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        service('a', {}, mappings({ inputs: { local: '=1' } })),
        undoneBy('a'),
        throwing('undo', compensates(), extensions(mappings({ outputs: { undone: '=who' } }))),
        service('after'),
        path('start', 'a', 'undo', 'after'),
      ),
    )
    const instance = await engine.create('p', { who: 'nobody' })
    await instance.complete('a', { who: 'a', local: 2 })
    const [job] = await engine.activate('undo-a')
    expect(job?.variables).toEqual({ who: 'a' })
    await instance.complete('undo-a', { who: 'undo-a' })
    instance.expectWaitingAt('after').expectVariables({ who: 'undo-a', undone: 'undo-a' })
  })

  test('does not undo what is active or was terminated', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        message('m', '="k"'),
        process(
          'p',
          start(),
          parallel('fork'),
          service('a'),
          undoneBy('a'),
          service('b'),
          undoneBy('b'),
          boundary('stop', 'b', onMessage('m')),
          service('c'),
          throwing('undo', compensates()),
          end(),
          path('start', 'fork', 'a'),
          path('fork', 'b'),
          path('fork', 'c', 'undo', 'end'),
          flow('stop', 'end'),
        ),
      ),
    )
    const instance = await engine.create('p')
    await engine.publish('m', 'k')
    await instance.complete('c')
    instance.expectWaitingAt('a').expectPassed('undo')
    await instance.complete('a')
    instance.expectCompleted()
    expect(kept(engine)).toBe(0)
  })

  test('leaves nothing when the instance is cancelled amid it', async () => {
    const engine = await anEngine()
    await engine.deploy(three())
    const instance = await engine.create('p')
    for (const task of ['a', 'b', 'c']) await instance.complete(task)
    await instance.cancel()
    instance.expectCompleted()
    const { counters: _, ...rows } = engine.engine.inspect.rows()
    expect(Object.keys(rows).sort()).toEqual([
      'latestProcesses',
      'processVersions',
      'processes',
      'resourceUses',
      'resources',
    ])
  })
})

describe('a compensation end event', () => {
  test('completes its scope only when the handlers are done', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file('p', start(), service('a'), undoneBy('a'), end('undo', compensates()), path('start', 'a', 'undo')),
    )
    const instance = await engine.create('p')
    await instance.complete('a')
    instance.expectWaitingAt('undo', 'undo-a')
    await instance.complete('undo-a')
    instance.expectCompleted()
  })
})

describe('a handler', () => {
  const withHandler = (handler: string) =>
    file(
      'p',
      start(),
      service('a'),
      compensatedBy('a', 'handler', handler),
      throwing('undo', compensates()),
      service('after'),
      path('start', 'a', 'undo', 'after'),
    )

  test('may be a task that passes through', async () => {
    const engine = await anEngine()
    await engine.deploy(withHandler(xml('bpmn:task', { id: 'handler', isForCompensation: true })))
    const instance = await engine.create('p')
    await instance.complete('a')
    instance.expectPassed('a-undone', 'handler', 'undo').expectWaitingAt('after')
  })

  test('may be a sub-process, in which activities can be undone in turn', async () => {
    const engine = await anEngine()
    await engine.deploy(
      withHandler(
        xml(
          'bpmn:subProcess',
          { id: 'handler', isForCompensation: true },
          start('in'),
          service('b'),
          undoneBy('b'),
          throwing('undo-all', compensates()),
          path('in', 'b', 'undo-all'),
        ),
      ),
    )
    const instance = await engine.create('p')
    await instance.complete('a')
    instance.expectWaitingAt('undo', 'handler', 'b')
    await instance.complete('b')
    instance.expectWaitingAt('undo', 'handler', 'undo-all', 'undo-b')
    await instance.complete('undo-b')
    instance.expectWaitingAt('after')
  })

  test('that is stuck holds the throw event back until its incident is resolved', async () => {
    const engine = await anEngine()
    await engine.deploy(
      withHandler(
        xml('bpmn:serviceTask', { id: 'handler', isForCompensation: true }, extensions(taskDefinition('=type'))),
      ),
    )
    const instance = await engine.create('p')
    await instance.complete('a')
    instance.expectIncident('EXTRACT_VALUE_ERROR', 'handler')
    await instance.set({ type: 'x' })
    await instance.resolve()
    await instance.complete('x')
    instance.expectWaitingAt('after')
  })

  test('may stand beside an association that is drawn in the collaboration', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        xml(
          'bpmn:collaboration',
          { id: 'c' },
          xml('bpmn:participant', { id: 'lane', processRef: 'p' }),
          xml('bpmn:association', { id: 'as', sourceRef: 'b', targetRef: 'h' }),
        ),
        process(
          'p',
          start(),
          service('a'),
          xml('bpmn:boundaryEvent', { id: 'b', attachedToRef: 'a' }, compensates()),
          xml('bpmn:task', { id: 'h', isForCompensation: true }),
          end('undo', compensates()),
          path('start', 'a', 'undo'),
        ),
      ),
    )
    const instance = await engine.create('p')
    await instance.complete('a')
    instance.expectPassed('b', 'h', 'undo').expectCompleted()
  })
})

describe('a sub-process', () => {
  /** `sub` holds a and (in `inner`) b; `after` follows it, then `undo`. */
  const nested = (more: string[] = [], activityRef?: string) =>
    definitions(
      error('failed', 'E'),
      message('m', '="k"'),
      process(
        'p',
        start(),
        subProcess(
          'sub',
          start('in'),
          service('a'),
          undoneBy('a'),
          subProcess('inner', start('in2'), service('b'), undoneBy('b'), path('in2', 'b')),
          service('last'),
          path('in', 'a', 'inner', 'last'),
        ),
        service('c'),
        undoneBy('c'),
        throwing('undo', compensates(activityRef)),
        service('after'),
        path('start', 'sub', 'c', 'undo', 'after'),
        ...more,
      ),
    )

  test('that completed is undone with all that completed within it', async () => {
    const engine = await anEngine()
    await engine.deploy(nested())
    const instance = await engine.create('p')
    for (const task of ['a', 'b', 'last']) await instance.complete(task)
    await engine.reopen()
    await instance.complete('c')
    instance.expectWaitingAt('undo', 'undo-a', 'undo-b', 'undo-c')
    for (const { elementId } of engine.engine.inspect.elementInstances(instance.key))
      expect(instance.element(elementId).scopeKey).toBe(instance.key)
    for (const handler of ['undo-a', 'undo-b', 'undo-c']) await instance.complete(handler)
    instance.expectWaitingAt('after')
    expect(kept(engine)).toBe(0)
  })

  test('can be named for compensation; its own handler runs before those within', async () => {
    const engine = await anEngine()
    await engine.deploy(nested([undoneBy('sub')], 'sub'))
    const instance = await engine.create('p')
    for (const task of ['a', 'b', 'last', 'c']) await instance.complete(task)
    instance.expectWaitingAt('undo', 'undo-sub', 'undo-a', 'undo-b')
    for (const handler of ['undo-sub', 'undo-a', 'undo-b']) await instance.complete(handler)
    instance.expectWaitingAt('after')
  })

  test('that is still active or was terminated is not undone', async () => {
    const engine = await anEngine()
    await engine.deploy(
      nested([
        boundary('failed-there', 'sub', onError('failed')),
        boundary('peek', 'sub', onMessage('m'), { interrupting: false }),
        end('undo-meanwhile', compensates()),
        end('undo-then', compensates()),
        path('peek', 'undo-meanwhile'),
        path('failed-there', 'undo-then'),
      ]),
    )
    const instance = await engine.create('p')
    for (const task of ['a', 'b']) await instance.complete(task)
    await engine.publish('m', 'k')
    instance.expectPassed('undo-meanwhile').expectWaitingAt('sub', 'last')
    expect(kept(engine)).toBe(3)
    await instance.throwError('last', 'E')
    instance.expectPassed('undo-meanwhile', 'undo-then').expectCompleted()
    expect(kept(engine)).toBe(0)
  })

  test('undoes from within only what it holds itself, not what its parent does', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        service('a'),
        undoneBy('a'),
        subProcess(
          'sub',
          start('in'),
          service('b'),
          undoneBy('b'),
          end('undo', compensates()),
          path('in', 'b', 'undo'),
        ),
        service('after'),
        path('start', 'a', 'sub', 'after'),
      ),
    )
    const instance = await engine.create('p')
    for (const task of ['a', 'b']) await instance.complete(task)
    instance.expectWaitingAt('sub', 'undo', 'undo-b')
    await instance.complete('undo-b')
    instance.expectWaitingAt('after')
    expect(kept(engine)).toBe(1)
  })
})

describe('an event sub-process', () => {
  const withEvent = (interrupting: boolean, activityRef?: string) =>
    definitions(
      message('m', '="k"'),
      process(
        'p',
        start(),
        subProcess(
          'sub',
          start('in'),
          service('a'),
          undoneBy('a'),
          service('b'),
          path('in', 'a', 'b'),
          eventSubProcess(
            'e',
            onMessage('m'),
            { interrupting },
            service('c'),
            undoneBy('c'),
            throwing('undo', compensates(activityRef)),
            path('e-start', 'c', 'undo'),
          ),
        ),
        service('after'),
        path('start', 'sub', 'after'),
      ),
    )

  test.each([[true], [false]])('undoes also what completed around it (interrupting: %s)', async (interrupting) => {
    const engine = await anEngine()
    await engine.deploy(withEvent(interrupting))
    const instance = await engine.create('p')
    await instance.complete('a')
    await engine.publish('m', 'k')
    await instance.complete('c')
    instance.expectWaitingAt('sub', ...(interrupting ? [] : ['b']), 'e', 'undo', 'undo-a', 'undo-c')
    expect(instance.element('undo-a').scopeKey).toBe(instance.element('e').key)
    await instance.complete('undo-a')
    await instance.complete('undo-c')
    if (!interrupting) await instance.complete('b')
    instance.expectWaitingAt('after')
    expect(kept(engine)).toBe(0)
  })

  test('may name an activity of the scope around it', async () => {
    const engine = await anEngine()
    await engine.deploy(withEvent(true, 'a'))
    const instance = await engine.create('p')
    await instance.complete('a')
    await engine.publish('m', 'k')
    await instance.complete('c')
    instance.expectWaitingAt('sub', 'e', 'undo', 'undo-a')
    await instance.complete('undo-a')
    instance.expectWaitingAt('after')
    // What completed in the event sub-process is out of reach now.
    expect(kept(engine)).toBe(0)
  })
})

describe('two throw events', () => {
  test('wait each for the handlers that it started itself', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        service('a'),
        undoneBy('a'),
        service('b'),
        undoneBy('b'),
        parallel('fork'),
        throwing('one', compensates('a')),
        service('x'),
        throwing('two', compensates()),
        service('y'),
        path('start', 'a', 'b', 'fork', 'one', 'x'),
        path('fork', 'two', 'y'),
      ),
    )
    const instance = await engine.create('p')
    for (const task of ['a', 'b']) await instance.complete(task)
    instance.expectWaitingAt('one', 'two', 'undo-a', 'undo-b')
    await instance.complete('undo-b')
    instance.expectWaitingAt('one', 'undo-a', 'y')
    await instance.complete('undo-a')
    instance.expectWaitingAt('y', 'x')
  })
})
