import { describe, expect, test } from '@jest/globals'
import {
  boundary,
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
  receive,
  repeated,
  script,
  service,
  start,
  subProcess,
  taskDefinition,
  timerAfter,
  userTask,
  xml,
} from '../bpmn.ts'
import { anEngine, type EngineUnderTest, type InstanceUnderTest } from '../harness.ts'

const ITEMS = { inputCollection: '=items', inputElement: 'item' }
const around = (activity: string, ...more: string[]) =>
  file('p', start(), activity, service('after'), path('start', 'a', 'after'), ...more)

/** The inner instances of an activity, by their place in the loop. */
const inner = (engine: EngineUnderTest, instance: InstanceUnderTest, elementId = 'a') =>
  engine.engine.inspect
    .elementInstances(instance.key)
    .filter((one) => one.elementId === elementId && one.loopCounter !== undefined)
const body = (engine: EngineUnderTest, instance: InstanceUnderTest, elementId = 'a') => {
  const [found] = engine.engine.inspect
    .elementInstances(instance.key)
    .filter((one) => one.elementId === elementId && one.loop !== undefined)
  if (!found) throw new Error(`No body of '${elementId}'`)
  return found
}
/** Completes the job of the inner instance at a place of its loop. */
async function completeAt(engine: EngineUnderTest, instance: InstanceUnderTest, place: number, variables = {}) {
  const found = inner(engine, instance).find(({ loopCounter }) => loopCounter === place)
  if (!found?.jobKey) throw new Error(`No job at place ${place}`)
  await engine.run('completeJob', { jobKey: found.jobKey, variables })
}

describe('a parallel multi-instance activity', () => {
  test('has an inner instance for each item, all at once, within a body of the same id', async () => {
    const engine = await anEngine()
    await engine.deploy(around(repeated(service('a'), ITEMS)))
    const instance = await engine.create('p', { items: ['x', 'y', 'z'] })
    instance.expectWaitingAt('a', 'a', 'a', 'a')
    const outer = body(engine, instance)
    expect(outer).toMatchObject({ scopeKey: instance.key, children: 3, loop: { started: 3, completed: 0 } })
    expect(inner(engine, instance).map(({ scopeKey, loopCounter }) => [scopeKey, loopCounter])).toEqual([
      [outer.key, 1],
      [outer.key, 2],
      [outer.key, 3],
    ])
    const jobs = await engine.activate('a')
    expect(jobs.map(({ variables: { item, loopCounter } }) => [item, loopCounter])).toEqual([
      ['x', 1],
      ['y', 2],
      ['z', 3],
    ])
    expect(jobs.map(({ elementInstanceKey }) => elementInstanceKey)).toEqual(
      inner(engine, instance).map(({ key }) => key),
    )
  })

  test('goes on once when all of them have completed, in whatever order', async () => {
    const engine = await anEngine()
    await engine.deploy(around(repeated(service('a'), ITEMS)))
    const instance = await engine.create('p', { items: [1, 2, 3] })
    await completeAt(engine, instance, 3)
    await completeAt(engine, instance, 1)
    expect(body(engine, instance).loop).toEqual({ started: 3, completed: 2 })
    await completeAt(engine, instance, 2)
    instance
      .expectWaitingAt('after')
      .expectPassed('a', 'a', 'a', 'a')
      .expectVariables({ items: [1, 2, 3] })
    await instance.complete('after')
    instance.expectCompleted()
  })

  test('passes an empty list at once, with an empty output', async () => {
    const engine = await anEngine()
    await engine.deploy(
      around(repeated(service('a'), { ...ITEMS, outputCollection: 'results', outputElement: '=result' })),
    )
    const instance = await engine.create('p', { items: [] })
    instance.expectWaitingAt('after').expectVariables({ items: [], results: [] }).expectPassed('a')
  })

  test('goes on after a restart of the engine', async () => {
    const engine = await anEngine()
    await engine.deploy(
      around(repeated(service('a'), { ...ITEMS, outputCollection: 'results', outputElement: '=result' })),
    )
    const instance = await engine.create('p', { items: [1, 2] })
    await completeAt(engine, instance, 2, { result: 'two' })
    await engine.reopen()
    await completeAt(engine, instance, 1, { result: 'one' })
    instance.expectVariables({ items: [1, 2], results: ['one', 'two'] }).expectWaitingAt('after')
  })

  test('ends with all inner instances, jobs and variables when the instance is cancelled', async () => {
    const engine = await anEngine()
    await engine.deploy(around(repeated(service('a'), ITEMS)))
    const instance = await engine.create('p', { items: [1, 2, 3] })
    await instance.cancel()
    instance.expectCompleted().expectTerminated('a', 'a', 'a', 'a', 'p')
    expect(Object.keys(engine.engine.inspect.rows())).not.toEqual(
      expect.arrayContaining(['jobs', 'variables', 'elementInstances']),
    )
  })
})

describe('a sequential multi-instance activity', () => {
  const sequential = { ...ITEMS, sequential: true }

  test('has one inner instance after another', async () => {
    const engine = await anEngine()
    await engine.deploy(
      around(repeated(service('a'), { ...sequential, outputCollection: 'results', outputElement: '=item * 2' })),
    )
    const instance = await engine.create('p', { items: [1, 2, 3] })
    for (const place of [1, 2, 3]) {
      expect(inner(engine, instance).map(({ loopCounter }) => loopCounter)).toEqual([place])
      expect(body(engine, instance).loop).toEqual({ started: place, completed: place - 1 })
      await completeAt(engine, instance, place)
    }
    instance.expectWaitingAt('after').expectVariables({ items: [1, 2, 3], results: [2, 4, 6] })
  })

  test('reads the list again for each of them', async () => {
    const engine = await anEngine()
    await engine.deploy(around(repeated(service('a'), sequential)))
    const instance = await engine.create('p', { items: [1, 2, 3] })
    await instance.set({ items: [1, 20] })
    await completeAt(engine, instance, 1)
    expect((await engine.activate('a'))[0]?.variables.item).toBe(20)
    await completeAt(engine, instance, 2)
    instance.expectWaitingAt('after')
  })

  test('is stuck before the next one where the list is none any more, and goes on when that is resolved', async () => {
    const engine = await anEngine()
    await engine.deploy(around(repeated(service('a'), sequential)))
    const instance = await engine.create('p', { items: [1, 2] })
    await completeAt(engine, instance, 1, { items: 'none' })
    instance.expectIncident('EXTRACT_VALUE_ERROR', 'a', /'items' to be 'ARRAY', but was 'STRING'/)
    await instance.set({ items: [1, 2] })
    await instance.resolve()
    expect(inner(engine, instance).map(({ loopCounter }) => loopCounter)).toEqual([2])
  })

  test('ends with the list that became shorter', async () => {
    const engine = await anEngine()
    await engine.deploy(around(repeated(service('a'), sequential)))
    const instance = await engine.create('p', { items: [1, 2, 3] })
    await completeAt(engine, instance, 1, { items: [1] })
    instance.expectWaitingAt('after')
  })

  test('of tasks without wait state runs through in one command', async () => {
    const engine = await anEngine()
    await engine.deploy(
      around(
        repeated(script('a', '=item * item', 'square'), {
          ...sequential,
          outputCollection: 'squares',
          outputElement: '=square',
        }),
      ),
    )
    const instance = await engine.create('p', { items: [1, 2, 3, 4] })
    instance.expectWaitingAt('after').expectVariables({ items: [1, 2, 3, 4], squares: [1, 4, 9, 16] })
  })
})

describe('the input collection of a multi-instance activity', () => {
  test.each([
    [
      'is missing',
      {},
      "Expected result of the expression 'items' to be 'ARRAY', but was 'NULL'. The evaluation reported the following warnings:\n[NO_VARIABLE_FOUND] No variable found with name 'items'",
    ],
    ['is no list', { items: 'x' }, "Expected result of the expression 'items' to be 'ARRAY', but was 'STRING'."],
  ])(
    'that %s is EXTRACT_VALUE_ERROR of the body, which begins when that is resolved',
    async (_what, variables, text) => {
      const engine = await anEngine()
      await engine.deploy(around(repeated(service('a'), ITEMS)))
      const instance = await engine.create('p', variables)
      instance.expectWaitingAt('a').expectIncident('EXTRACT_VALUE_ERROR', 'a', text)
      expect(instance.element('a').state).toBe('ACTIVATING')
      await instance.set({ items: [1, 2] })
      await instance.resolve()
      expect(inner(engine, instance)).toHaveLength(2)
      expect(instance.incidents()).toEqual([])
    },
  )

  test.each([true, false])(
    'is read again when an inner instance is activated again, sequential %p',
    async (sequential) => {
      const engine = await anEngine()
      const task = service('a', {}, mappings({ inputs: { sure: '=assert(ok, ok)' } }))
      await engine.deploy(around(repeated(task, { ...ITEMS, sequential })))
      const instance = await engine.create('p', { items: [1] })
      instance.expectIncident('IO_MAPPING_ERROR', 'a')
      await instance.set({ items: [], ok: true })
      await instance.resolve()
      instance.expectIncident(
        'EXTRACT_VALUE_ERROR',
        'a',
        'Expected to read item at index 0 of the multiInstanceBody input collection but it contains only 0 elements. The input collection might be modified while iterating over it.',
      )
      await instance.set({ items: ['other'] })
      await instance.resolve()
      expect((await engine.activate('a')).map(({ variables }) => variables.item)).toEqual(['other'])
    },
  )

  test('may be any expression, and of lists', async () => {
    const engine = await anEngine()
    await engine.deploy(
      around(repeated(service('a'), { inputCollection: '=for n in 1..2 return [n, n + 1]', inputElement: 'pair' })),
    )
    await engine.create('p')
    expect((await engine.activate('a')).map(({ variables }) => variables.pair)).toEqual([
      [1, 2],
      [2, 3],
    ])
  })

  test('needs no input element: then there is only the loop counter', async () => {
    const engine = await anEngine()
    await engine.deploy(around(repeated(service('a'), { inputCollection: '=[7, 8]' })))
    await engine.create('p')
    expect((await engine.activate('a')).map(({ variables }) => variables)).toEqual([
      { loopCounter: 1 },
      { loopCounter: 2 },
    ])
  })
})

describe('the variables of an inner instance', () => {
  const LOOP = { ...ITEMS, outputCollection: 'results', outputElement: '=result' }

  test('item, counter and output are local: they do not leave it', async () => {
    const engine = await anEngine()
    await engine.deploy(around(repeated(service('a'), LOOP)))
    const instance = await engine.create('p', { items: [5] })
    expect(engine.engine.inspect.variables(inner(engine, instance)[0]?.key ?? instance.key)).toEqual({
      item: 5,
      loopCounter: 1,
      result: null,
    })
    await completeAt(engine, instance, 1, { result: 'r', other: 1 })
    instance.expectVariables({ items: [5], results: ['r'], other: 1 })
  })

  test('have no place for the output where it is an expression, the item or the counter', async () => {
    const engine = await anEngine()
    const element = async (outputElement: string) => {
      await engine.deploy(around(repeated(service('a'), { ...LOOP, outputElement })))
      const instance = await engine.create('p', { items: [5] })
      return engine.engine.inspect.variables(inner(engine, instance)[0]?.key ?? instance.key)
    }
    expect(await element('=result + 1')).toEqual({ item: 5, loopCounter: 1 })
    expect(await element('=item')).toEqual({ item: 5, loopCounter: 1 })
    expect(await element('=loopCounter')).toEqual({ item: 5, loopCounter: 1 })
    expect(await element('=result.sum')).toEqual({ item: 5, loopCounter: 1, result: null })
  })

  test('are set before the input mappings, which see them', async () => {
    const engine = await anEngine()
    const task = service('a', {}, mappings({ inputs: { label: '=string(loopCounter) + item' } }))
    await engine.deploy(around(repeated(task, ITEMS)))
    await engine.create('p', { items: ['x', 'y'] })
    expect((await engine.activate('a')).map(({ variables }) => variables.label)).toEqual(['1x', '2y'])
  })

  test('can be set by output mappings, which begin at the own scope', async () => {
    const engine = await anEngine()
    const task = service('a', {}, mappings({ outputs: { result: '=answer * 2', seen: '=item' } }))
    await engine.deploy(around(repeated(task, LOOP)))
    const instance = await engine.create('p', { items: [1, 2] })
    await completeAt(engine, instance, 2, { answer: 20 })
    await completeAt(engine, instance, 1, { answer: 10 })
    instance.expectVariables({ items: [1, 2], results: [20, 40], seen: 1 })
  })
})

describe('the output collection of a multi-instance activity', () => {
  const LOOP = { ...ITEMS, outputCollection: 'results', outputElement: '=result' }

  test('is a list of nulls in the body, filled place by place, and leaves when the body completes', async () => {
    const engine = await anEngine()
    await engine.deploy(around(repeated(service('a'), LOOP)))
    const instance = await engine.create('p', { items: [1, 2, 3] })
    const results = () => engine.engine.inspect.variables(body(engine, instance).key)
    expect(results()).toEqual({ results: [null, null, null] })
    await completeAt(engine, instance, 2, { result: 'b' })
    expect(results()).toEqual({ results: [null, 'b', null] })
    instance.expectVariables({ items: [1, 2, 3] })
    await completeAt(engine, instance, 3, { result: { c: 1 } })
    await completeAt(engine, instance, 1)
    instance.expectVariables({ items: [1, 2, 3], results: [null, 'b', { c: 1 }] })
  })

  test('goes to the nearest scope that has it', async () => {
    const engine = await anEngine()
    await engine.deploy(
      around(
        subProcess(
          'a',
          extensions(mappings({ inputs: { results: '=0' } })),
          start('s2'),
          repeated(service('b'), { ...LOOP, outputElement: '=item' }),
          service('c'),
          path('s2', 'b', 'c'),
        ),
      ),
    )
    const instance = await engine.create('p', { items: [1] })
    await instance.complete('b')
    expect(instance.variables('a')).toEqual({ results: [1] })
    instance.expectVariables({ items: [1] })
  })

  test.each([
    ['a text', 'text', 'because the type of the output collection is: STRING.'],
    ['a shorter list', [1], 'at position 2 because the size of the collection is: 1.'],
  ])(
    'that was overwritten by %s is EXTRACT_VALUE_ERROR, and is filled when that is resolved',
    async (_what, value, why) => {
      const engine = await anEngine()
      await engine.deploy(around(repeated(service('a'), LOOP)))
      const instance = await engine.create('p', { items: [1, 2] })
      const { key } = body(engine, instance)
      await instance.set({ results: value }, key, true)
      await completeAt(engine, instance, 2, { result: 'b' })
      instance.expectIncident(
        'EXTRACT_VALUE_ERROR',
        'a',
        `Unable to update an item in output collection 'results' ${why} This may happen when multiple BPMN elements write to the same variable.`,
      )
      expect(instance.incident().variableScopeKey).toBe(key)
      await instance.set({ results: [null, null] }, key, true)
      await instance.resolve()
      await completeAt(engine, instance, 1, { result: 'a' })
      instance.expectVariables({ items: [1, 2], results: ['a', 'b'] }).expectWaitingAt('after')
    },
  )

  test('whose element can not be evaluated leaves the inner instance stuck until that is resolved', async () => {
    const engine = await anEngine()
    await engine.deploy(around(repeated(service('a'), { ...LOOP, outputElement: '={x: assert(y, y != null)}' })))
    const instance = await engine.create('p', { items: [1] })
    await completeAt(engine, instance, 1)
    instance.expectIncident('EXTRACT_VALUE_ERROR', 'a')
    await instance.set({ y: 1 })
    await instance.resolve()
    instance.expectVariables({ items: [1], y: 1, results: [{ x: 1 }] }).expectWaitingAt('after')
  })
})

describe('the completion condition of a multi-instance activity', () => {
  test('ends a parallel loop: the other inner instances terminate and the body completes', async () => {
    const engine = await anEngine()
    await engine.deploy(
      around(
        repeated(service('a'), {
          ...ITEMS,
          outputCollection: 'results',
          outputElement: '=result',
          completionCondition: '=result = "stop"',
        }),
      ),
    )
    const instance = await engine.create('p', { items: [1, 2, 3] })
    await completeAt(engine, instance, 1, { result: 'go' })
    expect(inner(engine, instance)).toHaveLength(2)
    await completeAt(engine, instance, 3, { result: 'stop' })
    instance
      .expectWaitingAt('after')
      .expectTerminated('a')
      .expectVariables({ items: [1, 2, 3], results: ['go', null, 'stop'] })
    expect(engine.engine.inspect.jobs().map(({ type }) => type)).toEqual(['after'])
  })

  test('ends a sequential loop before its next inner instance', async () => {
    const engine = await anEngine()
    await engine.deploy(
      around(repeated(service('a'), { ...ITEMS, sequential: true, completionCondition: '=item >= 2' })),
    )
    const instance = await engine.create('p', { items: [1, 2, 3] })
    await completeAt(engine, instance, 1)
    await completeAt(engine, instance, 2)
    instance.expectWaitingAt('after').expectPassed('a', 'a', 'a')
  })

  test('sees how many there are, are active, completed (the present one too) and terminated; these hide variables', async () => {
    const engine = await anEngine()
    await engine.deploy(
      around(
        repeated(service('a'), {
          ...ITEMS,
          completionCondition:
            '=[numberOfInstances, numberOfActiveInstances, numberOfCompletedInstances, numberOfTerminatedInstances] = expected',
        }),
      ),
    )
    const instance = await engine.create('p', { items: [1, 2, 3], numberOfInstances: 99 })
    await completeAt(engine, instance, 1, { expected: [3, 2, 1, 1] })
    await completeAt(engine, instance, 2, { expected: [3, 1, 2, 0] })
    instance.expectWaitingAt('after')
  })

  test('counts in a sequential loop what was begun so far', async () => {
    const engine = await anEngine()
    await engine.deploy(
      around(
        repeated(service('a'), {
          ...ITEMS,
          sequential: true,
          completionCondition: '=[numberOfInstances, numberOfActiveInstances, numberOfCompletedInstances] = [2, 0, 2]',
        }),
      ),
    )
    const instance = await engine.create('p', { items: [1, 2, 3] })
    await completeAt(engine, instance, 1)
    await completeAt(engine, instance, 2)
    instance.expectWaitingAt('after')
  })

  test('that is not boolean is EXTRACT_VALUE_ERROR, and is evaluated again when that is resolved', async () => {
    const engine = await anEngine()
    await engine.deploy(around(repeated(service('a'), { ...ITEMS, completionCondition: '=x' })))
    const instance = await engine.create('p', { items: [1, 2] })
    await completeAt(engine, instance, 1)
    instance.expectIncident(
      'EXTRACT_VALUE_ERROR',
      'a',
      "Expected result of the expression 'x' to be 'BOOLEAN', but was 'NULL'. The evaluation reported the following warnings:\n[NO_VARIABLE_FOUND] No variable found with name 'x'",
    )
    await instance.set({ x: true })
    await instance.resolve()
    instance.expectWaitingAt('after')
  })

  test('ends those too that are stuck with an incident', async () => {
    const engine = await anEngine()
    const task = service('a', {}, mappings({ inputs: { sure: '=assert(item, item < 3)' } }))
    await engine.deploy(around(repeated(task, { ...ITEMS, completionCondition: '=item = 2' })))
    const instance = await engine.create('p', { items: [1, 2, 3] })
    instance.expectIncident('IO_MAPPING_ERROR', 'a')
    await completeAt(engine, instance, 2)
    instance.expectWaitingAt('after').expectTerminated('a', 'a')
    expect(instance.incidents()).toEqual([])
  })

  test('that holds for several at once completes the body once', async () => {
    const engine = await anEngine()
    await engine.deploy(around(repeated(script('a', '=1', 'one'), { ...ITEMS, completionCondition: '=true' })))
    const instance = await engine.create('p', { items: [1, 2, 3] })
    instance.expectWaitingAt('after').expectPassed('a', 'a', 'a', 'a')
  })
})

describe('boundary events of a multi-instance activity', () => {
  test('are attached to the body: an interrupting one ends all inner instances', async () => {
    const engine = await anEngine()
    await engine.deploy(
      around(
        repeated(service('a'), ITEMS),
        boundary('late', 'a', timerAfter('=after')),
        service('mend'),
        path('late', 'mend'),
      ),
    )
    const instance = await engine.create('p', { items: [1, 2, 3], after: 'PT1H' })
    expect(engine.engine.inspect.timers()).toHaveLength(1)
    await completeAt(engine, instance, 2)
    await engine.advance(3_600_000)
    instance.expectWaitingAt('mend').expectTerminated('a', 'a', 'a')
  })

  test('a non-interrupting one runs beside the loop', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        message('m', '=code'),
        process(
          'p',
          start(),
          repeated(service('a'), ITEMS),
          service('after'),
          boundary('news', 'a', onMessage('m'), { interrupting: false }),
          service('tell'),
          path('start', 'a', 'after'),
          path('news', 'tell'),
        ),
      ),
    )
    const instance = await engine.create('p', { items: [1, 2], code: 'c' })
    await engine.publish('m', 'c', { variables: { news: 'n' } })
    instance.expectWaitingAt('a', 'a', 'a', 'tell').expectVariables({ items: [1, 2], code: 'c', news: 'n' })
    await completeAt(engine, instance, 1)
    await completeAt(engine, instance, 2)
    instance.expectWaitingAt('tell', 'after')
    expect(engine.engine.inspect.messageSubscriptions()).toEqual([])
  })

  test('an error thrown in an inner instance is caught by the body, which ends', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        error('e', 'E'),
        process(
          'p',
          start(),
          repeated(service('a'), ITEMS),
          service('after'),
          boundary('caught', 'a', onError('e')),
          service('mend'),
          path('start', 'a', 'after'),
          path('caught', 'mend'),
        ),
      ),
    )
    const instance = await engine.create('p', { items: [1, 2, 3] })
    const jobKey = inner(engine, instance)[1]?.jobKey ?? instance.key
    await engine.run('throwError', { jobKey, errorCode: 'E' })
    instance.expectWaitingAt('mend').expectTerminated('a', 'a', 'a', 'a')
    expect(engine.engine.inspect.jobs()).toHaveLength(1)
  })

  test('one of an inner instance stuck with an incident takes the incident along', async () => {
    const engine = await anEngine()
    await engine.deploy(
      around(repeated(service('a'), ITEMS), boundary('late', 'a', timerAfter('PT1H')), end(), path('late', 'end')),
    )
    const instance = await engine.create('p', { items: [1, 2] })
    const [first] = inner(engine, instance)
    await engine.run('failJob', { jobKey: first?.jobKey ?? instance.key, retries: 0 })
    await engine.advance(3_600_000)
    instance.expectCompleted()
    expect(engine.engine.inspect.incidents()).toEqual([])
  })
})

describe('what can be repeated', () => {
  test('a sub-process: each inner instance is a scope of its own', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        error('e', 'E'),
        process(
          'p',
          start(),
          repeated(
            subProcess(
              'a',
              start('s2'),
              service('b'),
              exclusive('x', 'no'),
              service('c'),
              end('e2'),
              path('s2', 'b', 'x'),
              flow('x', 'c', '=item = 1'),
              flow('x', 'e2', undefined, 'no'),
              eventSubProcess(
                'mend',
                onError('e'),
                {},
                script('fix', '="mended"', 'result'),
                path('mend-start', 'fix'),
              ),
            ),
            { ...ITEMS, outputCollection: 'results', outputElement: '=result' },
          ),
          service('after'),
          path('start', 'a', 'after'),
        ),
      ),
    )
    const instance = await engine.create('p', { items: [1, 2, 3] })
    instance.expectWaitingAt('a', 'a', 'a', 'a', 'b', 'b', 'b')
    const [first, second, third] = await engine.activate('b')
    if (!first || !second || !third) throw new Error('Three jobs')
    await engine.run('throwError', { jobKey: third.key, errorCode: 'E' })
    await engine.run('completeJob', { jobKey: second.key, variables: { result: 'two' } })
    await engine.run('completeJob', { jobKey: first.key, variables: { result: 'one' } })
    instance.expectWaitingAt('a', 'a', 'c')
    await instance.complete('c')
    instance.expectWaitingAt('after').expectVariables({ items: [1, 2, 3], results: ['one', 'two', 'mended'] })
  })

  test('loops within loops', async () => {
    const engine = await anEngine()
    await engine.deploy(
      around(
        repeated(
          subProcess(
            'a',
            start('s2'),
            repeated(service('b'), {
              inputCollection: '=item',
              inputElement: 'n',
              outputCollection: 'sums',
              outputElement: '=n + 1',
              sequential: true,
            }),
            path('s2', 'b'),
          ),
          { ...ITEMS, outputCollection: 'results', outputElement: '=sums' },
        ),
      ),
    )
    const instance = await engine.create('p', { items: [[1, 2], [], [3]] })
    for (let jobs = await engine.activate('b'); jobs.length > 0; jobs = await engine.activate('b'))
      for (const { key } of jobs) await engine.run('completeJob', { jobKey: key })
    instance.expectWaitingAt('after').expectVariables({ items: [[1, 2], [], [3]], results: [[2, 3], [], [4]] })
  })

  test('a receive task: each inner instance awaits its own message', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        message('m', '=item'),
        process(
          'p',
          start(),
          repeated(receive('a', 'm'), { ...ITEMS, outputCollection: 'results', outputElement: '=answer' }),
          service('after'),
          path('start', 'a', 'after'),
        ),
      ),
    )
    const instance = await engine.create('p', { items: ['x', 'y'] })
    await engine.publish('m', 'y', { variables: { answer: 'Y' } })
    await engine.publish('m', 'x', { variables: { answer: 'X' } })
    instance.expectWaitingAt('after').expectVariables({ items: ['x', 'y'], results: ['X', 'Y'] })
  })

  test('user, script, undefined and manual tasks', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        repeated(xml('bpmn:task', { id: 't' }), ITEMS),
        repeated(xml('bpmn:manualTask', { id: 'm' }), ITEMS),
        repeated(script('s', '=item', 'x'), { ...ITEMS, outputCollection: 'copies', outputElement: '=x' }),
        repeated(userTask('u'), ITEMS),
        path('start', 't', 'm', 's', 'u'),
      ),
    )
    const instance = await engine.create('p', { items: [1, 2] })
    instance.expectWaitingAt('u', 'u', 'u').expectVariables({ items: [1, 2], copies: [1, 2] })
    expect(await engine.activate('io.camunda.zeebe:userTask')).toHaveLength(2)
  })

  test('send and business rule tasks, in one loop each', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        repeated(xml('bpmn:sendTask', { id: 's' }, extensions(taskDefinition('send'))), ITEMS),
        repeated(xml('bpmn:businessRuleTask', { id: 'b' }, extensions(taskDefinition('decide'))), ITEMS),
        path('start', 's', 'b'),
      ),
    )
    const instance = await engine.create('p', { items: [1, 2] })
    for (const type of ['send', 'decide']) {
      const jobs = await engine.activate(type)
      expect(jobs.map(({ variables }) => variables.item)).toEqual([1, 2])
      for (const { key } of jobs) await engine.run('completeJob', { jobKey: key })
    }
    instance.expectCompleted()
  })

  test('a body can be joined with other paths', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        parallel('fork'),
        repeated(service('a'), ITEMS),
        service('b'),
        parallel('join'),
        service('after'),
        path('start', 'fork', 'a', 'join', 'after'),
        path('fork', 'b', 'join'),
      ),
    )
    const instance = await engine.create('p', { items: [1, 2] })
    await completeAt(engine, instance, 1)
    await completeAt(engine, instance, 2)
    instance.expectWaitingAt('b')
    await instance.complete('b')
    instance.expectWaitingAt('after')
  })
})

describe('a hundred inner instances', () => {
  test('run through, each completed by a command of its own', async () => {
    const engine = await anEngine()
    await engine.deploy(
      around(repeated(service('a'), { ...ITEMS, outputCollection: 'results', outputElement: '=result' })),
    )
    const items = Array.from({ length: 100 }, (_, index) => index)
    const instance = await engine.create('p', { items })
    for (const { key, variables } of await engine.activate('a'))
      await engine.run('completeJob', { jobKey: key, variables: { result: `${variables.item}` } })
    instance.expectWaitingAt('after').expectVariables({ items, results: items.map(String) })
  })
})

describe('start instructions and multi-instance', () => {
  test('a repeated activity can be started directly, what is inside a repeated sub-process can not', async () => {
    const engine = await anEngine()
    await engine.deploy(
      around(
        repeated(service('a'), ITEMS),
        repeated(subProcess('part', start('s2'), service('b'), path('s2', 'b')), ITEMS),
        path('after', 'part'),
      ),
    )
    await engine.run('createProcessInstance', {
      bpmnProcessId: 'p',
      variables: { items: [1, 2] },
      startInstructions: [{ elementId: 'a' }],
    })
    expect(inner(engine, engine.theInstance())).toHaveLength(2)
    expect(
      await engine.refused('createProcessInstance', { bpmnProcessId: 'p', startInstructions: [{ elementId: 'b' }] }),
    ).toMatchObject({
      code: 'INVALID_ARGUMENT',
      reason:
        "Expected to create instance of process with start instructions but the element with id 'b' is inside a multi-instance subprocess. The creation of elements inside a multi-instance subprocess is not supported.",
    })
  })
})

describe('a multi-instance activity at deployment', () => {
  test.each([
    ['without inputCollection', {}, "Attribute 'inputCollection' must be present and not empty"],
    ['whose inputCollection is static', { inputCollection: 'items' }, 'Expected expression but found static value'],
    [
      'whose outputElement is static',
      { ...ITEMS, outputCollection: 'r', outputElement: 'x' },
      'Expected expression but found static value',
    ],
    [
      'with outputCollection only',
      { ...ITEMS, outputCollection: 'r' },
      "Attribute 'outputElement' must be present if the attribute 'outputCollection' is set",
    ],
    [
      'with outputElement only',
      { ...ITEMS, outputElement: '=x' },
      "Attribute 'outputCollection' must be present if the attribute 'outputElement' is set",
    ],
    ['whose completionCondition is no FEEL', { ...ITEMS, completionCondition: '=1 +' }, 'failed to parse expression'],
  ])('is refused %s', async (_what, loop, fault) => {
    const engine = await anEngine()
    expect(await engine.faultsOf(around(repeated(service('a'), loop)))).toContain(fault)
  })

  test('is refused without loopCharacteristics, told with the way to the marker', async () => {
    const engine = await anEngine()
    const marker = xml('bpmn:multiInstanceLoopCharacteristics', {})
    const task = service('a').replace('</bpmn:serviceTask>', `${marker}</bpmn:serviceTask>`)
    expect(await engine.faultsOf(around(task))).toContain(
      "- Element: a > multiInstanceLoopCharacteristics\n    - ERROR: Must have exactly one 'zeebe:loopCharacteristics' extension element",
    )
  })

  test('is part of a straight-through loop as its activity is', async () => {
    const engine = await anEngine()
    const task = repeated(xml('bpmn:task', { id: 't' }), ITEMS)
    expect(await engine.faultsOf(file('p', start(), exclusive('x'), task, path('start', 'x', 't', 'x')))).toContain(
      'straight-through processing loop: t > x > t',
    )
  })

  test('a standard loop marker is ignored', async () => {
    const engine = await anEngine()
    const marker = xml('bpmn:standardLoopCharacteristics', {})
    await engine.deploy(around(service('a').replace('</bpmn:serviceTask>', `${marker}</bpmn:serviceTask>`)))
    ;(await engine.create('p')).expectWaitingAt('a')
  })
})
