import { readFileSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import { readRun } from '../../../server/supervisor/run-file.ts'
import { aFakePlatform, type FakePlatform, type Habits, written } from './fake-parts.ts'

let platforms: FakePlatform[] = []

async function started(habits?: Habits, folder?: string): Promise<FakePlatform> {
  const platform = await aFakePlatform(habits, folder)
  platforms.push(platform)
  return platform
}

afterEach(async () => {
  for (const platform of platforms) await platform.supervisor.stop()
  for (const platform of platforms) await rm(platform.folder, { recursive: true, force: true })
  platforms = []
})

/** Process and port of a part's youngest start. */
function lastStart(platform: FakePlatform, part: string): { pid: number; port: number } {
  const [, , pid, port] =
    platform
      .diary()
      .filter((line) => line.startsWith(`${part} ready`))
      .at(-1)
      ?.split(' ') ?? []
  return { pid: Number(pid), port: Number(port) }
}

describe('the supervisor', () => {
  test('starts the app when the others are ready, and tells it where they are', async () => {
    const platform = await started()
    await platform.supervisor.ready
    const diary = platform.diary()
    expect(diary).toHaveLength(4)
    expect(diary.at(-1)).toMatch(/^app ready/)
    expect(diary.at(-1)).toMatch(/127\.0\.0\.1:\d+ e1 smpp:\/\/127\.0\.0\.1:\d+ postgres,engine,switchboard,registers$/)
  })

  test('stops the app first and PostgreSQL last, each when the one before has ended', async () => {
    const platform = await started({ app: ['--slow-stop', '200'], engine: ['--slow-stop', '100'] })
    await platform.supervisor.ready
    await platform.supervisor.stop()
    expect(platform.diary().slice(4)).toEqual([
      'app stopped',
      'engine stopped',
      'simulators stopped',
      'postgres stopped',
    ])
  })

  test('starts a killed part again on the port that it had', async () => {
    const platform = await started()
    await platform.supervisor.ready
    for (const part of ['engine', 'postgres', 'simulators'] as const) {
      const before = lastStart(platform, part)
      process.kill(before.pid, 'SIGKILL')
      await written(platform.folder, new RegExp(`^${part} ready`), 2)
      const after = lastStart(platform, part)
      expect(after.port).toBe(before.port)
      expect(after.pid).not.toBe(before.pid)
    }
    expect(platform.said).toContain('engine ended by itself (signal SIGKILL); starting it again.')
  })

  test('gives a part up that ends four times within a minute, stops the others and says why', async () => {
    const platform = await started({ engine: ['--exit', '3'] })
    await expect(platform.supervisor.failed).resolves.toMatch(
      /The part engine ended 4 times within a minute, the last time with exit code 3\.\nIts last words:\n( {2}engine can't go on\n){4}More stands in .*motcua\.log/,
    )
    await expect(platform.supervisor.ready).rejects.toThrow(/engine ended 4 times/)
    expect(platform.diary().filter((line) => line === 'engine exits')).toHaveLength(4)
    expect(platform.diary()).toEqual(expect.arrayContaining(['simulators stopped', 'postgres stopped']))
    expect(platform.diary().join()).not.toMatch(/app ready/)
    expect(platform.said).toContain("engine: engine can't go on")
  })

  test('starts a part anew as often as it is asked to', async () => {
    const platform = await started()
    await platform.supervisor.ready
    for (let times = 2; times <= 6; times += 1) {
      await platform.supervisor.restart('app')
      await written(platform.folder, /^app ready/, times)
    }
    expect(platform.said).toEqual([])
  })

  test('does not try a part again that says trying is useless', async () => {
    const platform = await started({ app: ['--exit', '78'] })
    await expect(platform.supervisor.failed).resolves.toMatch(/The part app can't start\./)
    expect(platform.diary().filter((line) => line === 'app exits')).toHaveLength(1)
  })

  test('ends a part that does not listen', async () => {
    const platform = await started({ simulators: ['--stubborn'] })
    await platform.supervisor.ready
    const { pid } = lastStart(platform, 'simulators')
    await platform.supervisor.stop()
    expect(platform.diary()).toContain('simulators terminated')
    expect(() => process.kill(pid, 0)).toThrow(/ESRCH/)
    expect(platform.diary().at(-1)).toBe('postgres stopped')
  })

  test('can be stopped before all are ready', async () => {
    const platform = await started()
    await written(platform.folder, /ready/)
    await platform.supervisor.stop()
    await expect(platform.supervisor.ready).rejects.toThrow('stopped before it was ready')
    const starts = platform.diary().filter((line) => line.includes('ready')).length
    expect(platform.diary().filter((line) => line.endsWith('stopped'))).toHaveLength(starts)
  })

  test('keeps ports and processes in run.json, for its owner only, and the password from start to start', async () => {
    const platform = await started()
    await platform.supervisor.ready
    expect(statSync(join(platform.folder, 'run.json')).mode & 0o777).toBe(0o600)
    const { postgresPassword, parts } = readRun(platform.folder)
    expect(postgresPassword).toHaveLength(32)
    expect(parts.engine?.process.pid).toBe(lastStart(platform, 'engine').pid)
    await platform.supervisor.stop()
    const again = await started({}, platform.folder)
    await again.supervisor.ready
    expect(readRun(platform.folder).postgresPassword).toBe(postgresPassword)
  })

  test('writes what the parts say into one log, a line each with its part', async () => {
    const platform = await started({ app: ['--exit', '78'] })
    await platform.supervisor.failed
    const log = readFileSync(join(platform.folder, 'logs/motcua.log'), 'utf8')
    expect(log).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z app {8}app can't go on$/m)
    expect(log).not.toContain('"epoch"')
  })
})
