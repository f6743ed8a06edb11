import { describe, expect, test } from '@jest/globals'
import { catching, definitions, path, process, service, start, timerAfter } from '../bpmn.ts'
import { anEngine, type EngineUnderTest } from '../harness.ts'
import { dumpOf } from './dump.ts'
import { FailingDisk } from './failing-disk.ts'

const MEBIBYTE = 1024 * 1024
const model = definitions(
  process('p', start(), service('a'), path('start', 'a')),
  process('t', start('t-start'), catching('wait', timerAfter('PT1H')), service('b'), path('t-start', 'wait', 'b')),
)

async function anEngineOnFullDisk(): Promise<{ engine: EngineUnderTest; disk: FailingDisk }> {
  const disk = new FailingDisk()
  const engine = await anEngine({ disk: disk.open })
  await engine.deploy(model)
  await engine.create('p')
  await engine.create('t')
  disk.free = 64 * MEBIBYTE - 1
  return { engine, disk }
}

describe('when the volume has less room than is kept free', () => {
  test('commands that change something are RESOURCE_EXHAUSTED with Zeebe’s words and change nothing', async () => {
    const { engine, disk } = await anEngineOnFullDisk()
    const before = dumpOf(disk.disk)
    expect(await engine.refused('createProcessInstance', { bpmnProcessId: 'p' })).toEqual({
      code: 'RESOURCE_EXHAUSTED',
      intent: 'CREATE',
      reason: 'Cannot accept requests for partition 1. Broker is out of disk space',
    })
    expect(await engine.refused('deployResource', { resources: [] })).toMatchObject({ code: 'INVALID_ARGUMENT' })
    expect(dumpOf(disk.disk)).toEqual(before)
    await engine.reopen()
    expect(dumpOf(disk.disk)).toEqual(before)
  })

  test('commands are done again as soon as there is room', async () => {
    const { engine, disk } = await anEngineOnFullDisk()
    await engine.refused('createProcessInstance', { bpmnProcessId: 'p' })
    disk.free = 64 * MEBIBYTE
    await engine.create('p')
    expect(await engine.activate('a')).toHaveLength(2)
  })

  test('what is due stays due, and happens when there is room', async () => {
    const { engine, disk } = await anEngineOnFullDisk()
    await engine.advance(3_600_000)
    expect(engine.engine.inspect.timers()).toHaveLength(1)
    disk.free = 64 * MEBIBYTE
    await engine.advance(0)
    expect(await engine.activate('b')).toHaveLength(1)
  })

  test('how much is kept free can be told', async () => {
    const engine = await anEngine({ minFree: Number.MAX_SAFE_INTEGER }).catch(({ message }) => message)
    expect(engine).toBe('The volume is full')
  })
})
