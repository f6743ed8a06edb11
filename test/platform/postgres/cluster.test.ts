import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import pg from 'pg'

const main = join(import.meta.dirname, '../../../server/postgres/main.ts')
let folder: string
const wrappers: ChildProcess[] = []

beforeEach(async () => {
  // Private, as under /root or in a clone made by mktemp: PostgreSQL must manage all the same.
  folder = await mkdtemp(join(tmpdir(), 'motcua-cluster-'))
  await chmod(folder, 0o700)
})
afterEach(async () => {
  for (const wrapper of wrappers.splice(0)) await stopped(wrapper)
  await rm(folder, { recursive: true, force: true })
})

interface Running {
  readonly wrapper: ChildProcess
  readonly port: number
  readonly pid: number
}

async function started(port = 0): Promise<Running> {
  const flags = ['--data', join(folder, 'cluster'), '--port', `${port}`, '--watch-stdin', '--json']
  const wrapper = spawn(process.execPath, ['--import', 'tsx', main, ...flags], {
    env: { PATH: process.env.PATH, MOTCUA_POSTGRES_PASSWORD: 'right' },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  wrappers.push(wrapper)
  let errors = ''
  wrapper.stderr.on('data', (text) => {
    errors += text
  })
  for await (const line of createInterface(wrapper.stdout)) {
    const said: { port: number; pid: number } = JSON.parse(line)
    return { wrapper, port: said.port, pid: said.pid }
  }
  throw new Error(errors)
}

async function stopped(wrapper: ChildProcess): Promise<void> {
  if (wrapper.exitCode !== null || wrapper.signalCode !== null) return
  wrapper.stdin?.end()
  await once(wrapper, 'exit')
}

async function query(port: number, sql: string, password = 'right', host = '127.0.0.1'): Promise<unknown[]> {
  const client = new pg.Client({ host, port, user: 'motcua', password, database: 'motcua' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

describe('the packaged PostgreSQL, running', () => {
  test('is what the platform needs', async () => {
    const { port, pid } = await started()
    // Vietnamese in UTF-8, both cases of it.
    expect(await query(port, `SELECT upper('đống mỹ ường') AS up, current_setting('server_encoding') AS code`)).toEqual(
      [{ up: 'ĐỐNG MỸ ƯỜNG', code: 'UTF8' }],
    )
    // The extensions and the collation that searches and lists use.
    await query(port, 'CREATE EXTENSION unaccent; CREATE EXTENSION pg_trgm; CREATE EXTENSION btree_gin')
    expect(await query(port, `SELECT unaccent('Thị Đường') AS plain, 'đ' COLLATE "vi-x-icu" > 'd' AS after`)).toEqual([
      { plain: 'Thi Duong', after: true },
    ])
    // Closed: a password, the loopback alone, no socket in the file system, files for its account only, never root.
    await expect(query(port, 'SELECT 1', 'wrong')).rejects.toThrow(/password authentication failed/)
    expect(
      await query(
        port,
        `SELECT current_setting('listen_addresses') AS addresses, current_setting('unix_socket_directories') AS sockets`,
      ),
    ).toEqual([{ addresses: '127.0.0.1', sockets: '' }])
    expect(statSync(join(folder, 'cluster')).mode & 0o777).toBe(0o700)
    expect(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]).not.toBe('0')
  })
})

describe('the packaged PostgreSQL', () => {
  test('is stopped when whoever started it is gone, and goes on with what it had', async () => {
    const first = await started()
    await query(first.port, 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)')
    await stopped(first.wrapper)
    expect(existsSync(join(folder, 'cluster/postmaster.pid'))).toBe(false)
    const second = await started()
    expect(await query(second.port, 'SELECT n FROM kept')).toEqual([{ n: 7 }])
  })

  test('is taken over after its wrapper was killed, and loses nothing that was committed', async () => {
    const first = await started()
    await query(first.port, 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)')
    first.wrapper.kill('SIGKILL')
    await once(first.wrapper, 'exit')
    const second = await started(first.port)
    expect(second.pid).not.toBe(first.pid)
    expect(await query(second.port, 'SELECT n FROM kept')).toEqual([{ n: 7 }])
  })

  test('starts again after it was killed itself with clients at work', async () => {
    const first = await started()
    await query(first.port, 'CREATE TABLE kept (n int)')
    const busy = query(first.port, 'INSERT INTO kept SELECT 1 FROM pg_sleep(5)').catch(() => 'cut off')
    process.kill(first.pid, 'SIGKILL')
    await once(first.wrapper, 'exit')
    expect(first.wrapper.exitCode).toBe(1)
    expect(await busy).toBe('cut off')
    const second = await started(first.port)
    expect(await query(second.port, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 0 }])
  })
})
