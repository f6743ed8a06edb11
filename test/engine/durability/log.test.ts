import { cp, mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { openEngine } from '../../../server/engine/index.ts'
import { type Disk, openLmdb } from '../../../server/engine/state/disk.ts'
import { openDiskToRead } from '../../../server/engine/state/disk-to-read.ts'
import { type LogPosition, POSITION, recordsAfter } from '../../../server/engine/state/log.ts'
import { openDisk, PATIENCE } from '../../../server/engine/state/logged-disk.ts'
import { file, path, service, start } from '../bpmn.ts'
import { Dice } from '../dice.ts'
import { anEngine, type EngineUnderTest } from '../harness.ts'

const BLOCK = 4096
const later = { ...PATIENCE, rows: 1_000_000, hiding: 1_000_000, milliseconds: 3_600_000 }

let place: string
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'motcua-log-'))
})
afterEach(() => rm(place, { recursive: true, force: true }))

/** An engine whose rows stay in its log, and a copy of its folder as a loss of power would leave it. */
async function cutOff(instances: number): Promise<{ engine: EngineUnderTest; folder: string }> {
  const engine = await anEngine({ disk: (folder) => openDisk(folder, openLmdb(folder), later) })
  await engine.deploy(file('p', start(), service('a'), path('start', 'a')))
  for (let at = 0; at < instances; at++) await engine.create('p', { at })
  const folder = join(place, 'cut-off')
  await cp(engine.folder, folder, { recursive: true })
  return { engine, folder }
}

async function instancesIn(folder: string): Promise<number> {
  const engine = await openEngine({ folder, clock: { now: () => new Date() } })
  const { length } = engine.inspect.processInstances()
  await engine.stop()
  return length
}

/** Turns a byte of a block of a log file over. */
async function spoil(log: string, block: number): Promise<void> {
  const handle = await open(log, 'r+')
  const place = block * BLOCK + 40
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, place)
  await handle.write(Buffer.from([(buffer[0] ?? 0) ^ 1]), 0, 1, place)
  await handle.close()
}

/** Blocks of a log file at which a record begins. */
async function recordBlocks(log: string): Promise<number[]> {
  const bytes = await readFile(log)
  const magic = bytes.subarray(0, 4)
  return Array.from({ length: bytes.length / BLOCK }, (_, block) => block).filter((block) =>
    bytes.subarray(block * BLOCK, block * BLOCK + 4).equals(magic),
  )
}

describe('what was answered and is only in the log', () => {
  test('is there when the folder is opened again, once and for all', async () => {
    const { engine, folder } = await cutOff(20)
    const beside = openDiskToRead(join(folder, 'state'))
    expect([...beside.table('processInstances').getRange({ start: '', end: '~' })]).toHaveLength(20)
    await beside.close()
    expect(await instancesIn(folder)).toBe(20)
    expect(await instancesIn(folder)).toBe(20)
    await engine.close()
  })

  test('but for a record that was cut off while it was written', async () => {
    const { engine, folder } = await cutOff(5)
    const log = join(folder, 'state', 'log-a')
    await spoil(log, (await recordBlocks(log)).at(-1) ?? 0)
    expect(await instancesIn(folder)).toBe(4)
    await engine.close()
  })

  test('is refused with words when a record is torn and later ones are not', async () => {
    const { engine, folder } = await cutOff(5)
    const log = join(folder, 'state', 'log-a')
    await spoil(log, (await recordBlocks(log)).at(-3) ?? 0)
    await expect(instancesIn(folder)).rejects.toThrow(/log-a' is torn: records are missing in it\. Restore a backup/)
    await engine.close()
  })

  test('is refused with words when a file of the log is gone', async () => {
    const { engine, folder } = await cutOff(5)
    await rm(join(folder, 'state', 'log-b'))
    await expect(instancesIn(folder)).rejects.toThrow(/have lost their log: '.*log-b' is gone\. Restore a backup/)
    await engine.close()
  })
})

test('an engine that is closed leaves nothing to its log', async () => {
  const { engine } = await cutOff(5)
  await engine.close()
  const lmdb = openLmdb(join(engine.folder, 'state'))
  expect([...lmdb.table('processInstances').getRange({ start: '', end: '~' })]).toHaveLength(5)
  await lmdb.close()
})

test('when rows cannot go on into LMDB the engine takes no more, and the opened folder has all that was answered', async () => {
  let fails = false
  const failing = (folder: string): Disk => {
    const lmdb = openLmdb(folder)
    return { ...lmdb, batch: (write) => (fails ? Promise.reject(new Error('No room')) : lmdb.batch(write)) }
  }
  const broken: string[] = []
  const engine = await anEngine({
    disk: (folder) => openDisk(folder, failing(folder), { ...later, rows: 40 }),
    onBroken: ({ message }) => broken.push(message),
  })
  await engine.deploy(file('p', start(), service('a'), path('start', 'a')))
  fails = true
  let answered = 0
  while ((await engine.engine.execute('createProcessInstance', { bpmnProcessId: 'p' })).ok) answered += 1
  expect(answered).toBeGreaterThan(0)
  expect(broken).toEqual(['The disk failed: No room'])
  fails = false
  await engine.reopen()
  expect(engine.engine.inspect.processInstances()).toHaveLength(answered)
})

test('whenever rows are sent on into LMDB, also while a record is written, the log has all that LMDB lacks', async () => {
  const folder = join(place, 'sent-on')
  const lmdb = openLmdb(folder)
  const slow: Disk = { ...lmdb, batch: (write) => pause(3).then(() => lmdb.batch(write)) }
  const disk = openDisk(folder, slow, { ...later, milliseconds: 1 })
  const table = disk.table<number>('rows')
  for (let sequence = 1; sequence <= 400; sequence++) {
    await disk.batch(() => table.put(`k${sequence}`, sequence))
    lmdb.refresh()
    const stored = lmdb.table<LogPosition>('log').get(POSITION) ?? { id: 0, sequence: 0 }
    const newest = recordsAfter(folder, stored).at(-1)?.sequence ?? stored.sequence
    expect(newest).toBe(sequence)
  }
  await disk.close()
})

test.each([1, 2, 3])('rows in memory, on their way and on the disk read as one (seed %i)', async (seed) => {
  const dice = new Dice(seed)
  const folder = join(place, 'rows')
  const open = () => openDisk(folder, openLmdb(folder), { ...later, rows: 30, hiding: 10 })
  const model = new Map<string, number>()
  const inOrder = () => [...model].sort(([one], [other]) => (one < other ? -1 : 1))
  let disk = open()
  for (let round = 0; round < 300; round++) {
    if (dice.upTo(60) === 0) {
      await disk.close()
      disk = open()
    }
    const table = disk.table<number>('rows')
    await disk.batch(() => {
      for (let at = 0; at < 4; at++) {
        const key = `k${String(dice.upTo(80)).padStart(3, '0')}`
        if (dice.upTo(3) === 0) {
          table.remove(key)
          model.delete(key)
        } else {
          const isNew = !model.has(key)
          model.set(key, round)
          table.put(key, round, isNew)
        }
      }
    })
    const read = [...table.getRange({ start: '', end: '~' })].map(({ key, value }) => [key, value])
    expect(read).toEqual(inOrder())
    const [from, to] = [`k0${dice.upTo(10)}`, `k0${dice.upTo(10)}`]
    const some = [...table.getRange({ start: from, end: to })].map(({ key }) => key)
    expect(some).toEqual(inOrder().flatMap(([key]) => (key >= from && key < to ? [key] : [])))
    const one = `k${String(dice.upTo(80)).padStart(3, '0')}`
    expect([table.get(one), table.doesExist(one)]).toEqual([model.get(one), model.has(one)])
  }
  await disk.close()
})
