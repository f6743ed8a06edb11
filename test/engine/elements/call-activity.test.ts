import { describe, expect, test } from '@jest/globals'
import {
  boundary,
  calls,
  catching,
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
  path,
  process,
  repeated,
  script,
  service,
  start,
  subProcess,
  timerAfter,
  xml,
} from '../bpmn.ts'
import { anEngine } from '../harness.ts'

const child = (id = 'child', job = 'work') => file(id, start(), service(job), end(), path('start', job, 'end'))
const parent = (...[call, ...more]: string[]) =>
  file(
    'parent',
    start(),
    call ?? calls('call', { processId: 'child' }),
    service('after'),
    path('start', 'call', 'after'),
    ...more,
  )

describe('a call activity', () => {
  test('starts the latest version of the process at the time of the call, at its none start event', async () => {
    const engine = await anEngine()
    await engine.deploy(parent(), child())
    await engine.deploy(child('child', 'newer'))
    const instance = await engine.create('parent')
    instance.expectWaitingAt('call')
    engine.called('child').expectWaitingAt('newer')
    expect(instance.element('call').calledInstance).toBe(engine.called('child').key)
    expect(engine.engine.inspect.processInstance(engine.called('child').key)?.calledBy).toBe(
      instance.element('call').key,
    )
  })

  test('goes on when the called instance has completed', async () => {
    const engine = await anEngine()
    await engine.deploy(parent(), child())
    const instance = await engine.create('parent')
    const called = engine.called('child')
    await called.complete('work')
    called.expectCompleted()
    instance.expectWaitingAt('after').expectPassed('call')
    await instance.complete('after')
    instance.expectCompleted()
  })

  test('takes the id of the process from an expression', async () => {
    const engine = await anEngine()
    await engine.deploy(parent(calls('call', { processId: '=which' })), child('other'))
    await engine.create('parent', { which: 'other' })
    engine.called('other').expectWaitingAt('work')
  })

  test('is EXTRACT_VALUE_ERROR where the expression gives no string, and calls when that is resolved', async () => {
    const engine = await anEngine()
    await engine.deploy(parent(calls('call', { processId: '=which' })), child())
    const instance = await engine.create('parent', { which: 1 })
    instance.expectIncident('EXTRACT_VALUE_ERROR', 'call', /to be 'STRING', but was 'NUMBER'/)
    await instance.set({ which: 'child' })
    await instance.resolve()
    engine.called('child').expectWaitingAt('work')
    expect(instance.incidents()).toEqual([])
  })

  test('is CALLED_ELEMENT_ERROR where no such process is deployed, and calls it once that is deployed', async () => {
    const engine = await anEngine()
    await engine.deploy(parent())
    const instance = await engine.create('parent')
    instance.expectIncident(
      'CALLED_ELEMENT_ERROR',
      'call',
      "Expected process with BPMN process id 'child' to be deployed, but not found.",
    )
    await engine.deploy(child())
    await instance.resolve()
    await engine.called('child').complete('work')
    instance.expectWaitingAt('after')
  })

  test('is CALLED_ELEMENT_ERROR where the process has no none start event', async () => {
    const engine = await anEngine()
    await engine.deploy(
      parent(),
      definitions(
        message('m'),
        process('child', start('start', onMessage('m')), service('work'), path('start', 'work')),
      ),
    )
    ;(await engine.create('parent')).expectIncident(
      'CALLED_ELEMENT_ERROR',
      'call',
      "Expected process with BPMN process id 'child' to have a none start event, but not found.",
    )
  })

  test('calls through restarts of the engine', async () => {
    const engine = await anEngine()
    await engine.deploy(parent(), child())
    await engine.reopen()
    const instance = await engine.create('parent')
    await engine.reopen()
    await engine.called('child').complete('work', { done: true })
    await engine.reopen()
    await instance.complete('after')
    instance.expectCompleted()
  })
})

describe('the variables of a call', () => {
  const deployed = async (calledElement: object, io: Parameters<typeof mappings>[0] = {}) => {
    const engine = await anEngine()
    const call = calls('call', { processId: 'child', ...calledElement }, mappings(io))
    await engine.deploy(parent(call), child())
    const instance = await engine.create('parent', { a: 1, b: 2 })
    return { engine, instance, called: engine.called('child') }
  }

  test('are by default all that the call activity sees, and all of the child come back', async () => {
    const { instance, called } = await deployed({})
    called.expectVariables({ a: 1, b: 2 })
    await called.complete('work', { b: 3, c: 4 })
    instance.expectVariables({ a: 1, b: 3, c: 4 })
  })

  test('with input mappings are all that it sees and the mapped ones', async () => {
    const { called } = await deployed({}, { inputs: { b: '=a + 10', x: '=b' } })
    called.expectVariables({ a: 1, b: 11, x: 11 })
  })

  test('are only those from input mappings without propagateAllParentVariables', async () => {
    const { called } = await deployed({ propagateAllParentVariables: false }, { inputs: { x: '=a' } })
    called.expectVariables({ x: 1 })
  })

  test('are none without propagateAllParentVariables and input mappings', async () => {
    const { called } = await deployed({ propagateAllParentVariables: false })
    called.expectVariables({})
  })

  test('do not come back without propagateAllChildVariables', async () => {
    const { instance, called } = await deployed({ propagateAllChildVariables: false })
    await called.complete('work', { b: 3, c: 4 })
    instance.expectVariables({ a: 1, b: 2 }).expectWaitingAt('after')
  })

  test.each([true, false])('come back only as output mappings say, propagateAllChildVariables %p', async (all) => {
    const { instance, called } = await deployed({ propagateAllChildVariables: all }, { outputs: { result: '=b + c' } })
    await called.complete('work', { b: 3, c: 4 })
    instance.expectVariables({ a: 1, b: 2, result: 7 })
  })

  test('are refused on return with IO_MAPPING_ERROR, and mapped again when that is resolved', async () => {
    const { instance, called } = await deployed({}, { outputs: { result: '=assert(c, c != null)' } })
    await called.complete('work')
    instance.expectIncident('IO_MAPPING_ERROR', 'call')
    await instance.set({ c: 5 }, instance.element('call').key, true)
    await instance.resolve()
    instance.expectVariables({ a: 1, b: 2, result: 5 }).expectWaitingAt('after')
  })
})

describe('the end of a call', () => {
  test('by cancelling the caller ends what it called, down to the last', async () => {
    const engine = await anEngine()
    await engine.deploy(
      parent(),
      file('child', start(), calls('deeper', { processId: 'grandchild' }), path('start', 'deeper')),
      child('grandchild'),
    )
    const instance = await engine.create('parent')
    const [called, deepest] = [engine.called('child'), engine.called('grandchild')]
    await instance.cancel()
    for (const ended of [instance, called, deepest]) ended.expectCompleted()
    called.expectTerminated('deeper', 'child')
    deepest.expectTerminated('work', 'grandchild')
    expect(engine.engine.inspect.jobs()).toEqual([])
    expect(engine.engine.inspect.rows()).not.toHaveProperty('variables')
  })

  test('can not be brought about by cancelling the called instance: refused, naming the root', async () => {
    const engine = await anEngine()
    await engine.deploy(
      parent(),
      file('child', start(), calls('deeper', { processId: 'grandchild' }), path('start', 'deeper')),
      child('grandchild'),
    )
    const instance = await engine.create('parent')
    const { key } = engine.called('grandchild')
    expect(await engine.refused('cancelProcessInstance', { processInstanceKey: key })).toEqual({
      code: 'INVALID_STATE',
      intent: 'CANCEL',
      reason: `Expected to cancel a process instance with key '${key}', but it is created by a parent process instance. Cancel the root process instance '${instance.key}' instead.`,
    })
    engine.called('grandchild').expectWaitingAt('work')
  })

  test('by an interrupting boundary event comes after the end of the child', async () => {
    const engine = await anEngine()
    await engine.deploy(
      parent(
        calls('call', { processId: 'child' }),
        boundary('late', 'call', timerAfter('PT1H')),
        service('remind'),
        path('late', 'remind'),
      ),
      child(),
    )
    const instance = await engine.create('parent', { a: 1 })
    const called = engine.called('child')
    await engine.advance(3_600_000)
    called.expectCompleted().expectTerminated('work', 'child')
    instance.expectWaitingAt('remind').expectTerminated('call').expectVariables({ a: 1 })
  })

  test('does not come by a non-interrupting boundary event', async () => {
    const engine = await anEngine()
    await engine.deploy(
      parent(
        calls('call', { processId: 'child' }),
        boundary('late', 'call', timerAfter('PT1H'), { interrupting: false }),
        service('remind'),
        path('late', 'remind'),
      ),
      child(),
    )
    const instance = await engine.create('parent')
    await engine.advance(3_600_000)
    instance.expectWaitingAt('call', 'remind')
    await engine.called('child').complete('work')
    instance.expectWaitingAt('remind', 'after')
  })

  test('may come while the call activity is stuck with what came back', async () => {
    const engine = await anEngine()
    await engine.deploy(
      parent(calls('call', { processId: 'child' }, mappings({ outputs: { y: '=assert(x, x != null)' } }))),
      child(),
    )
    const instance = await engine.create('parent')
    await engine.called('child').complete('work')
    expect(instance.element('call')).toMatchObject({ state: 'COMPLETING' })
    await instance.cancel()
    instance.expectCompleted().expectTerminated('call', 'parent')
    expect(engine.engine.inspect.incidents()).toEqual([])
  })

  test('of a called instance whose incident waits takes the incident along', async () => {
    const engine = await anEngine()
    await engine.deploy(parent(), child())
    const instance = await engine.create('parent')
    await engine.called('child').fail('work', 0)
    expect(engine.called('child').incidents()).toHaveLength(1)
    await instance.cancel()
    expect(engine.engine.inspect.incidents()).toEqual([])
  })
})

describe('an error in a called process', () => {
  const thrower = (...more: string[]) =>
    definitions(
      error('e', 'E'),
      process('child', start(), service('work'), end('failed', onError('e')), path('start', 'work', 'failed'), ...more),
    )

  test('of a job or an error end event is caught by the call activity, which ends the child', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        error('e', 'E'),
        process(
          'parent',
          start(),
          calls('call', { processId: 'child' }),
          boundary('caught', 'call', onError('e'), {
            content: [extensions(mappings({ outputs: { why: '=reason' } }))],
          }),
          service('after'),
          service('mend'),
          path('start', 'call', 'after'),
          path('caught', 'mend'),
        ),
      ),
      thrower(),
    )
    const byJob = await engine.create('parent')
    const called = engine.called('child')
    await called.throwError('work', 'E', { variables: { reason: 'rain' } })
    called.expectCompleted()
    byJob.expectWaitingAt('mend').expectVariables({ why: 'rain' })
    const byEvent = await engine.create('parent')
    await engine.called('child').complete('work')
    byEvent.expectWaitingAt('mend')
  })

  test('is caught within the child first', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        error('e', 'E'),
        process(
          'parent',
          start(),
          calls('call', { processId: 'child' }),
          boundary('caught', 'call', onError('e')),
          end(),
          path('start', 'call', 'end'),
          path('caught', 'end'),
        ),
      ),
      thrower(eventSubProcess('mend', onError('e'), {}, service('mending'), path('mend-start', 'mending'))),
    )
    const instance = await engine.create('parent')
    const called = engine.called('child')
    await called.throwError('work', 'E')
    called.expectWaitingAt('mend', 'mending')
    await called.complete('mending')
    instance.expectCompleted().expectPassed('call')
  })

  test('thrown in a scope that was interrupted goes on at the call activity', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        error('e', 'E'),
        error('f', 'F'),
        process(
          'parent',
          start(),
          calls('call', { processId: 'child' }),
          boundary('caught', 'call', onError('e')),
          service('mend'),
          end(),
          path('start', 'call', 'end'),
          path('caught', 'mend'),
        ),
      ),
      thrower(eventSubProcess('again', onError('e'), {}, service('more'), path('again-start', 'more'))),
    )
    const instance = await engine.create('parent')
    const called = engine.called('child')
    await called.throwError('work', 'E')
    await called.throwError('more', 'E')
    called.expectCompleted()
    instance.expectWaitingAt('mend')
  })

  test('goes through several calls, and is UNHANDLED_ERROR_EVENT where nothing catches it', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        error('x', 'X'),
        process(
          'parent',
          start(),
          subProcess('part', start('s2'), calls('call', { processId: 'middle' }), path('s2', 'call')),
          boundary('caught', 'part', onError('x')),
          end(),
          path('start', 'part', 'end'),
          path('caught', 'end'),
        ),
      ),
      file('middle', start(), calls('deeper', { processId: 'child' }), path('start', 'deeper')),
      thrower(),
    )
    const instance = await engine.create('parent')
    const called = engine.called('child')
    await called.throwError('work', 'Y', { errorMessage: 'why' })
    called.expectIncident(
      'UNHANDLED_ERROR_EVENT',
      'work',
      "Expected to throw an error event with the code 'Y' with message 'why', but it was not caught. Available error events are [X]",
    )
    await called.resolve()
    await called.throwError('work', 'X')
    called.expectCompleted()
    instance.expectCompleted().expectTerminated('call', 'part').expectPassed('caught')
  })
})

describe('calls without end', () => {
  test('end the command that began them, and leave nothing behind', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file('p', start(), service('work'), calls('call', { processId: '=next' }), path('start', 'work', 'call')),
      file('q', start(), calls('call', { processId: '=next' }), path('start', 'call')),
    )
    const instance = await engine.create('p', { next: 'q' })
    expect(await engine.refused('completeJob', { jobKey: instance.job('work').key })).toMatchObject({
      code: 'PROCESSING_ERROR',
    })
    instance.expectWaitingAt('work')
    await instance.complete('work', { next: 'p' })
    expect(engine.engine.inspect.processInstances()).toHaveLength(2)
  })
})

describe('calls a thousand deep', () => {
  test('are cancelled from the top, and complete from the bottom', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        process(
          'p',
          start(),
          exclusive('x', 'no'),
          calls('call', { processId: '="p"' }, mappings({ inputs: { n: '=n - 1' } })),
          service('work'),
          end(),
          path('start', 'x'),
          flow('x', 'call', '=n > 0'),
          flow('x', 'work', undefined, 'no'),
          path('call', 'end'),
        ),
      ),
    )
    const cancelled = await engine.create('p', { n: 1000 })
    expect(engine.engine.inspect.processInstances()).toHaveLength(1001)
    await cancelled.cancel()
    expect(engine.engine.inspect.processInstances()).toEqual([])
    const completed = await engine.create('p', { n: 1000 })
    const [job] = await engine.activate('work')
    await engine.run('completeJob', { jobKey: job?.key ?? completed.key })
    completed.expectCompleted()
    expect(engine.engine.inspect.rows()).not.toHaveProperty('elementInstances')
  })
})

describe('a call that is repeated', () => {
  test('calls one instance for each item and collects what they give back', async () => {
    const engine = await anEngine()
    await engine.deploy(
      parent(
        repeated(calls('call', { processId: 'child' }, mappings({ outputs: { result: '=n * 10' } })), {
          inputCollection: '=[1, 2, 3]',
          inputElement: 'n',
          outputCollection: 'results',
          outputElement: '=result',
        }),
      ),
      file('child', start(), script('sum', '=n', 'got'), service('work'), path('start', 'sum', 'work')),
    )
    const instance = await engine.create('parent')
    const jobs = await engine.activate('work')
    expect(jobs.map(({ variables }) => variables.n)).toEqual([1, 2, 3])
    for (const { key } of jobs.reverse()) await engine.run('completeJob', { jobKey: key })
    instance.expectVariables({ results: [10, 20, 30] }).expectWaitingAt('after')
  })

  test('ends all of them when it is cancelled', async () => {
    const engine = await anEngine()
    await engine.deploy(
      parent(repeated(calls('call', { processId: 'child' }), { inputCollection: '=[1, 2, 3]' })),
      child(),
    )
    const instance = await engine.create('parent')
    expect(engine.engine.inspect.processInstances()).toHaveLength(4)
    await instance.cancel()
    expect(engine.engine.inspect.processInstances()).toEqual([])
  })
})

describe('a call activity at deployment', () => {
  test.each([
    [
      'without calledElement',
      xml('bpmn:callActivity', { id: 'call' }),
      "Must have exactly one 'zeebe:calledElement' extension element",
    ],
    ['without processId', calls('call', {}), "Attribute 'processId' must be present and not empty"],
    ['with what is no FEEL', calls('call', { processId: '=1 +' }), 'failed to parse expression'],
  ])('is refused %s', async (_what, call, fault) => {
    const engine = await anEngine()
    expect(await engine.faultsOf(file('parent', start(), call, path('start', 'call')))).toContain(fault)
  })

  test('that calls its own process without a wait state is refused as a straight-through loop', async () => {
    const engine = await anEngine()
    expect(
      await engine.faultsOf(file('p', start(), calls('call', { processId: 'p' }), path('start', 'call'))),
    ).toContain('Processes are not allowed to contain a straight-through processing loop: call > start > call')
    const mutual = definitions(
      process('p', start(), calls('call', { processId: 'q' }), path('start', 'call')),
      process(
        'q',
        start('s2'),
        repeated(calls('back', { processId: 'p' }), { inputCollection: '=[1]' }),
        path('s2', 'back'),
      ),
    )
    expect(await engine.faultsOf(mutual)).toContain(
      'Processes are not allowed to contain a straight-through processing loop: call > s2 > back > start > call',
    )
  })

  test('is not taken for a loop through what lies behind the call', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        catching('wait', timerAfter('PT1H')),
        calls('call', { processId: '=again' }),
        path('start', 'wait', 'call'),
      ),
      file(
        'q',
        start(),
        calls('call', { processId: 'elsewhere' }),
        calls('again', { processId: 'p' }),
        path('start', 'call', 'again', 'call'),
      ),
    )
  })
})
