/**
 * One PostgreSQL for a whole test run: jest's globalSetup of the projects `platform` and `browser`. Beside the first
 * tests it makes template databases, migrated, seeded and started once; `aDatabase()` waits for them and copies them.
 * The server runs under a wrapper that watches a pipe from this process, so that nothing is left behind even when the
 * run is killed.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import buildOnce from './build-once.ts'

/** Names the run's server to the test workers: a URL of its maintenance database. */
export const serverVariable = 'MOTCUA_TEST_POSTGRES'
/** Names the data folder that belongs to the database `started`. */
export const startedFolderVariable = 'MOTCUA_TEST_STARTED_FOLDER'
/** The databases that `aDatabase()` copies. */
export const templates = { empty: 'template0', seeded: 'motcua_seeded', started: 'motcua_started' } as const

/** The file that is there once the templates are made or cannot be; then it says why. */
export const templatesMade = (started: string): string => `${started}.made`

/** Where globalTeardown finds the server; both run in jest's main process. */
const running = Symbol.for('motcua.test.postgres')
interface Running {
  [running]?: { readonly child: ChildProcess; readonly folder: string }
}

const root = resolve(import.meta.dirname, '../..')

/** jest's globalSetup; what stacks start is built beside it. */
export default async function startPostgresOnce(): Promise<void> {
  const built = buildOnce()
  const folder = await mkdtemp(join(tmpdir(), 'motcua-test-'))
  // PostgreSQL may run under another account, which must be able to pass.
  await chmod(folder, 0o711)
  const password = randomBytes(18).toString('base64url')
  const flags = ['--data', join(folder, 'cluster'), '--watch-stdin', '--json', '--ephemeral']
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'server/postgres/main.ts'), ...flags], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', MOTCUA_POSTGRES_PASSWORD: password },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  Object.assign<typeof globalThis, Running>(globalThis, { [running]: { child, folder } })
  const server = `postgres://motcua:${password}@127.0.0.1:${await portOf(child)}/postgres`
  const makeTemplate = join(root, 'test/support/make-template.ts')
  await built
  const started = join(folder, 'started')
  void promisify(execFile)(process.execPath, ['--import', 'tsx', makeTemplate, server, started], { cwd: root })
    .then(
      () => '',
      (error: unknown) => String(error),
    )
    .then((fault) => writeFile(templatesMade(started), fault))
    .catch(() => undefined)
  process.env[serverVariable] = server
  process.env[startedFolderVariable] = started
  // The run ends when its tests end, not when the server does.
  child.unref()
}

/** Stops the server and waits until its files are gone. */
export async function stopPostgres(): Promise<void> {
  const { child, folder } = (globalThis as Running)[running] ?? {}
  if (child === undefined || folder === undefined) return
  const gone = new Promise<void>((settle) => child.once('exit', () => settle()))
  child.ref()
  child.stdin?.end()
  if (child.exitCode === null && child.signalCode === null) await gone
  await rm(folder, { recursive: true, force: true })
}

async function portOf(child: ChildProcess): Promise<number> {
  let errors = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-4000)
  })
  if (child.stdout === null) throw new Error('PostgreSQL was started without a pipe.')
  for await (const line of createInterface(child.stdout)) {
    const said: unknown = JSON.parse(line)
    if (typeof said === 'object' && said !== null && 'port' in said && typeof said.port === 'number') return said.port
  }
  throw new Error(`PostgreSQL did not start for the tests:\n${errors}`)
}
