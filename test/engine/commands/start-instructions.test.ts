import { describe, expect, test } from '@jest/globals'
import {
  boundary,
  catching,
  definitions,
  end,
  eventBased,
  eventSubProcess,
  file,
  message,
  onMessage,
  parallel,
  path,
  process,
  service,
  start,
  subProcess,
  timerAfter,
} from '../bpmn.ts'
import { anEngine } from '../harness.ts'

const at = (...elementIds: string[]) => ({
  bpmnProcessId: 'p',
  startInstructions: elementIds.map((elementId) => ({ elementId })),
})

describe('start instructions', () => {
  test('activate elements directly, the scopes around them once for all, without start events', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        subProcess('part', start('s2'), service('a'), service('b'), end('e2'), path('s2', 'a', 'b', 'e2')),
        boundary('late', 'part', timerAfter('PT1H')),
        service('c'),
        service('d'),
        path('start', 'part', 'c'),
        path('late', 'd'),
      ),
    )
    await engine.run('createProcessInstance', { ...at('a', 'b'), variables: { n: 1 } })
    const instance = engine.theInstance().expectWaitingAt('part', 'a', 'b').expectVariables({ n: 1 })
    expect(engine.trailOf(instance.key, 'completed')).toEqual([])
    // The scope's boundary events are open.
    await engine.advance(3_600_000)
    instance.expectWaitingAt('d')
  })

  test('go on from there as usual', async () => {
    const engine = await anEngine()
    await engine.deploy(file('p', start(), service('a'), service('b'), end(), path('start', 'a', 'b', 'end')))
    await engine.run('createProcessInstance', at('b'))
    const instance = engine.theInstance().expectWaitingAt('b')
    await instance.complete('b')
    instance.expectCompleted()
  })

  test('a parallel gateway so started counts as joined', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        service('a'),
        service('b'),
        parallel('join'),
        service('c'),
        path('start', 'a', 'join', 'c'),
        path('b', 'join'),
      ),
    )
    await engine.run('createProcessInstance', at('join'))
    engine.theInstance().expectWaitingAt('c')
  })

  test('open the event sub-processes of the process; one that can not be evaluated is refused', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        message('m', '=code'),
        process(
          'p',
          start(),
          service('a'),
          path('start', 'a'),
          eventSubProcess('s', onMessage('m'), { interrupting: true }, service('z'), path('s-start', 'z')),
        ),
      ),
    )
    expect(await engine.refused('createProcessInstance', at('a'))).toMatchObject({
      code: 'INVALID_ARGUMENT',
      intent: 'CREATE',
      reason: expect.stringContaining('correlation key'),
    })
    expect(engine.engine.inspect.processInstances()).toEqual([])
    await engine.run('createProcessInstance', { ...at('a'), variables: { code: 'x' } })
    await engine.publish('m', 'x')
    engine.theInstance().expectWaitingAt('s', 'z')
  })

  test.each([
    ['nothing', /no element found with id 'nothing'/],
    ['p', /no element found with id 'p'/],
    ['start', /'start' targets unsupported element type 'START_EVENT'/],
    ['late', /'late' targets unsupported element type 'BOUNDARY_EVENT'/],
    ['start-wait', /no element found/],
    ['caught', /'caught' belongs to an event-based gateway/],
  ])('are refused at %s', async (elementId, reason) => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        eventBased('wait'),
        catching('caught', timerAfter('P1D')),
        catching('other', timerAfter('P2D')),
        service('a'),
        boundary('late', 'a', timerAfter('P1D')),
        path('start', 'wait', 'caught', 'a'),
        path('wait', 'other'),
        path('late', 'end'),
        end(),
      ),
    )
    const rejection = await engine.refused('createProcessInstance', at(elementId))
    expect(rejection.code).toBe('INVALID_ARGUMENT')
    expect(rejection.reason).toMatch(reason)
  })
})
