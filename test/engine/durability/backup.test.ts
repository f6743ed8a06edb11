import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { keyOf } from '../../../server/engine/state/keys.ts'
import { KEYS_LEFT_OUT } from '../../../server/engine/state/restore.ts'
import { connectZeebe, type EngineKey } from '../../../server/zeebe/index.ts'
import { type EngineProcess, engineProcess, readyEngine } from '../gateway/support/engine-process.ts'
import { sequenceOf } from '../gateway/support/models.ts'

let place: string
const started: EngineProcess[] = []
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'motcua-backup-'))
})
afterEach(async () => {
  for (const { child, exited } of started.splice(0)) {
    child.kill('SIGKILL')
    await exited
  }
  await rm(place, { recursive: true, force: true })
})

const within = (name: string) => join(place, name)

/** Runs `npm run engine -- …` to its end; its words and exit code. */
async function command(...flags: string[]): Promise<{ code: number | string; words: string }> {
  const process = engineProcess(flags)
  const code = await process.exited
  return { code, words: process.output.join('\n') + process.errors() }
}

/** An engine with a running process at `data`, and a client of it. */
async function working(data: string) {
  const engine = await readyEngine(data)
  started.push(engine)
  const zeebe = connectZeebe({ address: `127.0.0.1:${engine.port}` })
  const stop = async () => {
    await zeebe.close()
    engine.child.kill('SIGTERM')
    await engine.exited
  }
  return { zeebe, epoch: engine.epoch, stop }
}

const model = [{ name: 'p.bpmn', content: Buffer.from(sequenceOf('p', ['a', 'b'])) }]
const poll = { type: 'a', worker: 'w', timeoutMs: 60_000, maxJobs: 1000, requestTimeoutMs: 2000 }

describe('npm run engine -- backup', () => {
  test('copies while the engine works; the restored folder has all that was answered before, under another epoch', async () => {
    const { zeebe, epoch, stop } = await working(within('data'))
    const { processes } = await zeebe.deploy(model)
    const processDefinitionKey = processes[0]?.key as EngineKey
    const create = (at: number) => zeebe.create({ processDefinitionKey, variables: { at } })
    const before = await Promise.all(Array.from({ length: 50 }, (_, at) => create(at)))
    let busy = true
    const meanwhile = (async () => {
      const created: string[] = []
      while (busy) created.push((await create(-1)).processInstanceKey)
      return created
    })()
    const backup = await command('backup', '--data', within('data'), '--to', within('copy'))
    busy = false
    const after = await meanwhile
    await stop()
    expect(backup).toEqual({ code: 0, words: expect.stringMatching(/^backup of 20.* in .*copy \(\d+ bytes\)$/) })
    expect((await readdir(within('copy'))).sort()).toEqual(['backup.json', 'data.mdb'])
    expect(JSON.parse(await readFile(join(within('copy'), 'backup.json'), 'utf8'))).toMatchObject({ epoch, format: 3 })

    const restored = await command('restore', '--from', within('copy'), '--data', within('again'))
    expect(restored).toEqual({
      code: 0,
      words: expect.stringMatching(/^backup of 20.* restored into .*again \(epoch .*\)$/),
    })
    const again = await working(within('again'))
    expect(again.epoch).not.toBe(epoch)
    const jobs = await again.zeebe.activateJobs(poll)
    const instances = new Set<string>(jobs.map(({ processInstanceKey }) => processInstanceKey))
    expect(before.filter(({ processInstanceKey }) => !instances.has(processInstanceKey))).toEqual([])
    // No key that was given out after the backup comes again.
    const { processInstanceKey } = await again.zeebe.create({ processDefinitionKey, variables: {} })
    expect(Number(processInstanceKey)).toBeGreaterThan(Number(keyOf(KEYS_LEFT_OUT)))
    expect([...before.map((one) => one.processInstanceKey as string), ...after]).not.toContain(processInstanceKey)
    await again.zeebe.completeJob(jobs[0]?.key as EngineKey)
    await again.stop()
  }, 120_000)

  test('copies a stopped engine; refuses a target that holds something and a folder that is no engine’s', async () => {
    const { stop } = await working(within('data'))
    await stop()
    expect(await command('backup', '--data', within('data'), '--to', within('copy'))).toMatchObject({ code: 0 })
    const twice = await command('backup', '--data', within('data'), '--to', within('copy'))
    expect(twice).toEqual({ code: 1, words: expect.stringContaining("copy' is not empty") })
    const nothing = await command('backup', '--data', within('nothing'), '--to', within('other'))
    expect(nothing).toEqual({ code: 1, words: expect.stringContaining('does not say format and epoch') })
    expect(await command('backup', '--data', within('data'))).toMatchObject({ code: 1 })
    // Started by mistake on the backup itself, the engine does not take it for its own.
    const mistaken = await command('--port', '0', '--data', within('copy'))
    expect(mistaken).toEqual({ code: 1, words: expect.stringContaining("holds no 'engine.json'") })
  }, 120_000)
})

describe('npm run engine -- restore', () => {
  test('refuses a folder in use, one that holds something, and a backup that is not whole', async () => {
    const running = await working(within('data'))
    await command('backup', '--data', within('data'), '--to', within('copy'))
    const inUse = await command('restore', '--from', within('copy'), '--data', within('data'), '--replace')
    expect(inUse).toEqual({
      code: 1,
      words: expect.stringContaining('Another engine already works on the data folder'),
    })
    await running.stop()
    const full = await command('restore', '--from', within('copy'), '--data', within('data'))
    expect(full).toEqual({ code: 1, words: expect.stringContaining('is not empty: take another, or add --replace') })
    await truncate(join(within('copy'), 'data.mdb'), 20_000)
    const torn = await command('restore', '--from', within('copy'), '--data', within('again'))
    expect(torn).toEqual({ code: 1, words: expect.stringContaining('is not whole') })
    const none = await command('restore', '--from', within('data'), '--data', within('again'))
    expect(none).toEqual({ code: 1, words: expect.stringContaining('is no backup of an engine') })
    const same = await working(within('data'))
    expect(same.epoch).toBe(running.epoch)
    await same.stop()
  }, 120_000)

  test('puts aside what the folder held when told to; one that was cut off is not opened and can be run again', async () => {
    const first = await working(within('data'))
    await first.zeebe.deploy(model)
    await first.stop()
    await command('backup', '--data', within('data'), '--to', within('copy'))
    // As a restore leaves the folder when it is killed before its last step.
    await rm(join(within('data'), 'engine.json'))
    await writeFile(join(within('data'), 'restoring'), '')
    const cutOff = await command('--port', '0', '--data', within('data'))
    expect(cutOff).toEqual({ code: 1, words: expect.stringContaining('a restore into it was cut off') })
    const again = await command('restore', '--from', within('copy'), '--data', within('data'), '--replace')
    expect(again).toEqual({ code: 0, words: expect.stringMatching(/what it held before lies in .*before-restore-/) })
    const second = await working(within('data'))
    expect(second.epoch).not.toBe(first.epoch)
    await second.stop()
  }, 120_000)
})
