/**
 * The whole platform with parts that may be killed as often as one likes: the parts, arguments and environment are the
 * supervisor's, only its patience is not (it gives a part up after four deaths in a minute). The app can be armed with
 * fault points, other ones at each start.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { type Config, loadConfig } from '../../server/config.ts'
import { openStore } from '../../server/engine/state/store.ts'
import { type Child, startChild } from '../../server/supervisor/child.ts'
import { deferred } from '../../server/supervisor/deferred.ts'
import {
  checkWebPort,
  lastingPort,
  openLog,
  type Part,
  type PartName,
  programOf,
  type ReadyLine,
  wantedParts,
} from '../../server/supervisor/index.ts'

export type { PartName } from '../../server/supervisor/index.ts'

export interface Rig {
  /** Origin of the API; the same after every start. */
  readonly base: string
  readonly folder: string
  /** Address of the switchboard's inbox. */
  readonly inbox: string
  /** Password of the demo accounts. */
  readonly password: string
  /** Runs one query, again while PostgreSQL is away. */
  query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>
  /**
   * Points at which the app ends itself, from its next start on, each until it has been hit that often in all. `after`
   * gives at each start at which passing of the point it ends (1: the first).
   */
  arm(points: readonly string[], times?: number, after?: () => number): void
  /** Armed points that have not been hit as often as asked. */
  unhit(): string[]
  /** SIGKILL; the part starts again at once. */
  kill(part: PartName): void
  /** SIGKILL, and it stays away until `resume`. */
  halt(part: PartName): void
  resume(part: PartName): void
  /** Number of the part's process; of PostgreSQL the server itself. */
  pid(part: PartName): number
  /** When the part was last ready, ms of `performance.now()`. */
  readyAt(part: PartName): number
  /** How often a part ended by itself or was killed. */
  readonly deaths: Readonly<Record<PartName, number>>
  /** Fault points that were reached, each time they ended the app. */
  readonly hits: ReadonlyMap<string, number>
  /** Keys of instances that the app cancelled as strays. */
  readonly strays: ReadonlySet<string>
  /** Stops all parts in order; the folder stays. Then reads what the engine still holds. */
  stop(): Promise<{ instances: number; jobs: number; messages: number; incidents: number }>
  remove(): Promise<void>
}

/** Within the time, so that a run by night is a run by day. */
const workingMorning = '2017-08-15T09:00:00+07:00'

/** Starts all parts and waits until the health page says ready. Where `profiles` names a folder, app and engine write there what their processor did. */
export async function aRig(options: { now?: string; profiles?: string } = {}): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-soak-'))
  await chmod(folder, 0o711)
  const free = await checkWebPort('127.0.0.1', 0)
  if (free.state === 'refused') throw new Error(free.words)
  const config = loadConfig({
    MOTCUA_DATA: folder,
    PORT: `${free.port}`,
    MOTCUA_UNDO_MS: '0',
    MOTCUA_NOW: options.now ?? workingMorning,
  })
  const log = openLog(join(folder, 'logs'))
  const ready = new Map<PartName, ReadyLine>()
  const children = new Map<PartName, Child>()
  const halted = new Set<PartName>()
  const deaths: Record<PartName, number> = { postgres: 0, engine: 0, simulators: 0, app: 0 }
  const hits = new Map<string, number>()
  const strays = new Set<string>()
  const parts = wantedParts(config)
  const ports = new Map<string, number>()
  for (const name of parts.flatMap((part) => part.ports)) ports.set(name, await lastingPort('127.0.0.1'))
  const around = { config, postgresPassword: 'soak-soak-soak', ready, portOf: (name: string) => ports.get(name) ?? 0 }
  const program = programOf('build')
  const readyTimes = new Map<PartName, number>()
  const wanted = new Map<string, number>()
  let passing: () => number = () => 1
  let stopping = false
  const unhit = (): string[] => [...wanted].flatMap(([point, times]) => ((hits.get(point) ?? 0) < times ? [point] : []))

  function hear(part: PartName, line: string): void {
    log.write(part, line)
    const point = /^fault point (\S+)/.exec(line)?.[1]
    if (point !== undefined) hits.set(point, (hits.get(point) ?? 0) + 1)
    const stray = line.includes('stray instance cancelled') ? /"processInstanceKey":"(\d+)"/.exec(line)?.[1] : undefined
    if (stray !== undefined) strays.add(stray)
  }

  function launch(part: Part): Child {
    const [command = '', ...rest] = program(part)
    const isProfiled = options.profiles !== undefined && (part.name === 'app' || part.name === 'engine')
    const first = isProfiled
      ? ['--cpu-prof', `--cpu-prof-dir=${join(options.profiles ?? '', part.name)}`, ...rest]
      : rest
    const child = startChild({
      command,
      args: [...first, ...part.args(around)],
      env: {
        PATH: process.env.PATH ?? '',
        ...part.env(around),
        ...(part.name === 'app'
          ? appOnly(
              config,
              unhit().map((point) => `${point}=${passing()}`),
            )
          : {}),
      },
      patienceMs: { pipe: 12_000, term: 4_000 },
      onLine: (_stream, line) => hear(part.name, line),
    })
    children.set(part.name, child)
    return child
  }

  async function keep(part: Part, started: (line: ReadyLine) => void): Promise<void> {
    while (!stopping) {
      if (halted.has(part.name)) {
        await pause(50)
        continue
      }
      const child = launch(part)
      const line = await child.ready.catch(() => undefined)
      if (line) {
        ready.set(part.name, line)
        readyTimes.set(part.name, performance.now())
        started(line)
      }
      await child.ended
      if (stopping) return
      deaths[part.name] += 1
      await pause(100)
    }
  }

  const firsts = new Map<PartName, Promise<ReadyLine>>()
  const keeping: Promise<void>[] = []
  for (const part of parts.toReversed()) {
    const first = deferred<ReadyLine>()
    firsts.set(part.name, first.promise)
    const before = Promise.all(part.after.map((name) => firsts.get(name)))
    keeping.push(before.then(() => keep(part, first.resolve)))
  }
  const said = await firsts.get('app')
  const pool = new pg.Pool({
    connectionString: `postgres://motcua:${around.postgresPassword}@127.0.0.1:${ready.get('postgres')?.port}/motcua`,
    max: 3,
    connectionTimeoutMillis: 2000,
  })
  pool.on('error', () => undefined)

  let stopped: ReturnType<Rig['stop']> | undefined
  async function stopAll(): ReturnType<Rig['stop']> {
    stopping = true
    await pool.end()
    for (const part of parts) await children.get(part.name)?.stop()
    await Promise.all(keeping)
    const store = await openStore(join(folder, 'engine'))
    try {
      const { processInstances, jobs, messages, incidents } = store.state
      return {
        instances: processInstances.range('').length,
        jobs: jobs.range('').length,
        messages: messages.range('').length,
        incidents: incidents.range('').length,
      }
    } finally {
      await store.close()
    }
  }

  function pidOf(part: PartName): number | undefined {
    // PostgreSQL itself, not the program that watches it.
    const pid = part === 'postgres' ? ready.get('postgres')?.pid : children.get(part)?.identity.pid
    return typeof pid === 'number' ? pid : undefined
  }

  function signal(part: PartName): void {
    const pid = pidOf(part)
    try {
      if (pid !== undefined && pid > 1) process.kill(pid, 'SIGKILL')
    } catch {
      // It ended a moment ago.
    }
  }

  return {
    base: `http://localhost:${free.port}`,
    folder,
    inbox: String(ready.get('simulators')?.inbox),
    password: String(said?.demoPassword),
    async query<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
      for (let attempt = 1; ; attempt++) {
        try {
          return (await pool.query<Row>(sql, values)).rows
        } catch (error) {
          if (attempt > 100 || !isAway(error)) throw error
          await pause(200)
        }
      }
    },
    arm(points, times = 1, after = () => 1) {
      for (const point of points) wanted.set(point, (hits.get(point) ?? 0) + times)
      passing = after
    },
    unhit,
    pid: (part) => pidOf(part) ?? 0,
    readyAt: (part) => readyTimes.get(part) ?? Number.NEGATIVE_INFINITY,
    kill: signal,
    halt(part) {
      halted.add(part)
      signal(part)
    },
    resume: (part) => void halted.delete(part),
    deaths,
    hits,
    strays,
    stop: () => {
      stopped ??= stopAll()
      return stopped
    },
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  }
}

function appOnly(config: Config, armed: readonly string[]): Record<string, string> {
  return {
    HOST: config.host,
    PORT: `${config.port}`,
    MOTCUA_UNDO_MS: `${config.undoMs}`,
    // Each citizen comes from an address of its own, so that the limits of one address do not end the run.
    MOTCUA_TRUSTED_PROXIES: '127.0.0.1,::1',
    ...(armed.length > 0 ? { MOTCUA_FAULTS: armed.join(',') } : {}),
  }
}

/** PostgreSQL was killed, or is starting. */
function isAway(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  const text = error instanceof Error ? error.message : ''
  return /^(57P0|08)|ECONN|EPIPE/.test(code) || /terminated|timeout|ECONN|starting up/.test(text)
}
