import { describe, expect, test } from '@jest/globals'
import {
  boundary,
  catching,
  definitions,
  end,
  error,
  eventSubProcess,
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
  receive,
  service,
  start,
  subProcess,
  taskDefinition,
  terminates,
  timerAfter,
  timerAt,
  timerEvery,
  xml,
} from '../bpmn.ts'
import { anEngine } from '../harness.ts'

const HOUR = 3_600_000

describe('an intermediate catch event', () => {
  test('waits for its message; its variables are treated as those of a completed job', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        message('paid', '=order.id'),
        process(
          'p',
          start(),
          catching('wait', onMessage('paid'), extensions(mappings({ inputs: { local: '=1' } }))),
          service('a'),
          path('start', 'wait', 'a'),
        ),
      ),
    )
    const instance = await engine.create('p', { order: { id: 42 } })
    instance.expectWaitingAt('wait')
    await engine.publish('paid', '41')
    instance.expectWaitingAt('wait')
    await engine.publish('paid', '42', { variables: { amount: 5, local: 2 } })
    // `local` stays with the event, whose scope has that name.
    instance.expectWaitingAt('a').expectVariables({ order: { id: 42 }, amount: 5 })
  })

  test('with output mappings gives out only what they map', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        message('paid', '=id'),
        process(
          'p',
          start(),
          catching('wait', onMessage('paid'), extensions(mappings({ outputs: { sum: '=amount + 1' } }))),
          service('a'),
          path('start', 'wait', 'a'),
        ),
      ),
    )
    const instance = await engine.create('p', { id: 'x' })
    await engine.publish('paid', 'x', { variables: { amount: 5 } })
    instance.expectVariables({ id: 'x', sum: 6 })
  })

  test.each([
    ['a duration', timerAfter('PT2H')],
    ['a FEEL duration', timerAfter('=duration("PT" + string(hours) + "H")')],
    ['a date with zone', timerAt('2017-08-15T03:00:00Z')],
    ['a FEEL date and time without zone', timerAt('=date and time("2017-08-15T10:00:00")')],
    ['a date from a variable', timerAt('=due')],
  ])('waits for %s', async (_name, timer) => {
    const engine = await anEngine()
    await engine.deploy(file('p', start(), catching('wait', timer), end(), path('start', 'wait', 'end')))
    const instance = await engine.create('p', { hours: 2, due: '2017-08-15T10:00:00+07:00' })
    await engine.advance(2 * HOUR - 1)
    instance.expectWaitingAt('wait')
    await engine.advance(1)
    instance.expectCompleted()
  })

  test.each([
    ['zero', timerAfter('PT0S')],
    ['negative', timerAfter('-PT1H')],
    ['past', timerAt('2000-01-01T00:00:00Z')],
  ])('fires at once when its time is %s', async (_name, timer) => {
    const engine = await anEngine()
    await engine.deploy(file('p', start(), catching('wait', timer), end(), path('start', 'wait', 'end')))
    const instance = await engine.create('p')
    await engine.engine.tick()
    instance.expectCompleted()
  })

  test('is stuck on a time that is none', async () => {
    const engine = await anEngine()
    await engine.deploy(file('p', start(), catching('wait', timerAt('=due')), path('start', 'wait')))
    ;(await engine.create('p', { due: 'soon' })).expectIncident(
      'EXTRACT_VALUE_ERROR',
      'wait',
      "Invalid date-time format 'soon' for expression 'due'.",
    )
    ;(await engine.create('p', { due: 3 })).expectIncident(
      'EXTRACT_VALUE_ERROR',
      'wait',
      "Expected result of the expression 'due' to be one of '[DATE_TIME, STRING]', but was 'NUMBER'.",
    )
  })
})

describe('a receive task', () => {
  test('waits for its message, with its boundary events open', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        message('paid', '=id'),
        process(
          'p',
          start(),
          receive('wait', 'paid'),
          boundary('late', 'wait', timerAfter('PT1H')),
          service('a'),
          service('b'),
          path('start', 'wait', 'a'),
          path('late', 'b'),
        ),
      ),
    )
    const one = await engine.create('p', { id: 'one' })
    const two = await engine.create('p', { id: 'two' })
    await engine.publish('paid', 'one')
    await engine.advance(HOUR)
    one.expectWaitingAt('a')
    two.expectWaitingAt('b').expectTerminated('wait')
  })
})

describe('throw and end events', () => {
  test('a none throw event passes, its output mappings work', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        xml('bpmn:intermediateThrowEvent', { id: 'note' }, extensions(mappings({ outputs: { seen: '=true' } }))),
        service('a'),
        path('start', 'note', 'a'),
      ),
    )
    ;(await engine.create('p')).expectWaitingAt('a').expectPassed('note').expectVariables({ seen: true })
  })

  test('a none end event applies its output mappings', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file('p', start(), end('end', extensions(mappings({ outputs: { how: '="well"' } }))), path('start', 'end')),
    )
    const { variables } = await engine.run('createProcessInstanceWithResult', { bpmnProcessId: 'p' })
    expect(variables).toEqual({ how: 'well' })
  })

  test('message throw and end events are jobs', async () => {
    const engine = await anEngine()
    const sends = (type: string) => extensions(taskDefinition(type), mappings({ inputs: { to: '="you"' } }))
    await engine.deploy(
      file(
        'p',
        start(),
        xml('bpmn:intermediateThrowEvent', { id: 'tell' }, sends('tell'), xml('bpmn:messageEventDefinition', {})),
        end('done', sends('done'), xml('bpmn:messageEventDefinition', {})),
        path('start', 'tell', 'done'),
      ),
    )
    const instance = await engine.create('p')
    const [job] = await engine.activate('tell')
    expect(job?.variables).toEqual({ to: 'you' })
    await instance.complete('tell')
    await instance.complete('done')
    instance.expectCompleted()
  })

  test('a terminate end event ends all else in its scope, which then completes and goes on', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        subProcess(
          'part',
          start('s2'),
          parallel('fork'),
          service('a'),
          service('b'),
          end('stop', terminates()),
          path('s2', 'fork', 'a', 'stop'),
          path('fork', 'b'),
        ),
        service('next'),
        path('start', 'part', 'next'),
      ),
    )
    const instance = await engine.create('p')
    await instance.complete('a')
    instance.expectWaitingAt('next').expectTerminated('b').expectPassed('stop', 'part')
  })

  test('a terminate end event in the process completes it', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        parallel('fork'),
        service('a'),
        service('b'),
        end('stop', terminates()),
        path('start', 'fork', 'a', 'stop'),
        path('fork', 'b'),
      ),
    )
    const instance = await engine.create('p')
    await instance.complete('a')
    instance.expectCompleted().expectPassed('stop', 'p')
  })
})

describe('a boundary event', () => {
  const task = (...more: string[]) =>
    definitions(
      message('stop', '=code'),
      error('broken', 'BROKEN'),
      process(
        'p',
        start(),
        service('a', {}, mappings({ inputs: { code: '="inner"' } })),
        service('b'),
        service('c'),
        path('start', 'a', 'b'),
        ...more,
      ),
    )

  test('interrupting: the activity terminates, its job is gone, then the event runs', async () => {
    const engine = await anEngine()
    await engine.deploy(task(boundary('late', 'a', timerAfter('PT1H')), path('late', 'c')))
    const instance = await engine.create('p', { code: 'x' })
    const job = instance.job('a')
    await engine.advance(HOUR)
    instance.expectWaitingAt('c').expectTerminated('a').expectPassed('late')
    expect(await engine.refused('completeJob', { jobKey: job.key })).toMatchObject({ code: 'NOT_FOUND' })
  })

  test('non-interrupting: the handler runs beside, and may do so repeatedly', async () => {
    const engine = await anEngine()
    await engine.deploy(task(boundary('news', 'a', onMessage('stop'), { interrupting: false }), path('news', 'c')))
    const instance = await engine.create('p', { code: 'x' })
    await engine.publish('stop', 'x', { variables: { n: 1 } })
    await engine.publish('stop', 'x', { variables: { n: 2 } })
    instance.expectWaitingAt('a', 'c', 'c').expectVariables({ code: 'x', n: 2 })
  })

  test('a message key is evaluated around the activity, a timer within it', async () => {
    const engine = await anEngine()
    await engine.deploy(
      task(
        boundary('stopped', 'a', onMessage('stop')),
        boundary('late', 'a', timerAfter('=if code = "inner" then "PT1H" else "PT9H"'), { interrupting: false }),
        path('stopped', 'c'),
        path('late', 'b'),
      ),
    )
    const instance = await engine.create('p', { code: 'outer' })
    await engine.advance(HOUR)
    instance.expectWaitingAt('a', 'b')
    await engine.publish('stop', 'inner')
    instance.expectWaitingAt('a', 'b')
    await engine.publish('stop', 'outer')
    instance.expectWaitingAt('b', 'c')
  })

  test('with output mappings gives out only what they map, else all variables merge upwards', async () => {
    const engine = await anEngine()
    await engine.deploy(
      task(
        boundary('stopped', 'a', onMessage('stop'), {
          content: [extensions(mappings({ outputs: { why: '=reason' } }))],
        }),
        path('stopped', 'c'),
      ),
    )
    const instance = await engine.create('p', { code: 'x' })
    await engine.publish('stop', 'x', { variables: { reason: 'moved', other: 1 } })
    instance.expectVariables({ code: 'x', why: 'moved' })
  })

  test('a repeating timer fires as often as it says while the activity lasts', async () => {
    const engine = await anEngine()
    await engine.deploy(
      task(boundary('remind', 'a', timerEvery('R2/PT1H'), { interrupting: false }), path('remind', 'c')),
    )
    const instance = await engine.create('p', { code: 'x' })
    await engine.advance(HOUR)
    instance.expectWaitingAt('a', 'c')
    await engine.advance(HOUR)
    instance.expectWaitingAt('a', 'c', 'c')
    await engine.advance(9 * HOUR)
    instance.expectWaitingAt('a', 'c', 'c')
    expect(engine.engine.inspect.timers()).toEqual([])
  })

  test('of a sub-process interrupts all within it', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        subProcess(
          'part',
          start('s2'),
          parallel('fork'),
          service('a'),
          subProcess('inner', start('s3'), service('b'), path('s3', 'b')),
          path('s2', 'fork', 'a'),
          path('fork', 'inner'),
        ),
        boundary('late', 'part', timerAfter('PT1H')),
        service('c'),
        path('start', 'part'),
        path('late', 'c'),
      ),
    )
    const instance = await engine.create('p')
    instance.expectWaitingAt('part', 'a', 'inner', 'b')
    await engine.advance(HOUR)
    instance.expectWaitingAt('c').expectTerminated('a', 'b', 'inner', 'part')
  })

  test('after an interrupting one nothing else triggers on that activity', async () => {
    const engine = await anEngine()
    await engine.deploy(
      task(
        boundary('stopped', 'a', onMessage('stop')),
        boundary('late', 'a', timerAfter('PT1H'), { interrupting: false }),
        path('stopped', 'c'),
        path('late', 'b'),
      ),
    )
    const instance = await engine.create('p', { code: 'x' })
    await engine.publish('stop', 'x')
    await engine.advance(HOUR)
    instance.expectWaitingAt('c')
  })

  test('is open only from when its activity is active: a stuck one is not interrupted', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        service('a', { type: '=kind' }),
        boundary('late', 'a', timerAfter('PT1H')),
        service('c'),
        path('start', 'a'),
        path('late', 'c'),
      ),
    )
    const instance = await engine.create('p')
    await engine.advance(HOUR)
    instance.expectWaitingAt('a').expectIncident('EXTRACT_VALUE_ERROR', 'a')
  })
})

describe('an event sub-process', () => {
  const withWithdrawal = (interrupting: boolean) =>
    definitions(
      message('withdrawn', '=code'),
      process(
        'p',
        start(),
        parallel('fork'),
        service('a'),
        service('b'),
        path('start', 'fork', 'a'),
        path('fork', 'b'),
        eventSubProcess(
          'withdrawal',
          onMessage('withdrawn'),
          { interrupting },
          service('close'),
          path('withdrawal-start', 'close'),
        ),
      ),
    )

  test('interrupting: all else in its scope ends, then it starts; when it ends the scope completes', async () => {
    const engine = await anEngine()
    await engine.deploy(withWithdrawal(true))
    const instance = await engine.create('p', { code: 'x' })
    await engine.publish('withdrawn', 'x', { variables: { reason: 'moved' } })
    instance
      .expectWaitingAt('withdrawal', 'close')
      .expectTerminated('a', 'b')
      .expectVariables({ code: 'x', reason: 'moved' })
    await engine.publish('withdrawn', 'x')
    instance.expectWaitingAt('withdrawal', 'close')
    await instance.complete('close')
    instance.expectCompleted().expectPassed('withdrawal', 'p')
  })

  test('non-interrupting: a new instance per trigger, beside the rest', async () => {
    const engine = await anEngine()
    await engine.deploy(withWithdrawal(false))
    const instance = await engine.create('p', { code: 'x' })
    await engine.publish('withdrawn', 'x')
    await engine.publish('withdrawn', 'x')
    instance.expectWaitingAt('a', 'b', 'withdrawal', 'close', 'withdrawal', 'close')
  })

  test('an interrupting one ends running non-interrupting ones and closes all event sub-processes of the scope', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        message('withdrawn', '=code'),
        message('news', '=code'),
        process(
          'p',
          start(),
          subProcess(
            'part',
            start('s2'),
            service('a'),
            path('s2', 'a'),
            eventSubProcess(
              'withdrawal',
              onMessage('withdrawn'),
              { interrupting: true },
              service('close'),
              path('withdrawal-start', 'close'),
            ),
            eventSubProcess(
              'hear',
              onMessage('news'),
              { interrupting: false },
              service('read'),
              path('hear-start', 'read'),
            ),
          ),
          boundary('late', 'part', timerAfter('PT1H')),
          service('c'),
          path('start', 'part'),
          path('late', 'c'),
        ),
      ),
    )
    const instance = await engine.create('p', { code: 'x' })
    await engine.publish('news', 'x')
    instance.expectWaitingAt('part', 'a', 'hear', 'read')
    await engine.publish('withdrawn', 'x')
    instance.expectWaitingAt('part', 'withdrawal', 'close').expectTerminated('a', 'read', 'hear')
    await engine.publish('news', 'x')
    instance.expectWaitingAt('part', 'withdrawal', 'close')
    // The boundary events of the scope stay open.
    await engine.advance(HOUR)
    instance.expectWaitingAt('c')
  })

  test('is subscribed when the start event of its scope completes', async () => {
    const engine = await anEngine()
    await engine.deploy(withWithdrawal(true))
    const instance = await engine.create('p')
    instance.expectIncident('EXTRACT_VALUE_ERROR', 'start', /correlation key/).expectWaitingAt('start')
    await instance.set({ code: 'x' })
    await instance.resolve()
    instance.expectWaitingAt('a', 'b')
    await engine.publish('withdrawn', 'x')
    instance.expectWaitingAt('withdrawal', 'close')
  })

  test('its timer may repeat when it is not interrupting', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        service('a'),
        path('start', 'a'),
        eventSubProcess(
          'remind',
          timerEvery('R/PT1H'),
          { interrupting: false },
          service('mail'),
          path('remind-start', 'mail'),
        ),
      ),
    )
    const instance = await engine.create('p')
    await engine.advance(HOUR)
    await engine.advance(HOUR)
    instance.expectWaitingAt('a', 'remind', 'mail', 'remind', 'mail')
  })
})

describe('an embedded sub-process', () => {
  test('begins at its start event and completes when nothing in it is left', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        xml(
          'bpmn:subProcess',
          { id: 'part' },
          extensions(mappings({ inputs: { n: '=outer + 1' }, outputs: { result: '=n' } })),
          start('s2'),
          service('a'),
          path('s2', 'a'),
        ),
        service('b'),
        path('start', 'part', 'b'),
      ),
    )
    const instance = await engine.create('p', { outer: 1 })
    instance.expectWaitingAt('part', 'a')
    expect(instance.variables('part')).toEqual({ n: 2 })
    await instance.complete('a', { n: 3, other: 4 })
    instance.expectWaitingAt('b').expectVariables({ outer: 1, other: 4, result: 3 })
  })
})

describe('errors', () => {
  const job = { code: 'x' }
  const caughtBy = (...more: string[]) =>
    definitions(
      error('broken', 'BROKEN'),
      error('other', 'OTHER'),
      process(
        'p',
        start(),
        subProcess('part', start('s2'), service('a'), path('s2', 'a'), ...more),
        boundary('part-broken', 'part', onError('broken')),
        boundary('part-any', 'part', onError()),
        service('outer'),
        service('any'),
        path('start', 'part'),
        path('part-broken', 'outer'),
        path('part-any', 'any'),
      ),
    )

  test('are caught first by the boundary event of the failing task', async () => {
    const engine = await anEngine()
    await engine.deploy(
      caughtBy(boundary('a-broken', 'a', onError('broken')), service('inner'), path('a-broken', 'inner')),
    )
    const instance = await engine.create('p', job)
    await instance.throwError('a', 'BROKEN')
    instance.expectWaitingAt('part', 'inner').expectTerminated('a')
  })

  test('go upwards; an exact code wins over a catch-all', async () => {
    const engine = await anEngine()
    await engine.deploy(caughtBy())
    const instance = await engine.create('p', job)
    await instance.throwError('a', 'BROKEN')
    instance.expectWaitingAt('outer').expectTerminated('a', 'part')
    const another = await engine.create('p', job)
    await another.throwError('a', 'SOMETHING')
    another.expectWaitingAt('any')
  })

  test('with equal codes the event sub-process within wins over the boundary event of a scope', async () => {
    const engine = await anEngine()
    await engine.deploy(
      caughtBy(
        eventSubProcess(
          'mend',
          onError('broken'),
          { interrupting: true },
          service('mending'),
          path('mend-start', 'mending'),
        ),
      ),
    )
    const instance = await engine.create('p', job)
    await instance.throwError('a', 'BROKEN')
    instance.expectWaitingAt('part', 'mend', 'mending')
    // Within one process the search does not go to or above the scope that was interrupted.
    await instance.throwError('mending', 'BROKEN')
    instance.expectIncident('UNHANDLED_ERROR_EVENT', 'mending')
  })

  test('thrown by an end event are searched from its scope', async () => {
    const engine = await anEngine()
    await engine.deploy(caughtBy(end('failed', onError('broken')), path('a', 'failed')))
    const instance = await engine.create('p', job)
    await instance.complete('a')
    instance.expectWaitingAt('outer').expectTerminated('failed', 'part')
  })

  test('unhandled ones are an incident that names what could be caught', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        error('broken', 'BROKEN'),
        process(
          'p',
          start(),
          service('a'),
          boundary('b', 'a', onError('broken')),
          service('c'),
          path('start', 'a'),
          path('b', 'c'),
        ),
      ),
      file('q', start(), service('a'), path('start', 'a')),
    )
    const instance = await engine.create('p')
    await instance.throwError('a', 'OTHER', { errorMessage: 'no paper' })
    instance.expectIncident(
      'UNHANDLED_ERROR_EVENT',
      'a',
      "Expected to throw an error event with the code 'OTHER' with message 'no paper', but it was not caught. Available error events are [BROKEN]",
    )
    expect(instance.job('a').state).toBe('ERROR_THROWN')
    expect(instance.incident().jobKey).toBe(instance.job('a').key)
    await instance.resolve()
    expect(instance.job('a').state).toBe('ACTIVATABLE')
    const other = await engine.create('q')
    await other.throwError('a', 'X')
    other.expectIncident(
      'UNHANDLED_ERROR_EVENT',
      'a',
      "Expected to throw an error event with the code 'X', but it was not caught. No error events are available in the scope.",
    )
  })

  test('an unhandled error end event is tried again when its incident is resolved', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        error('dynamic', '=code'),
        process('p', start(), end('failed', onError('dynamic')), path('start', 'failed')),
      ),
    )
    const instance = await engine.create('p', { code: 'X' })
    const first = instance.expectIncident('UNHANDLED_ERROR_EVENT', 'failed', /the code 'X'/).incident()
    await instance.set({ code: 'Y' })
    await instance.resolve()
    const second = instance.expectIncident('UNHANDLED_ERROR_EVENT', 'failed', /the code 'Y'/).incident()
    expect(second.key > first.key).toBe(true)
  })

  test('their variables are local to the boundary event, so lost unless its mappings pick them up', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        error('broken', 'BROKEN'),
        process(
          'p',
          start(),
          service('a'),
          boundary('plain', 'a', onError('broken')),
          service('b'),
          boundary('mapped', 'b', onError('broken'), {
            content: [extensions(mappings({ outputs: { why: '=reason' } }))],
          }),
          service('c'),
          path('start', 'a'),
          path('plain', 'b'),
          path('mapped', 'c'),
        ),
      ),
    )
    const instance = await engine.create('p')
    await instance.throwError('a', 'BROKEN', { variables: { reason: 'rain' } })
    instance.expectVariables({})
    await instance.throwError('b', 'BROKEN', { variables: { reason: 'rain' } })
    instance.expectWaitingAt('c').expectVariables({ why: 'rain' })
  })

  test('with an event sub-process their variables go to the nearest scope that has them, else the process instance', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        error('broken', 'BROKEN'),
        process(
          'p',
          start(),
          xml(
            'bpmn:subProcess',
            { id: 'part' },
            extensions(mappings({ inputs: { reason: '=null' } })),
            start('s2'),
            service('a'),
            path('s2', 'a'),
            eventSubProcess(
              'mend',
              onError('broken'),
              { interrupting: true },
              service('mending'),
              path('mend-start', 'mending'),
            ),
          ),
          path('start', 'part'),
        ),
      ),
    )
    const instance = await engine.create('p')
    await instance.throwError('a', 'BROKEN', { variables: { reason: 'rain', extra: 1 } })
    expect(instance.variables('part')).toEqual({ reason: 'rain' })
    instance.expectVariables({ extra: 1 })
  })
})

describe('an implicit end', () => {
  test('a flow that leads on from a boundary event joins nothing', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        service('a'),
        boundary('n', 'a', timerAfter('PT1H'), { interrupting: false }),
        service('b'),
        flow('start', 'a'),
        flow('n', 'b'),
      ),
    )
    const instance = await engine.create('p')
    await engine.advance(HOUR)
    await instance.complete('a')
    instance.expectWaitingAt('b')
    await instance.complete('b')
    instance.expectCompleted()
  })
})
