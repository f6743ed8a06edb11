import { describe, expect, test } from '@jest/globals'
import type { Commands, Key } from '../../../server/engine/index.ts'
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
  path,
  process,
  service,
  start,
  subProcess,
  timerAfter,
} from '../bpmn.ts'
import { anEngine, type EngineUnderTest, type InstanceUnderTest } from '../harness.ts'

type Request = Commands['modifyProcessInstance']['request']
type Changes = Partial<Omit<Request, 'processInstanceKey'>>

const request = (instance: InstanceUnderTest, changes: Changes): Request => ({
  processInstanceKey: instance.key,
  activateInstructions: [],
  terminateInstructions: [],
  ...changes,
})
const modify = (engine: EngineUnderTest, instance: InstanceUnderTest, changes: Changes) =>
  engine.run('modifyProcessInstance', request(instance, changes))
const terminate = (...keys: Key[]) => ({
  terminateInstructions: keys.map((elementInstanceKey) => ({ elementInstanceKey })),
})
const activate = (...elementIds: string[]) => ({
  activateInstructions: elementIds.map((elementId) => ({ elementId })),
})

const line = file('p', start(), service('a'), service('b'), end(), path('start', 'a', 'b', 'end'))
/** `part` holds c and d, and in `deep` e; a lies beside it. */
const nested = file(
  'p',
  start(),
  service('a'),
  subProcess(
    'part',
    start('s2'),
    service('c'),
    service('d'),
    subProcess('deep', start('s3'), service('e'), path('s3', 'e')),
    path('s2', 'c', 'd', 'deep'),
  ),
  boundary('late', 'part', timerAfter('PT1H')),
  service('z'),
  path('start', 'a', 'part', 'z'),
  path('late', 'z'),
)

describe('modifying an instance', () => {
  test('moves a token: activations first, then terminations with their jobs; it goes on from there', async () => {
    const engine = await anEngine()
    await engine.deploy(line)
    const instance = await engine.create('p')
    const a = instance.element('a')
    expect(await modify(engine, instance, { ...activate('b'), ...terminate(a.key) })).toEqual({})
    instance.expectWaitingAt('b').expectTerminated('a')
    expect(engine.engine.inspect.jobs().map(({ type }) => type)).toEqual(['b'])
    await engine.reopen()
    await instance.complete('b')
    instance.expectCompleted()
  })

  test('makes missing scopes without their start events, with their subscriptions open', async () => {
    const engine = await anEngine()
    await engine.deploy(nested)
    const instance = await engine.create('p')
    await modify(engine, instance, activate('e'))
    instance.expectWaitingAt('a', 'part', 'deep', 'e')
    expect(engine.trailOf(instance.key)).toEqual(['start'])
    await engine.advance(3_600_000)
    instance.expectWaitingAt('a', 'z')
  })

  test('reuses scopes that are there, also those that it has just made', async () => {
    const engine = await anEngine()
    await engine.deploy(nested)
    const instance = await engine.create('p')
    await modify(engine, instance, activate('c', 'e'))
    instance.expectWaitingAt('a', 'part', 'deep', 'c', 'e')
    await modify(engine, instance, activate('d'))
    instance.expectWaitingAt('a', 'part', 'deep', 'c', 'e', 'd')
  })

  test('with more than one instance of the flow scope needs an ancestor', async () => {
    const engine = await anEngine()
    await engine.deploy(nested)
    const instance = await engine.create('p')
    await modify(engine, instance, activate('part', 'part'))
    const refused = await engine.refused('modifyProcessInstance', request(instance, activate('d')))
    expect(refused).toMatchObject({ code: 'INVALID_ARGUMENT', intent: 'MODIFY' })
    expect(refused.reason).toMatch(/has a flow scope with more than one active instance: 'part'. Can't decide/)
    const [, second] = engine.engine.inspect
      .elementInstances(instance.key)
      .filter(({ elementId }) => elementId === 'part')
    await modify(engine, instance, {
      activateInstructions: [{ elementId: 'd', ...(second && { ancestorElementInstanceKey: second.key }) }],
    })
    expect(engine.engine.inspect.elementInstances(second?.key ?? ('' as Key)).map((one) => one.elementId)).toEqual([
      'c',
      'd',
    ])
  })

  test('makes new scopes below the given ancestor', async () => {
    const engine = await anEngine()
    await engine.deploy(nested)
    const instance = await engine.create('p')
    await modify(engine, instance, activate('e'))
    const ancestorElementInstanceKey = instance.element('part').key
    const below = { elementId: 'e', ancestorElementInstanceKey }
    await modify(engine, instance, { activateInstructions: [below] })
    expect(instance.active()).toEqual(['a', 'part', 'deep', 'e', 'deep', 'e'])
    await modify(engine, instance, {
      activateInstructions: [{ elementId: 'c', ancestorElementInstanceKey: instance.key }],
    })
    expect(instance.active().filter((id) => id === 'part')).toHaveLength(2)
  })

  test('ends scopes that it leaves without children, up to the instance', async () => {
    const engine = await anEngine()
    await engine.deploy(nested)
    const instance = await engine.create('p')
    await modify(engine, instance, { ...activate('e'), ...terminate(instance.element('a').key) })
    instance.expectWaitingAt('part', 'deep', 'e')
    await modify(engine, instance, terminate(instance.element('e').key))
    instance.expectCompleted().expectTerminated('e', 'deep', 'part', 'p')
    // Nothing went on from the sub-process: it was terminated, not completed.
    expect(engine.trailOf(instance.key, 'activated')).not.toContain('z')
  })

  test('keeps a scope without children that an activation needs', async () => {
    const engine = await anEngine()
    await engine.deploy(nested)
    const instance = await engine.create('p')
    await instance.complete('a')
    await modify(engine, instance, { ...activate('d'), ...terminate(instance.element('c').key) })
    instance.expectWaitingAt('part', 'd')
    await instance.complete('d')
    await instance.complete('e')
    instance.expectWaitingAt('z')
  })

  test('ends a scope once, when all that is in it is terminated one by one', async () => {
    const engine = await anEngine()
    await engine.deploy(nested)
    const instance = await engine.create('p')
    await modify(engine, instance, activate('c', 'd'))
    await modify(engine, instance, terminate(instance.element('c').key, instance.element('d').key))
    instance.expectWaitingAt('a')
    await modify(engine, instance, activate('e'))
    await modify(engine, instance, terminate(instance.element('part').key, instance.element('e').key))
    instance.expectWaitingAt('a')
  })

  test('sets variables of the instance, of scopes around the element and of the element', async () => {
    const engine = await anEngine()
    await engine.deploy(nested)
    const instance = await engine.create('p', { all: 0 })
    await modify(engine, instance, {
      activateInstructions: [
        {
          elementId: 'e',
          variableInstructions: [
            { scopeId: '', variables: { all: 1 } },
            { scopeId: 'p', variables: { root: 2 } },
            { scopeId: 'part', variables: { part: 3 } },
            { scopeId: 'e', variables: { own: 4 } },
            { scopeId: 'e', variables: { second: 5 } },
          ],
        },
      ],
    })
    instance.expectVariables({ all: 1, root: 2 })
    expect(instance.variables('part')).toEqual({ part: 3 })
    expect(instance.variables('e')).toEqual({ own: 4, second: 5 })
  })

  test('terminates with jobs, timers, message subscriptions and incidents', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        message('m', '=code'),
        process(
          'p',
          start(),
          service('a'),
          boundary('late', 'a', timerAfter('PT1H')),
          boundary('told', 'a', onMessage('m')),
          service('b'),
          path('start', 'a', 'b'),
          path('late', 'b'),
          path('told', 'b'),
        ),
      ),
    )
    const instance = await engine.create('p', { code: 'x' })
    await instance.fail('a', 0)
    await modify(engine, instance, { ...activate('b'), ...terminate(instance.element('a').key) })
    instance.expectWaitingAt('b')
    const { inspect } = engine.engine
    expect([inspect.timers(), inspect.messageSubscriptions(), inspect.incidents()]).toEqual([[], [], []])
  })

  test('activates in a scope that an event sub-process has interrupted', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        message('m', '=code'),
        process(
          'p',
          start(),
          service('a'),
          path('start', 'a'),
          eventSubProcess('s', onMessage('m'), { interrupting: true }, service('y'), path('s-start', 'y')),
        ),
      ),
    )
    const instance = await engine.create('p', { code: 'x' })
    await engine.publish('m', 'x')
    instance.expectWaitingAt('s', 'y')
    await modify(engine, instance, { ...activate('a'), ...terminate(instance.element('s').key) })
    instance.expectWaitingAt('a')
    await instance.complete('a')
    instance.expectCompleted()
  })

  test('activates an event sub-process, which begins at its start event', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        service('a'),
        path('start', 'a'),
        eventSubProcess('s', timerAfter('PT1H'), { interrupting: false }, service('y'), path('s-start', 'y')),
      ),
    )
    const instance = await engine.create('p')
    await modify(engine, instance, activate('s'))
    instance.expectWaitingAt('a', 's', 'y')
  })

  test('is refused whole where a subscription of a new scope can not be evaluated', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        message('m', '=code'),
        process(
          'p',
          start(),
          service('a'),
          subProcess('part', start('s2'), service('c'), path('s2', 'c')),
          boundary('told', 'part', onMessage('m')),
          path('start', 'a', 'part'),
          end(),
          path('told', 'end'),
        ),
      ),
    )
    const instance = await engine.create('p')
    const refused = await engine.refused('modifyProcessInstance', request(instance, activate('a', 'c')))
    expect(refused).toMatchObject({ code: 'INVALID_ARGUMENT', reason: expect.stringContaining('correlation key') })
    instance.expectWaitingAt('a')
    await modify(engine, instance, {
      activateInstructions: [{ elementId: 'c', variableInstructions: [{ scopeId: '', variables: { code: 'x' } }] }],
    })
    instance.expectWaitingAt('a', 'part', 'c')
  })

  test('of which the variables are too big is refused', async () => {
    const engine = await anEngine()
    await engine.deploy(line)
    const instance = await engine.create('p')
    const variables = { text: 'x'.repeat(4 * 1024 * 1024) }
    const changes = { activateInstructions: [{ elementId: 'b', variableInstructions: [{ scopeId: '', variables }] }] }
    expect(await engine.refused('modifyProcessInstance', request(instance, changes))).toMatchObject({
      code: 'INVALID_ARGUMENT',
      reason: expect.stringContaining('exceeds the maximum batch size'),
    })
    instance.expectWaitingAt('a').expectVariables({})
  })
})

describe('a modification is refused', () => {
  const UNKNOWN = '2251799813999999' as Key
  const model = file(
    'p',
    start(),
    eventBased('wait'),
    catching('caught', timerAfter('P1D')),
    catching('other', timerAfter('P2D')),
    service('a'),
    boundary('late', 'a', timerAfter('P1D')),
    subProcess('part', start('s2'), service('c'), path('s2', 'c')),
    path('start', 'wait', 'caught', 'a', 'part'),
    path('wait', 'other'),
    path('late', 'end'),
    end(),
  )

  test.each<[string, Changes, RegExp]>([
    ['an unknown element', activate('a', 'x', 'y'), /an element that could not be found: 'x', 'y'$/],
    ['a start event', activate('start'), /unsupported: 'start'. The activation of elements with type 'START_EVENT' is/],
    ['a boundary event', activate('late'), /'late'. The activation of elements with type 'BOUNDARY_EVENT' is not/],
    ['a sequence flow', activate('start-wait'), /elements with type 'SEQUENCE_FLOW' is not supported/],
    ['the process', activate('p'), /elements with type 'PROCESS' is not supported/],
    ['an event behind an event-based gateway', activate('caught'), /unsupported: 'caught'. The activation of events/],
    ['an unknown element instance', terminate(UNKNOWN), /an element instance that could not be found: '\d+'$/],
    [
      'an unknown variable scope',
      { activateInstructions: [{ elementId: 'a', variableInstructions: [{ scopeId: 'x', variables: {} }] }] },
      /a scope element id that could not be found: 'x'$/,
    ],
    [
      'a variable scope beside the element',
      { activateInstructions: [{ elementId: 'a', variableInstructions: [{ scopeId: 'part', variables: {} }] }] },
      /a scope element that doesn't belong to the activating element's flow scope/,
    ],
    [
      'an unknown ancestor',
      { activateInstructions: [{ elementId: 'a', ancestorElementInstanceKey: UNKNOWN }] },
      /an ancestor scope key that does not exist, or is not in an active state: '\d+'$/,
    ],
  ])('for %s', async (_, changes, reason) => {
    const engine = await anEngine()
    await engine.deploy(model)
    const instance = await engine.create('p')
    const refused = await engine.refused('modifyProcessInstance', request(instance, changes))
    expect(refused).toMatchObject({ code: 'INVALID_ARGUMENT', intent: 'MODIFY' })
    expect(refused.reason).toMatch(/^Expected to modify instance of process 'p' but it contains one or more /)
    expect(refused.reason).toMatch(reason)
    instance.expectWaitingAt('wait')
  })

  test('for an ancestor of another instance, or one that is not around the element', async () => {
    const engine = await anEngine()
    await engine.deploy(nested)
    const instance = await engine.create('p')
    const stranger = await engine.create('p')
    const below = (ancestorElementInstanceKey: Key) =>
      request(instance, { activateInstructions: [{ elementId: 'c', ancestorElementInstanceKey }] })
    expect((await engine.refused('modifyProcessInstance', below(stranger.key))).reason).toMatch(
      /an ancestor scope key that does not belong to the modified process instance/,
    )
    const { key } = instance.element('a')
    expect((await engine.refused('modifyProcessInstance', below(key))).reason).toMatch(
      new RegExp(`\\n- instance '${key}' of element 'a' is not an ancestor of element 'c'$`),
    )
  })

  test('for the termination of a scope that an activation needs, and of another instance', async () => {
    const engine = await anEngine()
    await engine.deploy(nested)
    const instance = await engine.create('p')
    const stranger = await engine.create('p')
    await instance.complete('a')
    const { key } = instance.element('part')
    expect(
      (await engine.refused('modifyProcessInstance', request(instance, { ...activate('d'), ...terminate(key) })))
        .reason,
    ).toMatch(/whose required flow scope instance is also being terminated/)
    expect(
      (await engine.refused('modifyProcessInstance', request(instance, terminate(stranger.element('a').key)))).reason,
    ).toMatch(/could not be found/)
    instance.expectWaitingAt('part', 'c')
  })

  test('with NOT_FOUND without the instance, also by the key of an element in it', async () => {
    const engine = await anEngine()
    await engine.deploy(line)
    const instance = await engine.create('p')
    for (const processInstanceKey of [UNKNOWN, instance.element('a').key])
      expect(
        await engine.refused('modifyProcessInstance', { ...request(instance, activate('b')), processInstanceKey }),
      ).toEqual({
        code: 'NOT_FOUND',
        intent: 'MODIFY',
        reason: `Expected to modify process instance but no process instance found with key '${processInstanceKey}'`,
      })
  })
})
