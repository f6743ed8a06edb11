import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { FolderTaken, ownFolder } from '../../../server/supervisor/data-folder.ts'
import { checkWebPort } from '../../../server/supervisor/web-port.ts'
import { aFakePlatform, written } from './fake-parts.ts'

let folder: string
const apart: ChildProcess[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-supervisor-'))
})
afterEach(async () => {
  for (const child of apart.splice(0)) if (child.exitCode === null && child.signalCode === null) await kill(child)
  await rm(folder, { recursive: true, force: true })
})

/** Starts a supervisor in a process of its own; settles when all its parts are ready. */
async function aSupervisorApart(habits = {}): Promise<ChildProcess> {
  const script = join(import.meta.dirname, 'killed-supervisor.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder, JSON.stringify(habits)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  apart.push(child)
  await once(child.stdout, 'data')
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

describe('after the supervisor was killed', () => {
  test('its parts end by themselves, for their pipe has closed', async () => {
    await kill(await aSupervisorApart())
    expect(await written(folder, /stopped$/, 4)).toHaveLength(4)
  })

  test('the next start waits for parts that are still ending, and then runs', async () => {
    await kill(await aSupervisorApart({ engine: ['--slow-stop', '1500'] }))
    const owned = ownFolder(folder)
    const next = await aFakePlatform({}, folder)
    await next.supervisor.ready
    await next.supervisor.stop()
    owned.release()
    expect(next.said).toEqual(['Parts of an earlier start are still ending; waiting for them …'])
    const engine = next
      .diary()
      .filter((line) => line.startsWith('engine'))
      .map((line) => line.split(' ', 2).join(' '))
    expect(engine).toEqual(['engine ready', 'engine stopped', 'engine ready', 'engine stopped'])
  })
})

describe('the data folder', () => {
  test('has one owner; another start is told who and what to do', async () => {
    const child = await aSupervisorApart()
    const refused = await Promise.resolve()
      .then(() => ownFolder(folder))
      .catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(FolderTaken)
    expect(refused).toMatchObject({ message: expect.stringContaining(`process ${child.pid} runs on it`) })
    await kill(child)
    ownFolder(folder).release()
    expect(existsSync(join(folder, 'owner.json'))).toBe(false)
    await written(folder, /stopped$/, 4)
  })

  test('whose owner is dead and whose number another process got is free', () => {
    writeFileSync(join(folder, 'owner.json'), JSON.stringify({ pid: process.pid, began: 'long ago' }))
    ownFolder(folder).release()
  })

  test('goes to one of eight that start at once on a stale lock', async () => {
    writeFileSync(join(folder, 'owner.json'), JSON.stringify({ pid: 999_999_999, began: '1' }))
    const script = `import('${join(import.meta.dirname, '../../../server/supervisor/data-folder.ts')}').then(({ ownFolder }) => {
      try { ownFolder(${JSON.stringify(folder)}); console.log('mine'); setTimeout(() => {}, 3000) } catch { console.log('taken') } })`
    const starts = Array.from({ length: 8 }, () =>
      spawn(process.execPath, ['--import', 'tsx', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] }),
    )
    const answers = await Promise.all(starts.map(async (child) => String((await once(child.stdout, 'data'))[0]).trim()))
    await Promise.all(starts.map((child) => (child.exitCode === null ? kill(child) : undefined)))
    expect(answers.filter((answer) => answer === 'mine')).toHaveLength(1)
  })
})

describe('a port that is taken', () => {
  test('is told in words with the way out', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    expect(await checkWebPort('127.0.0.1', port)).toEqual({
      state: 'refused',
      words: `Port ${port} is taken by another program. Stop that one, or choose another port: PORT=${port + 1} npm start`,
    })
    server.close()
  })

  test('and an address that is not this machine’s too', async () => {
    expect(await checkWebPort('192.0.2.1', 0)).toMatchObject({
      state: 'refused',
      words: expect.stringContaining('HOST=192.0.2.1'),
    })
  })
})
