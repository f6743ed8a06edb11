import { describe, expect, test } from '@jest/globals'
import {
  end,
  extensions,
  file,
  mappings,
  parallel,
  path,
  service,
  start,
  subProcess,
  terminates,
  xml,
} from '../bpmn.ts'
import { anEngine } from '../harness.ts'

const passing = (id: string) => xml('bpmn:manualTask', { id })

describe('the follow-up steps of a command', () => {
  test('run first in, first out: breadth first over parallel branches', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        parallel('fork'),
        ...['a1', 'a2', 'b1', 'b2'].map(passing),
        service('w'),
        path('start', 'fork', 'a1', 'a2', 'w'),
        path('fork', 'b1', 'b2', 'w'),
      ),
    )
    ;(await engine.create('p')).expectPassed('start', 'fork', 'a1', 'b1', 'a2', 'b2')
  })

  test('commit with it: who has the answer sees the next wait states', async () => {
    const engine = await anEngine()
    await engine.deploy(file('p', start(), passing('a'), service('w'), path('start', 'a', 'w')))
    const { processInstanceKey } = await engine.run('createProcessInstance', { bpmnProcessId: 'p' })
    const [job] = await engine.activate('w')
    expect(job?.processInstanceKey).toBe(processInstanceKey)
  })
})

describe('a terminate end event that is reached while other branches are on their way', () => {
  test.each([1, 2, 3, 4, 5, 6])('ends its scope when the other branch is %i steps behind', async (steps) => {
    const engine = await anEngine()
    const ids = Array.from({ length: steps }, (_, n) => `m${n}`)
    await engine.deploy(
      file(
        'p',
        start(),
        subProcess(
          'part',
          start('s2'),
          parallel('fork'),
          passing('x'),
          end('stop', terminates()),
          ...ids.map(passing),
          service('w'),
          path('s2', 'fork', 'x', 'stop'),
          path('fork', ...ids, 'w'),
        ),
        service('next'),
        path('start', 'part', 'next'),
      ),
    )
    const instance = await engine.create('p')
    instance.expectWaitingAt('next')
    await instance.complete('next')
    instance.expectCompleted()
  })

  test('leaves nothing of a branch that is stuck', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        parallel('fork'),
        service('a'),
        end('stop', terminates()),
        xml(
          'bpmn:intermediateThrowEvent',
          { id: 'stuck' },
          extensions(mappings({ outputs: { x: '=assert(n, n != null)' } })),
        ),
        path('start', 'fork', 'a', 'stop'),
        path('fork', 'stuck'),
      ),
    )
    const instance = await engine.create('p')
    instance.expectWaitingAt('a', 'stuck').expectIncident('IO_MAPPING_ERROR', 'stuck')
    await instance.complete('a')
    instance.expectCompleted()
    expect(engine.engine.inspect.incidents()).toEqual([])
  })
})
