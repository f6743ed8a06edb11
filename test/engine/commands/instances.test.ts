import { describe, expect, test } from '@jest/globals'
import type { Key } from '../../../server/engine/index.ts'
import {
  catching,
  definitions,
  end,
  file,
  mappings,
  message,
  onMessage,
  path,
  process,
  service,
  start,
  subProcess,
  timerAfter,
} from '../bpmn.ts'
import { anEngine } from '../harness.ts'

const missing = '2251799813685999' as Key
const simple = (...more: string[]) => file('p', start(), service('a'), end(), path('start', 'a', 'end'), ...more)

describe('creating an instance', () => {
  test('by id takes the latest version, or the one asked for; by key exactly that', async () => {
    const engine = await anEngine()
    const [first] = (await engine.deploy(simple())).deployments
    await engine.deploy(simple(end('more')))
    const firstKey = first && 'process' in first ? first.process.processDefinitionKey : missing
    expect(await engine.run('createProcessInstance', { bpmnProcessId: 'p' })).toMatchObject({ version: 2 })
    expect(await engine.run('createProcessInstance', { bpmnProcessId: 'p', version: -1 })).toMatchObject({ version: 2 })
    expect(await engine.run('createProcessInstance', { bpmnProcessId: 'p', version: 1 })).toMatchObject({
      version: 1,
      processDefinitionKey: firstKey,
      bpmnProcessId: 'p',
    })
    expect(await engine.run('createProcessInstance', { processDefinitionKey: firstKey })).toMatchObject({ version: 1 })
  })

  test.each([
    [{ bpmnProcessId: 'q' }, "Expected to find process definition with process ID 'q', but none found"],
    [
      { bpmnProcessId: 'p', version: 0 },
      "Expected to find process definition with process ID 'p' and version '0', but none found",
    ],
    [{ processDefinitionKey: missing }, `Expected to find process definition with key '${missing}', but none found`],
  ])('of an unknown process %j is NOT_FOUND', async (request, reason) => {
    const engine = await anEngine()
    await engine.deploy(simple())
    expect(await engine.refused('createProcessInstance', request)).toEqual({
      code: 'NOT_FOUND',
      intent: 'CREATE',
      reason,
    })
  })

  test('without id and key is INVALID_ARGUMENT, without none start event INVALID_STATE', async () => {
    const engine = await anEngine()
    await engine.deploy(definitions(process('p', start('start', timerAfter('P1D')))))
    expect(await engine.refused('createProcessInstance', {})).toMatchObject({ code: 'INVALID_ARGUMENT' })
    expect(await engine.refused('createProcessInstance', { bpmnProcessId: 'p' })).toMatchObject({
      code: 'INVALID_STATE',
    })
  })

  test('keys count from 2251799813685249 and are never used again', async () => {
    const engine = await anEngine()
    const { key } = await engine.deploy(simple())
    expect(key).toBe('2251799813685249')
    const before = (await engine.create('p')).key
    await engine.reopen()
    const after = (await engine.create('p')).key
    expect(BigInt(after) > BigInt(before)).toBe(true)
  })
})

describe('creating an instance with result', () => {
  test('answers on completion with the root variables', async () => {
    const engine = await anEngine()
    await engine.deploy(simple())
    const answer = engine.run('createProcessInstanceWithResult', { bpmnProcessId: 'p', variables: { n: 1 } })
    const [job] = await untilActivated(engine, 'a')
    await engine.run('completeJob', { jobKey: job.key, variables: { m: 2 } })
    expect(await answer).toMatchObject({
      bpmnProcessId: 'p',
      processInstanceKey: job.processInstanceKey,
      variables: { n: 1, m: 2 },
    })
  })

  test('gives only the variables asked for; missing ones are left out', async () => {
    const engine = await anEngine()
    await engine.deploy(file('p', start(), end(), path('start', 'end')))
    const request = { bpmnProcessId: 'p', variables: { n: 1, m: 2 }, fetchVariables: ['m', 'nothing'] }
    expect((await engine.run('createProcessInstanceWithResult', request)).variables).toEqual({ m: 2 })
  })

  test('never answers when the instance is cancelled; an aborted wait leaves the instance running', async () => {
    const engine = await anEngine()
    await engine.deploy(simple())
    const gone = new AbortController()
    let answered = false
    void engine.engine
      .execute('createProcessInstanceWithResult', { bpmnProcessId: 'p', signal: gone.signal })
      .then(() => {
        answered = true
      })
    const [job] = await untilActivated(engine, 'a')
    gone.abort()
    await engine.run('completeJob', { jobKey: job.key })
    expect(answered).toBe(false)
    expect(engine.engine.inspect.processInstances()).toEqual([])
  })

  test('a fault on creation answers at once', async () => {
    const engine = await anEngine()
    expect(await engine.refused('createProcessInstanceWithResult', { bpmnProcessId: 'p' })).toMatchObject({
      code: 'NOT_FOUND',
      intent: 'CREATE_WITH_AWAITING_RESULT',
    })
  })

  async function untilActivated(engine: Awaited<ReturnType<typeof anEngine>>, type: string) {
    for (;;) {
      const [job] = await engine.activate(type)
      if (job) return [job] as const
    }
  }
})

describe('cancelling an instance', () => {
  test('terminates what is inside it first', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file('p', start(), subProcess('s', start('s2'), service('a'), path('s2', 'a')), path('start', 's')),
    )
    const instance = await engine.create('p')
    await instance.cancel()
    instance.expectCompleted().expectTerminated('a', 's', 'p')
  })

  test('is NOT_FOUND for what does not run or is another element instance', async () => {
    const engine = await anEngine()
    await engine.deploy(simple())
    const instance = await engine.create('p')
    for (const processInstanceKey of [missing, instance.element('a').key])
      expect(await engine.refused('cancelProcessInstance', { processInstanceKey })).toEqual({
        code: 'NOT_FOUND',
        intent: 'CANCEL',
        reason: `Expected to cancel a process instance with key '${processInstanceKey}', but no such process was found`,
      })
    await instance.cancel()
    expect(await engine.refused('cancelProcessInstance', { processInstanceKey: instance.key })).toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  test('closes what it waits for', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        message('m', '=1'),
        process(
          'p',
          start(),
          catching('w', onMessage('m')),
          catching('t', timerAfter('P1D')),
          path('start', 'w'),
          path('start', 't'),
        ),
      ),
    )
    await (await engine.create('p')).cancel()
    expect(engine.engine.inspect.messageSubscriptions()).toEqual([])
    expect(engine.engine.inspect.timers()).toEqual([])
  })
})

describe('variables', () => {
  test('set on an element go to the nearest scope that has the name, the rest to the process instance', async () => {
    const engine = await anEngine()
    await engine.deploy(file('p', start(), service('a', {}, mappings({ inputs: { local: '=1' } })), path('start', 'a')))
    const instance = await engine.create('p', { n: 1 })
    const { key } = instance.element('a')
    await instance.set({ local: 2, n: 3, fresh: 4 }, key)
    expect(instance.variables('a')).toEqual({ local: 2 })
    instance.expectVariables({ n: 3, fresh: 4 })
    await instance.set({ n: 9 }, key, true)
    expect(instance.variables('a')).toEqual({ local: 2, n: 9 })
    instance.expectVariables({ n: 3, fresh: 4 })
  })

  test('set on a scope that is gone is NOT_FOUND', async () => {
    const engine = await anEngine()
    expect(
      await engine.refused('setVariables', { elementInstanceKey: missing, variables: {}, local: false }),
    ).toMatchObject({ code: 'NOT_FOUND', intent: 'UPDATE' })
  })

  test('input mappings are evaluated in order: later ones see earlier ones', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        service(
          'a',
          {},
          mappings({ inputs: { x: '=n + 1', y: '=x * 2', z: 'text', 'o.a': '=1', 'o.b': '=2', number: '5' } }),
        ),
        path('start', 'a'),
      ),
    )
    const instance = await engine.create('p', { n: 1, o: { c: 3 } })
    // A target with dots builds a fresh context; static text is always a string.
    expect(instance.variables('a')).toEqual({ x: 2, y: 4, z: 'text', o: { a: 1, b: 2 }, number: '5' })
  })

  test('output mappings with dots merge into the existing context', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        service('a', {}, mappings({ outputs: { 'o.a': '=r', 'o.deep.b': '=r + 1' } })),
        service('b'),
        path('start', 'a', 'b'),
      ),
    )
    const instance = await engine.create('p', { o: { c: 3, deep: { d: 4 } } })
    await instance.complete('a', { r: 1, unmapped: 2 })
    instance.expectVariables({ o: { c: 3, deep: { d: 4, b: 2 }, a: 1 } })
  })

  test('without output mappings a job’s variables merge upwards from the task’s own scope', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file('p', start(), service('a', {}, mappings({ inputs: { mine: '=1' } })), service('b'), path('start', 'a', 'b')),
    )
    const instance = await engine.create('p', { n: 1 })
    await instance.complete('a', { mine: 2, n: 2, fresh: 3 })
    instance.expectVariables({ n: 2, fresh: 3 })
  })

  test('names such as __proto__ and constructor are ordinary', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file('p', start(), service('a', {}, mappings({ inputs: { got: '=constructor' } })), path('start', 'a')),
    )
    const hostile = JSON.parse('{"__proto__":{"x":1},"constructor":"c"}')
    const instance = await engine.create('p', hostile)
    await instance.complete('a', JSON.parse('{"__proto__":{"x":2}}'))
    const other = await engine.create('p')
    expect(other.variables('a')).toEqual({ got: null })
    await engine.reopen()
    expect(JSON.stringify(other.variables())).toBe('{}')
    expect(({} as { x?: number }).x).toBeUndefined()
  })

  test('FEEL results are stored as JSON: whole numbers, doubles, ISO texts', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        service(
          'a',
          {},
          mappings({
            inputs: {
              whole: '=4 / 2',
              part: '=1 / 4',
              day: '=date("2017-08-15")',
              span: '=duration("PT2H")',
              f: '=function(x) x',
            },
          }),
        ),
        path('start', 'a'),
      ),
    )
    const instance = await engine.create('p')
    expect(instance.variables('a')).toEqual({ whole: 2, part: 0.25, day: '2017-08-15', span: 'PT2H', f: null })
  })
})
