import { describe, expect, test } from '@jest/globals'
import { file, mappings, path, service, start } from '../bpmn.ts'
import { anEngine } from '../harness.ts'

const HALF = 'x'.repeat(2_500_000)

describe('variables of more than 4 MiB in one scope', () => {
  test('in a command are rejected with EXCEEDED_BATCH_RECORD_SIZE and an empty reason; nothing is changed', async () => {
    const engine = await anEngine()
    await engine.deploy(file('p', start(), service('a'), path('start', 'a')))
    const big = { one: HALF, other: HALF }
    expect(await engine.refused('createProcessInstance', { bpmnProcessId: 'p', variables: big })).toEqual({
      code: 'EXCEEDED_BATCH_RECORD_SIZE',
      intent: 'CREATE',
      reason: '',
    })
    expect(engine.engine.inspect.processInstances()).toEqual([])
    const instance = await engine.create('p', { one: HALF })
    const request = { elementInstanceKey: instance.key, variables: { other: HALF }, local: false }
    expect(await engine.refused('setVariables', request)).toMatchObject({ code: 'EXCEEDED_BATCH_RECORD_SIZE' })
    instance.expectVariables({ one: HALF })
  })

  test('in a step of an element are an incident there, and the step runs again when that is resolved', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        service('a', {}, mappings({ inputs: { n: '=1', one: '=text', two: '=text' } })),
        service('b'),
        path('start', 'a', 'b'),
      ),
    )
    const instance = await engine.create('p', { text: HALF })
    instance.expectIncident('MESSAGE_SIZE_EXCEEDED', 'a').expectWaitingAt('a')
    expect(instance.variables('a')).toEqual({})
    await instance.set({ text: 'x' })
    await instance.resolve()
    await instance.complete('a')
    instance.expectWaitingAt('b')
  })

  test('given by a completed job make its element stuck while completing', async () => {
    const engine = await anEngine()
    await engine.deploy(file('p', start(), service('a'), path('start', 'a')))
    const instance = await engine.create('p', { one: HALF })
    await instance.complete('a', { other: HALF })
    instance.expectIncident('MESSAGE_SIZE_EXCEEDED', 'a')
    await instance.set({ one: '' })
    await instance.resolve()
    instance.expectCompleted()
  })
})
