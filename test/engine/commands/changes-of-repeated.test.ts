import { describe, expect, test } from '@jest/globals'
import type { Commands, Key } from '../../../server/engine/index.ts'
import { calls, definitions, end, file, path, process, repeated, service, start, subProcess } from '../bpmn.ts'
import { anEngine, InstanceUnderTest } from '../harness.ts'

type Request = Commands['modifyProcessInstance']['request']
const request = (instance: InstanceUnderTest, changes: Partial<Omit<Request, 'processInstanceKey'>>): Request => ({
  processInstanceKey: instance.key,
  activateInstructions: [],
  terminateInstructions: [],
  ...changes,
})

const list = { inputCollection: '=[1, 2]', inputElement: 'item' }
const looped = file(
  'p',
  start(),
  service('a'),
  repeated(subProcess('part', start('s2'), service('b'), service('c'), path('s2', 'b', 'c')), list),
  service('z'),
  end(),
  path('start', 'a', 'part', 'z', 'end'),
)

describe('modifying an instance with repeated activities', () => {
  test('is refused where it would create a body or a new inner instance', async () => {
    const engine = await anEngine()
    await engine.deploy(looped)
    const instance = await engine.create('p')
    const inPart = request(instance, { activateInstructions: [{ elementId: 'c' }] })
    const words = /would result in the activation of multi-instance element 'part', which is currently unsupported/
    expect((await engine.refused('modifyProcessInstance', inPart)).reason).toMatch(words)
    await instance.complete('a')
    expect((await engine.refused('modifyProcessInstance', inPart)).reason).toMatch(/more than one active instance/)
    const body = engine.engine.inspect.elementInstances(instance.key).find(({ loop }) => loop)
    const below = (ancestorElementInstanceKey: Key) =>
      request(instance, { activateInstructions: [{ elementId: 'c', ancestorElementInstanceKey }] })
    if (!body) throw new Error('No body')
    expect((await engine.refused('modifyProcessInstance', below(body.key))).reason).toMatch(words)
    expect((await engine.refused('modifyProcessInstance', below(instance.key))).reason).toMatch(words)
  })

  test('activates within an inner instance, and ends inner instances and the body with the last', async () => {
    const engine = await anEngine()
    await engine.deploy(looped)
    const instance = await engine.create('p')
    await instance.complete('a')
    const inner = engine.engine.inspect.elementInstances(instance.key).filter(({ loopCounter }) => loopCounter)
    const [first, second] = inner
    if (!first || !second) throw new Error('Not two inner instances')
    await engine.run(
      'modifyProcessInstance',
      request(instance, { activateInstructions: [{ elementId: 'c', ancestorElementInstanceKey: first.key }] }),
    )
    expect(engine.engine.inspect.elementInstances(first.key).map(({ elementId }) => elementId)).toEqual(['b', 'c'])
    const terminate = (...keys: Key[]) => ({
      terminateInstructions: keys.map((elementInstanceKey) => ({ elementInstanceKey })),
    })
    await engine.run('modifyProcessInstance', request(instance, terminate(second.key)))
    instance.expectWaitingAt('part', 'part', 'b', 'c')
    await engine.run(
      'modifyProcessInstance',
      request(instance, { activateInstructions: [{ elementId: 'z' }], ...terminate(first.key) }),
    )
    instance.expectWaitingAt('z')
  })

  test('lets a loop go on when one of its inner instances was terminated', async () => {
    const engine = await anEngine()
    await engine.deploy(looped)
    const instance = await engine.create('p')
    await instance.complete('a')
    const [first] = engine.engine.inspect.elementInstances(instance.key).filter(({ loopCounter }) => loopCounter)
    const terminateInstructions = first ? [{ elementInstanceKey: first.key }] : []
    await engine.run('modifyProcessInstance', request(instance, { terminateInstructions }))
    await instance.complete('b')
    await instance.complete('c')
    instance.expectWaitingAt('z')
  })
})

describe('changes of called instances', () => {
  const caller = definitions(
    process('p', start(), calls('call', { processId: 'q' }), end(), path('start', 'call', 'end')),
    process('q', start('s2'), service('b'), service('c'), end('e2'), path('s2', 'b', 'c', 'e2')),
  )

  test('are refused where they would end the called instance', async () => {
    const engine = await anEngine()
    await engine.deploy(caller)
    await engine.create('p')
    const called = engine.engine.inspect.processInstances().find(({ calledBy }) => calledBy)
    if (!called) throw new Error('Nothing was called')
    const child = new InstanceUnderTest(engine, called.key)
    const terminateInstructions = [{ elementInstanceKey: child.element('b').key }]
    expect((await engine.refused('modifyProcessInstance', request(child, { terminateInstructions }))).reason).toMatch(
      /would terminate the instance. The instance was created by a call activity/,
    )
    await engine.run(
      'modifyProcessInstance',
      request(child, { terminateInstructions, activateInstructions: [{ elementId: 'c' }] }),
    )
    await child.complete('c')
    expect(engine.engine.inspect.processInstances()).toEqual([])
  })

  test('reach the called instance through its call activity', async () => {
    const engine = await anEngine()
    await engine.deploy(caller)
    const instance = await engine.create('p')
    const terminateInstructions = [{ elementInstanceKey: instance.element('call').key }]
    await engine.run('modifyProcessInstance', request(instance, { terminateInstructions }))
    expect(engine.engine.inspect.processInstances()).toEqual([])
  })

  test('move an active call activity to another definition, the called instance stays on its own', async () => {
    const engine = await anEngine()
    await engine.deploy(caller)
    const instance = await engine.create('p')
    const [deployed] = (
      await engine.deployNamed({
        't.bpmn': file(
          't',
          start(),
          calls('other', { processId: 'q' }),
          service('after'),
          path('start', 'other', 'after'),
        ),
      })
    ).deployments
    if (!deployed || !('process' in deployed)) throw new Error('No process was deployed')
    await engine.run('migrateProcessInstance', {
      processInstanceKey: instance.key,
      targetProcessDefinitionKey: deployed.process.processDefinitionKey,
      mappingInstructions: [{ sourceElementId: 'call', targetElementId: 'other' }],
    })
    instance.expectWaitingAt('other')
    const called = engine.engine.inspect.processInstances().find(({ calledBy }) => calledBy)
    const child = new InstanceUnderTest(engine, called?.key ?? ('' as Key))
    await child.complete('b')
    await child.complete('c')
    instance.expectWaitingAt('after')
  })

  test('do not move repeated activities', async () => {
    const engine = await anEngine()
    await engine.deploy(looped)
    const instance = await engine.create('p')
    const { processDefinitionKey } = instance.element('a')
    await instance.complete('a')
    const refused = await engine.refused('migrateProcessInstance', {
      processInstanceKey: instance.key,
      targetProcessDefinitionKey: processDefinitionKey,
      mappingInstructions: ['part', 'b', 'c'].map((id) => ({ sourceElementId: id, targetElementId: id })),
    })
    expect(refused.reason).toMatch(/The migration of a MULTI_INSTANCE_BODY is not supported/)
  })
})
