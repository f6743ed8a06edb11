import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { openEngine } from '../../../server/engine/index.ts'
import {
  boundary,
  catching,
  definitions,
  message,
  onMessage,
  path,
  process,
  service,
  start,
  timerAfter,
} from '../bpmn.ts'
import { anEngine, VirtualClock } from '../harness.ts'

const MINUTE = 60_000

const everything = definitions(
  message('paid', '=code'),
  process(
    'p',
    start(),
    service('a'),
    boundary('late', 'a', timerAfter('PT1H')),
    catching('wait', onMessage('paid')),
    service('b'),
    service('c'),
    path('start', 'a', 'wait', 'b'),
    path('late', 'c'),
  ),
)

describe('an engine that is opened again', () => {
  test('knows its instances, jobs, variables and subscriptions, and compiles what it needs', async () => {
    const engine = await anEngine()
    await engine.deploy(everything)
    const one = await engine.create('p', { code: 'x' })
    const two = await engine.create('p', { code: 'y' })
    await one.complete('a', { n: 1 })
    await engine.reopen()
    one.expectWaitingAt('wait').expectVariables({ code: 'x', n: 1 })
    await engine.publish('paid', 'x')
    one.expectWaitingAt('b')
    await engine.advance(60 * MINUTE)
    two.expectWaitingAt('c')
  })

  test('keeps job deadlines, back-offs, buffered messages and their ids', async () => {
    const engine = await anEngine()
    await engine.deploy(everything)
    const one = await engine.create('p', { code: 'x' })
    await engine.create('p', { code: 'y' })
    await one.fail('a', 1, { retryBackOff: MINUTE })
    await engine.activate('a', { timeout: MINUTE })
    await engine.publish('paid', 'x', { timeToLive: 60 * MINUTE, messageId: 'm' })
    await engine.reopen()
    expect(await engine.activate('a')).toEqual([])
    await engine.advance(MINUTE)
    expect(await engine.activate('a')).toHaveLength(2)
    expect(
      await engine.refused('publishMessage', { name: 'paid', correlationKey: 'x', timeToLive: 1, messageId: 'm' }),
    ).toMatchObject({ code: 'ALREADY_EXISTS' })
    await one.complete('a')
    one.expectWaitingAt('b')
  })

  test('has the same epoch; another folder has another', async () => {
    const engine = await anEngine()
    const { epoch } = engine.engine
    await engine.reopen()
    expect(engine.engine.epoch).toBe(epoch)
    expect((await anEngine()).engine.epoch).not.toBe(epoch)
  })
})

describe('a data folder', () => {
  const clock = new VirtualClock()

  test('belongs to one engine at a time', async () => {
    const engine = await anEngine()
    await expect(openEngine({ folder: engine.folder, clock })).rejects.toThrow(
      `Another engine already works on the data folder '${engine.folder}'`,
    )
    await engine.reopen()
  })

  test('of another format is refused with words', async () => {
    const engine = await anEngine()
    await engine.close()
    const file = join(engine.folder, 'engine.json')
    const identity = JSON.parse(await readFile(file, 'utf8'))
    await writeFile(file, JSON.stringify({ ...identity, format: 99 }))
    await expect(openEngine({ folder: engine.folder, clock })).rejects.toThrow(
      /has format 99, this engine reads formats up to 3/,
    )
    await writeFile(file, 'nonsense')
    await expect(openEngine({ folder: engine.folder, clock })).rejects.toThrow(/does not say format and epoch/)
    await rm(file)
    await expect(openEngine({ folder: engine.folder, clock })).rejects.toThrow(/is not empty/)
    // A refused folder is not held.
    await writeFile(file, JSON.stringify(identity))
    await engine.open()
  })
})
