import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { connectZeebe, type EngineKey, type ZeebeError } from '../../../server/zeebe/index.ts'
import { engineProcess, firstLine, fromSources, readyEngine } from './support/engine-process.ts'
import { sequenceOf } from './support/models.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-engine-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const model = [{ name: 'p.bpmn', content: Buffer.from(sequenceOf('p', ['a'])) }]

/** Repeats a call while the engine is away; anything but UNAVAILABLE fails. */
async function onceAvailable<T>(call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call()
    } catch (error) {
      expect((error as ZeebeError).status).toBe('UNAVAILABLE')
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

describe('npm run engine', () => {
  test('says in one line when it is ready, and stops in order when told', async () => {
    const engine = engineProcess(['--port', '0', '--data', folder], {}, [], fromSources)
    expect(await firstLine(engine)).toMatch(/^engine ready on 127\.0\.0\.1:\d+ \(epoch [^)]+\)$/)
    engine.child.kill('SIGTERM')
    expect(await engine.exited).toBe(0)
    expect(engine.output.at(-1)).toBe('engine stopped (SIGTERM)')
    expect(engine.errors()).toBe('')
  })

  test('shows its state and keeps a history where asked', async () => {
    const engine = engineProcess(['--json', '--port', '0', '--data', folder, '--inspect', '0', '--history-days', '7'])
    const { port, inspect } = JSON.parse(await firstLine(engine))
    const zeebe = connectZeebe({ address: `127.0.0.1:${port}` })
    const { processes } = await zeebe.deploy(model)
    const created = await zeebe.create({ processDefinitionKey: processes[0]?.key as EngineKey, variables: {} })
    await zeebe.cancel(created.processInstanceKey)
    const response = await fetch(`http://127.0.0.1:${inspect}/process-instances`)
    expect(await response.json()).toMatchObject({ items: [{ key: created.processInstanceKey, state: 'TERMINATED' }] })
    await zeebe.close()
    engine.child.kill('SIGTERM')
    expect(await engine.exited).toBe(0)
  })

  test('stops when whoever started it is gone', async () => {
    const engine = engineProcess(['--json', '--port', '0', '--data', folder, '--watch-stdin'])
    expect(JSON.parse(await firstLine(engine))).toMatchObject({ ready: true, host: '127.0.0.1' })
    engine.child.stdin?.end()
    expect(await engine.exited).toBe(0)
  })

  test.each([
    [['--port', 'x'], "--port takes a whole number, not 'x'"],
    [['--port', '70000'], "--port takes a whole number, not '70000'"],
    [['--inspect', 'here'], "--inspect takes a whole number, not 'here'"],
    [['--history-days', '1.5'], "--history-days takes a whole number, not '1.5'"],
    [['--nonsense'], "Unknown option '--nonsense'"],
  ])('refuses %j with words', async (flags, words) => {
    const engine = engineProcess(flags)
    expect(await engine.exited).toBe(1)
    expect(engine.errors()).toContain(words)
  })

  test('a taken port ends it with words', async () => {
    const first = await readyEngine(folder)
    const second = engineProcess(['--port', String(first.port), '--data', `${folder}-second`])
    expect(await second.exited).toBe(1)
    expect(second.errors()).toContain('EADDRINUSE')
    first.child.kill('SIGTERM')
    await first.exited
    await rm(`${folder}-second`, { recursive: true, force: true })
  })

  test('after a kill, what was answered is there, and connected clients go on by themselves', async () => {
    const first = await readyEngine(folder)
    const zeebe = connectZeebe({ address: `127.0.0.1:${first.port}` })
    const { processes } = await zeebe.deploy(model)
    const processDefinitionKey = processes[0]?.key as EngineKey
    const poll = { type: 'a', worker: 'w', timeoutMs: 60_000, maxJobs: 50 }
    const waiting = zeebe.activateJobs({ ...poll, type: 'never', requestTimeoutMs: 60_000 }).catch((error) => error)
    const created = await Promise.all(
      Array.from({ length: 20 }, (_, at) => zeebe.create({ processDefinitionKey, variables: { at } })),
    )
    first.child.kill('SIGKILL')
    await first.exited
    expect(await waiting).toMatchObject({ status: 'UNAVAILABLE' })
    await expect(zeebe.topology()).rejects.toMatchObject({ status: 'UNAVAILABLE' })
    const second = await readyEngine(folder, first.port)
    expect(second.epoch).toBe(first.epoch)
    await onceAvailable(() => zeebe.topology())
    const jobs = await onceAvailable(() => zeebe.activateJobs({ ...poll, requestTimeoutMs: 5_000 }))
    expect(new Set(jobs.map((job) => job.processInstanceKey))).toEqual(
      new Set(created.map((instance) => instance.processInstanceKey)),
    )
    for (const job of jobs) await zeebe.completeJob(job.key)
    await zeebe.close()
    second.child.kill('SIGTERM')
    expect(await second.exited).toBe(0)
  })
})
