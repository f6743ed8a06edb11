import { describe, expect, test } from '@jest/globals'
import type { Key } from '../../../server/engine/index.ts'
import {
  boundary,
  catching,
  definitions,
  end,
  eventSubProcess,
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
  userTask,
} from '../bpmn.ts'
import { anEngine, type EngineUnderTest, type InstanceUnderTest } from '../harness.ts'

/** Deploys a source and a target process; gives the key of the latter. */
async function deployBoth(engine: EngineUnderTest, source: string, target: string): Promise<Key> {
  await engine.deployNamed({ 'source.bpmn': source })
  const [deployed] = (await engine.deployNamed({ 'target.bpmn': target })).deployments
  if (!deployed || !('process' in deployed)) throw new Error('No process was deployed')
  return deployed.process.processDefinitionKey
}
const request = (
  instance: InstanceUnderTest,
  targetProcessDefinitionKey: Key,
  mapping: { [from: string]: string },
) => ({
  processInstanceKey: instance.key,
  targetProcessDefinitionKey,
  mappingInstructions: Object.entries(mapping).map(([sourceElementId, targetElementId]) => ({
    sourceElementId,
    targetElementId,
  })),
})
const one = file('p', start(), service('a'), end(), path('start', 'a', 'end'))
const other = file('q', start(), service('b', { type: 'new' }), service('c'), path('start', 'b', 'c'))

/** An activity with message boundary events; each leads to a task of the event's id + `-then`. */
const withMessages = (processId: string, taskId: string, ...messages: string[]) =>
  definitions(
    ...messages.map((name) => message(name, '=code')),
    process(
      processId,
      start(),
      service(taskId),
      path('start', taskId),
      ...messages.map((name) =>
        [
          boundary(`${processId}-${name}`, taskId, onMessage(name)),
          service(`${name}-then`),
          path(`${processId}-${name}`, `${name}-then`),
        ].join(''),
      ),
    ),
  )

describe('migrating an instance', () => {
  test('keeps keys, variables, job type and retries; all report the new process and element and go on there', async () => {
    const engine = await anEngine()
    const target = await deployBoth(engine, one, other)
    const instance = await engine.create('p', { n: 1 })
    await instance.fail('a', 2)
    const [before, job] = [instance.element('a'), instance.job('a')]
    expect(await engine.run('migrateProcessInstance', request(instance, target, { a: 'b' }))).toEqual({})
    await engine.reopen()
    const after = instance.element('b')
    expect(after).toEqual({ ...before, elementId: 'b', processDefinitionKey: target })
    const [activated] = await engine.activate('a')
    expect(activated).toMatchObject({
      key: job.key,
      type: 'a',
      retries: 2,
      elementId: 'b',
      elementInstanceKey: before.key,
      bpmnProcessId: 'q',
      processDefinitionKey: target,
      processInstanceKey: instance.key,
      variables: { n: 1 },
    })
    await instance.complete('a')
    instance.expectWaitingAt('c')
    await instance.complete('c')
    instance.expectCompleted()
  })

  test('frees the old definition and binds the new one', async () => {
    const engine = await anEngine()
    const target = await deployBoth(engine, one, other)
    const instance = await engine.create('p')
    const source = instance.element('a').processDefinitionKey
    await engine.run('migrateProcessInstance', request(instance, target, { a: 'b' }))
    await engine.run('deleteResource', { resourceKey: source })
    expect(await engine.refused('deleteResource', { resourceKey: target })).toMatchObject({ code: 'INVALID_STATE' })
  })

  test('keeps incidents, of jobs and of elements, which then are resolved in the new process', async () => {
    const engine = await anEngine()
    const target = await deployBoth(
      engine,
      file(
        'p',
        start(),
        service('a'),
        service('x', {}, mappings({ inputs: { y: '=assert(y, y != null)' } })),
        path('start', 'a', 'x'),
      ),
      file('q', start(), service('b'), service('z'), path('start', 'b', 'z')),
    )
    const instance = await engine.create('p')
    await instance.fail('a', 0, { errorMessage: 'no' })
    const incident = instance.incident()
    await engine.run('migrateProcessInstance', request(instance, target, { a: 'b' }))
    expect(instance.incident()).toEqual({
      ...incident,
      elementId: 'b',
      bpmnProcessId: 'q',
      processDefinitionKey: target,
    })
    await engine.run('updateJobRetries', { jobKey: instance.job('a').key, retries: 1 })
    await instance.resolve()

    const stuck = await engine.create('p')
    await stuck.complete('a')
    stuck.expectIncident('IO_MAPPING_ERROR', 'x')
    await engine.run('migrateProcessInstance', request(stuck, target, { x: 'z' }))
    stuck.expectIncident('IO_MAPPING_ERROR', 'z')
    await stuck.resolve()
    await stuck.complete('z')
    stuck.expectCompleted()
  })

  test('moves what lies in sub-processes, and user tasks', async () => {
    const engine = await anEngine()
    const inSub = (id: string, sub: string, task: string) =>
      file(
        id,
        start(),
        subProcess(sub, start('s2'), userTask(task), service(`${task}-next`), path('s2', task, `${task}-next`)),
        path('start', sub),
      )
    const target = await deployBoth(engine, inSub('p', 'part', 'u'), inSub('q', 'piece', 'v'))
    const instance = await engine.create('p')
    await engine.run('migrateProcessInstance', request(instance, target, { part: 'piece', u: 'v' }))
    instance.expectWaitingAt('piece', 'v')
    await instance.complete('io.camunda.zeebe:userTask')
    instance.expectWaitingAt('piece', 'v-next')
  })

  test('closes the message boundary events of the source and opens those of the target', async () => {
    const engine = await anEngine()
    const target = await deployBoth(engine, withMessages('p', 'a', 'old'), withMessages('q', 'b', 'new'))
    const instance = await engine.create('p', { code: 'x' })
    await engine.run('migrateProcessInstance', request(instance, target, { a: 'b' }))
    await engine.reopen()
    expect(engine.engine.inspect.messageSubscriptions()).toMatchObject([
      { messageName: 'new', bpmnProcessId: 'q', elementId: 'q-new', processDefinitionKey: target },
    ])
    await engine.publish('old', 'x')
    instance.expectWaitingAt('b')
    await engine.publish('new', 'x')
    instance.expectWaitingAt('new-then')
  })

  test('takes a buffered message for a boundary event that it opens', async () => {
    const engine = await anEngine()
    const target = await deployBoth(engine, one, withMessages('q', 'b', 'new'))
    const instance = await engine.create('p', { code: 'x' })
    await engine.publish('new', 'x', { timeToLive: 60_000 })
    await engine.run('migrateProcessInstance', request(instance, target, { a: 'b' }))
    instance.expectWaitingAt('new-then')
  })

  test('of an instance that a message started keeps its correlation key to itself in the new process', async () => {
    const engine = await anEngine()
    const startedBy = (id: string, task: string) =>
      definitions(
        message('m', '=code'),
        process(id, start('start', onMessage('m')), service(task), path('start', task)),
      )
    await engine.deployNamed({ 'source.bpmn': startedBy('p', 'a') })
    await engine.publish('m', 'x')
    const instance = engine.theInstance()
    const [deployed] = (await engine.deployNamed({ 'target.bpmn': startedBy('q', 'b') })).deployments
    const target = deployed && 'process' in deployed ? deployed.process.processDefinitionKey : ('' as Key)
    await engine.run('migrateProcessInstance', request(instance, target, { a: 'b' }))
    await engine.publish('m', 'x')
    // A new one of p, none of q.
    expect(engine.engine.inspect.processInstances().map(({ elementId }) => elementId)).toEqual(['q', 'p'])
    const second = engine.engine.inspect.processInstances()[1]
    const refused = await engine.refused('migrateProcessInstance', {
      ...request(instance, target, { a: 'b' }),
      processInstanceKey: second?.key ?? ('' as Key),
    })
    expect(refused.reason).toMatch(/has an active instance triggered by a message start event/)
    await instance.complete('a')
    await engine.publish('m', 'x')
    expect(engine.engine.inspect.processInstances().map(({ elementId }) => elementId)).toEqual(['p', 'q'])
  })
})

describe('a migration is refused', () => {
  const UNKNOWN = '2251799813999999' as Key
  const timed = (id: string, task: string) =>
    file(
      id,
      start(),
      service(task),
      boundary('late', task, timerAfter('P1D')),
      end(),
      path('start', task),
      path('late', 'end'),
    )
  const evented = (id: string, task: string) =>
    file(id, start(), service(task), path('start', task), eventSubProcess('s', timerAfter('P1D'), {}))
  const nested = (id: string, task: string) =>
    file(id, start(), subProcess('part', start('s2'), service(task), path('s2', task)), path('start', 'part'))
  const nestedEvented = file(
    'p',
    start(),
    subProcess('part', start('s2'), service('a'), path('s2', 'a'), eventSubProcess('s', timerAfter('P1D'), {})),
    path('start', 'part'),
  )

  test.each<[string, string, string, { [from: string]: string }, string, RegExp]>([
    [
      'a source element that is unknown',
      one,
      other,
      { x: 'b' },
      'INVALID_ARGUMENT',
      /non-existing source element id 'x'/,
    ],
    [
      'a target element that is unknown',
      one,
      other,
      { a: 'x' },
      'INVALID_ARGUMENT',
      /non-existing target element id 'x'/,
    ],
    [
      'an active element that is not mapped',
      one,
      other,
      {},
      'INVALID_STATE',
      /no mapping instruction defined for active element with id 'a'/,
    ],
    [
      'an active element of another type than may be moved',
      file('p', start(), catching('a', timerAfter('P1D')), path('start', 'a')),
      other,
      { a: 'b' },
      'INVALID_STATE',
      /active element with id 'a' has an unsupported type. The migration of a INTERMEDIATE_CATCH_EVENT is not supported/,
    ],
    [
      'a mapping to another type',
      one,
      file('q', start(), userTask('b'), path('start', 'b')),
      { a: 'b' },
      'INVALID_STATE',
      /'a' and type 'SERVICE_TASK' is mapped to an element with id 'b' and different type 'USER_TASK'/,
    ],
    [
      'another flow scope',
      one,
      nested('q', 'b'),
      { a: 'b' },
      'INVALID_STATE',
      /the flow scope of active element with id 'a' is changed. .* expected to be 'q' but was 'part'/,
    ],
    [
      'boundary events other than message ones at the source',
      timed('p', 'a'),
      other,
      { a: 'b' },
      'INVALID_STATE',
      /active element with id 'a' has one or more boundary events of types 'TIMER'/,
    ],
    [
      'boundary events other than message ones at the target',
      one,
      timed('q', 'b'),
      { a: 'b' },
      'INVALID_STATE',
      /target element with id 'b' has one or more boundary events of types 'TIMER'/,
    ],
    [
      'a mapped boundary event',
      withMessages('p', 'a', 'old'),
      withMessages('q', 'b', 'new'),
      { a: 'b', 'p-old': 'q-new' },
      'INVALID_STATE',
      /the boundary event 'p-old'/,
    ],
    [
      'a new message subscription of a name that the element already has',
      withMessages('p', 'a', 'same'),
      withMessages('q', 'b', 'same'),
      { a: 'b' },
      'INVALID_STATE',
      /subscribe to a message it is already subscribed to with name 'same'/,
    ],
    [
      'an event sub-process in the source',
      evented('p', 'a'),
      other,
      { a: 'b' },
      'INVALID_STATE',
      /process instance has an event subprocess/,
    ],
    [
      'an event sub-process in the target',
      one,
      evented('q', 'b'),
      { a: 'b' },
      'INVALID_STATE',
      /target process has an event subprocess/,
    ],
    [
      'an event sub-process in a sub-process that is active',
      nestedEvented,
      nested('q', 'b'),
      { a: 'b', part: 'part' },
      'INVALID_STATE',
      /the sub-process with id 'part' has an event subprocess/,
    ],
  ])('for %s', async (_, source, targetModel, mapping, code, reason) => {
    const engine = await anEngine()
    const target = await deployBoth(engine, source, targetModel)
    const instance = await engine.create('p', { code: 'x' })
    const before = engine.engine.inspect.elementInstances(instance.key)
    const subscriptions = engine.engine.inspect.messageSubscriptions()
    const refused = await engine.refused('migrateProcessInstance', request(instance, target, mapping))
    expect(refused).toMatchObject({ code, intent: 'MIGRATE' })
    expect(refused.reason).toMatch(reason)
    expect(engine.engine.inspect.elementInstances(instance.key)).toEqual(before)
    expect(engine.engine.inspect.messageSubscriptions()).toEqual(subscriptions)
  })

  test('for a source element that is mapped twice', async () => {
    const engine = await anEngine()
    const target = await deployBoth(engine, one, other)
    const instance = await engine.create('p')
    const { mappingInstructions, ...rest } = request(instance, target, { a: 'b' })
    const twice = { ...rest, mappingInstructions: [...mappingInstructions, ...mappingInstructions] }
    expect(await engine.refused('migrateProcessInstance', twice)).toMatchObject({
      code: 'INVALID_ARGUMENT',
      reason: expect.stringContaining("duplicate source element ids '[a]'"),
    })
  })

  test('with NOT_FOUND without the instance or the target', async () => {
    const engine = await anEngine()
    const target = await deployBoth(engine, one, other)
    const instance = await engine.create('p')
    const plan = request(instance, target, { a: 'b' })
    for (const processInstanceKey of [UNKNOWN, instance.element('a').key])
      expect(await engine.refused('migrateProcessInstance', { ...plan, processInstanceKey })).toMatchObject({
        code: 'NOT_FOUND',
        reason: `Expected to migrate process instance but no process instance found with key '${processInstanceKey}'`,
      })
    expect(
      await engine.refused('migrateProcessInstance', { ...plan, targetProcessDefinitionKey: UNKNOWN }),
    ).toMatchObject({ code: 'NOT_FOUND', reason: expect.stringContaining(`no process definition found with key`) })
  })

  test('for a token that waits at a join', async () => {
    const engine = await anEngine()
    const joining = (id: string) =>
      file(
        id,
        start(),
        '<bpmn:parallelGateway id="fork"/><bpmn:parallelGateway id="join"/>',
        service('a'),
        service('b'),
        path('start', 'fork', 'a', 'join'),
        path('fork', 'b', 'join'),
      )
    const target = await deployBoth(engine, joining('p'), joining('q'))
    const instance = await engine.create('p')
    await instance.complete('a')
    expect(await engine.refused('migrateProcessInstance', request(instance, target, { b: 'b' }))).toMatchObject({
      code: 'INVALID_STATE',
      reason: expect.stringContaining('concurrent command'),
    })
  })
})
