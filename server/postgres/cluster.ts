import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { commandAs, type RunAs, runAs } from './account.ts'
import { type PostgresBinaries, postgresBinaries } from './binaries.ts'
import { clearStalePidFile, postmasterOf } from './pid-file.ts'
import { type Durability, postgresSettings } from './settings.ts'

/** What a cluster needs to start. */
export interface ClusterOptions {
  /** Folder of the cluster's files; made when missing. */
  readonly folder: string
  /** TCP port on 127.0.0.1; 0 takes a free one. */
  readonly port: number
  /** Password of the owner account `motcua`; set when the cluster is made, so it must stay the same afterwards. */
  readonly password: string
  readonly durability: Durability
  /** Called with each line that PostgreSQL writes. */
  readonly log: (line: string) => void
}

/** A running PostgreSQL server. */
export interface Cluster {
  readonly port: number
  readonly pid: number
  /** Settles when the server has ended, by whatever cause, with its exit code. */
  readonly ended: Promise<number | null>
  /** Fast shutdown: open transactions are rolled back, what was committed stays. */
  stop(): Promise<void>
}

/** The cluster's owner account in PostgreSQL. */
export const clusterOwner = 'motcua'
/** The platform's database in it. */
export const clusterDatabase = 'motcua'

const readyText = 'ready to accept connections'
/** After a killed server its backends need a moment to notice, until then the folder counts as taken. */
const takenText = 'pre-existing shared memory block'
const takenPatienceMs = 15_000
const readyPatienceMs = 60_000

/**
 * Makes the cluster where there is none, ends a server that an earlier start left behind, and starts it.
 * @throws Error in words, with PostgreSQL's own last lines, when it does not start
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const folder = resolve(options.folder)
  const binaries = await postgresBinaries()
  mkdirSync(dirname(folder), { recursive: true })
  const how = runAs([dirname(folder), dirname(binaries.postgres)])
  if (!existsSync(join(folder, 'PG_VERSION'))) await makeCluster(binaries, how, folder, options)
  await checkVersion(binaries, folder)
  await endServerLeftBehind(folder)
  const until = Date.now() + takenPatienceMs
  for (;;) {
    const port = options.port === 0 ? await freePort() : options.port
    const outcome = await run(binaries, how, folder, port, options)
    if ('cluster' in outcome) return outcome.cluster
    if (!outcome.output.includes(takenText) || Date.now() > until) {
      throw new Error(`PostgreSQL did not start in ${folder}:\n${outcome.output.trim()}`)
    }
    await pause(200)
  }
}

async function makeCluster(binaries: PostgresBinaries, how: RunAs, folder: string, options: ClusterOptions) {
  // Made beside and renamed, so that a start that is killed half-way leaves no half cluster.
  const making = `${folder}.making`
  rmSync(making, { recursive: true, force: true })
  mkdirSync(making, { mode: 0o700 })
  const passwordFile = join(making, 'password')
  writeFileSync(passwordFile, `${options.password}\n`, { mode: 0o600 })
  const cluster = join(making, 'cluster')
  mkdirSync(cluster, { mode: 0o700 })
  if (how.as === 'account') {
    for (const path of [making, passwordFile, cluster]) chownSync(path, how.account.uid, how.account.gid)
  }
  const { code, output } = await ended(binaries.initdb, how, [
    `--pgdata=${cluster}`,
    `--username=${clusterOwner}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The same order and case rules on every machine; what people read is sorted by an ICU collation named there.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(options.durability === 'thrown-away' ? ['--no-sync'] : []),
  ])
  if (code !== 0) {
    rmSync(making, { recursive: true, force: true })
    throw new Error(`PostgreSQL's files could not be made in ${folder}:\n${output.trim()}`)
  }
  await makeDatabase(binaries, how, cluster)
  renameSync(cluster, folder)
  rmSync(making, { recursive: true, force: true })
  chmodSync(folder, 0o700)
}

/** Makes the platform's database before any server runs on the files, by PostgreSQL's single-user mode. */
async function makeDatabase(binaries: PostgresBinaries, how: RunAs, cluster: string): Promise<void> {
  const sql = `CREATE DATABASE ${clusterDatabase}\n`
  const { code, output } = await ended(binaries.postgres, how, ['--single', '-D', cluster, 'postgres'], sql)
  if (code !== 0) throw new Error(`The database ${clusterDatabase} could not be made:\n${output.trim()}`)
}

async function checkVersion(binaries: PostgresBinaries, folder: string): Promise<void> {
  const made = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  const ours = binaryMajor(binaries)
  if (ours !== undefined && ours !== made) {
    throw new Error(
      `The files in ${folder} were made by PostgreSQL ${made}, this program brings PostgreSQL ${ours}. ` +
        `Dump them with version ${made} and restore, or start with DATABASE_URL set to a server of version ${made}.`,
    )
  }
}

/** Major version of the packaged server: its catalogue of settings names it on no other cheap place than npm's version. */
function binaryMajor(binaries: PostgresBinaries): string | undefined {
  try {
    const text: unknown = JSON.parse(readFileSync(join(dirname(binaries.postgres), '..', '..', 'package.json'), 'utf8'))
    if (typeof text === 'object' && text !== null && 'version' in text && typeof text.version === 'string') {
      return text.version.split('.', 1)[0]
    }
  } catch {
    // A package laid out otherwise: PostgreSQL itself refuses foreign files.
  }
  return undefined
}

async function endServerLeftBehind(folder: string): Promise<void> {
  const owner = postmasterOf(folder)
  if (owner.state === 'stale') clearStalePidFile(folder)
  if (owner.state !== 'living') return
  process.kill(owner.pid, 'SIGINT')
  const until = Date.now() + takenPatienceMs
  while (postmasterOf(folder).state === 'living') {
    if (Date.now() > until) throw new Error(`A PostgreSQL (process ${owner.pid}) owns ${folder} and does not stop.`)
    await pause(50)
  }
  if (postmasterOf(folder).state === 'stale') clearStalePidFile(folder)
}

type Started = { readonly cluster: Cluster } | { readonly output: string }

async function run(
  binaries: PostgresBinaries,
  how: RunAs,
  folder: string,
  port: number,
  options: ClusterOptions,
): Promise<Started> {
  const settings = Object.entries(postgresSettings(port, options.durability))
  const args = ['-D', folder, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const child = start(binaries.postgres, how, args)
  const whenEnded = new Promise<number | null>((settle) => {
    child.once('error', (error) => {
      output += `${error.message}\n`
      settle(null)
    })
    child.once('close', (code) => settle(code))
  })
  let output = ''
  let ready = false
  const whenReady = new Promise<'ready'>((settle) => {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      if (!ready) output += text
      for (const line of text.split('\n')) if (line.trim() !== '') options.log(line)
      if (!ready && output.includes(readyText)) {
        ready = true
        settle('ready')
      }
    })
  })
  const abort = new AbortController()
  const tooLate = pause(readyPatienceMs, 'late' as const, { signal: abort.signal, ref: false }).catch(
    () => 'late' as const,
  )
  const first = await Promise.race([whenReady, whenEnded.then(() => 'ended' as const), tooLate])
  abort.abort()
  if (first !== 'ready' || child.pid === undefined) {
    child.kill('SIGQUIT')
    return { output: output === '' ? `no answer in ${readyPatienceMs / 1000} s` : output }
  }
  const pid = child.pid
  return {
    cluster: {
      port,
      pid,
      ended: whenEnded,
      stop: async () => {
        child.kill('SIGINT')
        await whenEnded
      },
    },
  }
}

function start(
  program: string,
  how: RunAs,
  args: readonly string[],
  input: 'ignore' | 'pipe' = 'ignore',
): ChildProcess {
  const { command, args: all, ...identity } = commandAs(how, program, args)
  return spawn(command, all, {
    ...identity,
    // PostgreSQL reads PG* and LC_*; the caller's must not reach it. "/" is a folder that every account may enter.
    env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' },
    cwd: '/',
    stdio: [input, 'ignore', 'pipe'],
  })
}

/** Runs a program of PostgreSQL's to its end. */
async function ended(program: string, how: RunAs, args: readonly string[], input?: string) {
  const child = start(program, how, args, input === undefined ? 'ignore' : 'pipe')
  child.stdin?.end(input)
  let output = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const code = await new Promise<number | null>((settle) => {
    child.once('error', (error) => {
      output += `${error.message}\n`
      settle(null)
    })
    child.once('close', settle)
  })
  return { code, output }
}

/** A free TCP port of the loopback. Another program may take it before PostgreSQL does; then the start says so. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((settle, fail) => {
    server.once('error', fail)
    server.listen(0, '127.0.0.1', settle)
  })
  const address = server.address()
  await new Promise<void>((settle) => server.close(() => settle()))
  if (address === null || typeof address === 'string') throw new Error('The system gave no free port.')
  return address.port
}
