/**
 * The whole product for one test file: the supervisor from the build with its engine, simulators and app, on a database
 * and a data folder of its own. Time moves by stopping it and starting it again at a later instant, as after a night
 * with the power off: nothing is mocked, nothing sleeps until an appointment.
 */
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { chmod, cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { identityOf } from '../../server/supervisor/process-identity.ts'
import { aDatabase, startedFolder } from './database.ts'
import { Citizen, Officer, until } from './players.ts'
import { endMain, type Running, spawnMain, startMain } from './supervisor.ts'

/** A process of the stack; PostgreSQL is the run's own and not among them. */
export type StackPart = 'app' | 'engine' | 'simulators'

/** A text that arrived on a simulated phone. */
export interface PhoneMessage {
  /** Ids of its parts at the switchboard. */
  readonly ids: readonly string[]
  readonly at: string
  readonly to: string
  readonly text: string
  /** One-time codes in it. */
  readonly codes: readonly string[]
  readonly state: 'sent' | 'delivered' | 'failed'
}

/** The switch for faults of a simulator (server/simulators/people.md says what it understands). */
export interface FaultSwitch {
  set(fault: Readonly<Record<string, unknown>>): Promise<void>
  clear(): Promise<void>
}

export interface StackOptions {
  /** What all clocks read when it starts: a Tuesday morning within working hours unless told. */
  readonly now?: string
  /** How long an officer may take a decision back, ms; 0 unless told, so that stories go on at once. */
  readonly undoMs?: number
  readonly env?: Readonly<Record<string, string>>
}

export interface Stack {
  /** Origin of portal and API; the same after every start. */
  readonly base: string
  readonly databaseUrl: string
  readonly dataFolder: string
  /** Password of all demo accounts. */
  readonly password: string
  readonly db: pg.Pool
  /** Address of the embedded engine's gateway, for a client of a test's own. */
  readonly engineAddress: string
  /** What the clocks of the stack read. */
  now(): Date
  /** A citizen with this phone, signed in by one-time code. */
  citizen(phone: string): Promise<Citizen>
  /** Signed in with login and password. */
  officer(login: string): Promise<Officer>
  /** What arrived on a phone, oldest first. */
  messages(phone: string): Promise<PhoneMessage[]>
  /** The same without one-time codes. */
  texts(phone: string): Promise<string[]>
  faultsOf(simulator: 'register' | 'switchboard'): FaultSwitch
  pid(part: StackPart): number
  /** SIGKILL; the supervisor starts the part again. */
  kill(part: StackPart): void
  /** The part stands still until the function that comes back is called. Don't stop the stack meanwhile, crash it. */
  freeze(part: StackPart): () => void
  /** Stops everything in order and starts it on the same data with all clocks at `instant`. */
  at(instant: string | Date, env?: Readonly<Record<string, string>>): Promise<void>
  /**
   * As `at`, so early that the stack is ready at least `aheadMs` before `instant`, however slow the machine is today;
   * `untilItIs` waits for the rest.
   */
  readyBefore(instant: string | Date, aheadMs: number): Promise<void>
  /** Stops everything in order and keeps database and folder; `at` starts it again. */
  pause(): Promise<void>
  /** `npm run reconcile -- …args` on the paused stack with all clocks at `instant`: what it says. Rejects when it fails. */
  reconcile(instant: string | Date, args?: string, env?: Readonly<Record<string, string>>): Promise<string>
  /** SIGKILL to the supervisor and to all its parts, at once: the power is gone. `at` starts it again. */
  crash(): Promise<void>
  /** Waits until the clocks of the stack read `instant`; for instants a few seconds ahead. */
  untilItIs(instant: string | Date): Promise<void>
  /** Ends it with its database and folder. */
  stop(): Promise<void>
}

/** How long a story may take on a machine that is busy with others, ms: for `jest.setTimeout`. */
export const aStory = 240_000

/**
 * Starts a stack on copies of a database and a folder that were started once already (make-template.ts), its release
 * imported and deployed; some 2 s on an idle machine. The caller stops it in `afterAll`.
 */
export async function aStack(options: StackOptions = {}): Promise<Stack> {
  const database = await aDatabase('started')
  const folder = await mkdtemp(join(tmpdir(), 'motcua-stack-'))
  await chmod(folder, 0o711)
  await cp(startedFolder(), folder, { recursive: true })
  const db = new pg.Pool({ connectionString: database.url, max: 3 })
  db.on('error', () => undefined)
  const readCodes = new Set<string>()
  let running: Running | undefined

  const variables = () => ({
    DATABASE_URL: database.url,
    MOTCUA_UNDO_MS: `${options.undoMs ?? 0}`,
    PORT: running?.port ?? '0',
    ...options.env,
  })
  const start = async (instant: string | Date, env: Readonly<Record<string, string>> = {}): Promise<Running> => {
    const offsetMs = new Date(instant).getTime() - Date.now()
    return startMain(folder, offsetMs, { ...variables(), ...env })
  }
  const now = (): Date => new Date(Date.now() + alive().offsetMs)
  const alive = (): Running => {
    if (running === undefined) throw new Error('The stack is not running.')
    return running
  }
  const messages = async (phone: string): Promise<PhoneMessage[]> => {
    const answer = await fetch(`${alive().inbox}messages?limit=200&to=${encodeURIComponent(phone)}`)
    const body: { messages: PhoneMessage[] } = await answer.json()
    return body.messages.toReversed()
  }
  const newestCode = (phone: string): Promise<string> =>
    until(`a one-time code on ${phone}`, async () => {
      const unread = (await messages(phone)).filter(({ ids, codes }) => codes.length > 0 && !readCodes.has(ids.join()))
      const newest = unread.at(-1)
      for (const { ids } of unread) readCodes.add(ids.join())
      return newest?.codes[0]
    })
  const pid = (part: StackPart): number => pidOf(folder, part)
  const at = async (instant: string | Date, env?: Readonly<Record<string, string>>): Promise<void> => {
    await endMain(alive())
    running = await start(instant, env)
  }
  const base = (): string => `http://localhost:${alive().port}`
  const password = (): string => readFileSync(join(folder, 'keys/demo-password'), 'utf8').trim()
  running = await start(options.now ?? '2017-08-15T09:00:00+07:00')

  return {
    get base() {
      return base()
    },
    databaseUrl: database.url,
    dataFolder: folder,
    get password() {
      return password()
    },
    db,
    get engineAddress() {
      return `127.0.0.1:${enginePort(folder)}`
    },
    now,
    async citizen(phone) {
      const citizen = new Citizen(base(), phone, newestCode)
      await citizen.signIn()
      return citizen
    },
    async officer(login) {
      const officer = new Officer(base())
      await officer.signIn(login, password())
      return officer
    },
    messages,
    async texts(phone) {
      return (await messages(phone)).filter(({ codes }) => codes.length === 0).map(({ text }) => text)
    },
    faultsOf(simulator) {
      const url = `${simulator === 'register' ? registersUrl(folder) : alive().inbox}faults`
      return {
        set: (fault) => told(fetch(url, { method: 'POST', headers: jsonType, body: JSON.stringify(fault) })),
        clear: () => told(fetch(url, { method: 'DELETE' })),
      }
    },
    pid,
    kill: (part) => void process.kill(pid(part), 'SIGKILL'),
    freeze(part) {
      const frozen = pid(part)
      process.kill(frozen, 'SIGSTOP')
      return () => void process.kill(frozen, 'SIGCONT')
    },
    at,
    async readyBefore(instant, aheadMs) {
      const latest = new Date(instant).getTime() - aheadMs
      for (const leadMs of [8000, 25_000, 80_000]) {
        await at(new Date(latest - leadMs))
        if (now().getTime() <= latest) return
      }
      throw new Error('the stack takes too long to start')
    },
    pause: () => endMain(alive()),
    async reconcile(instant, args, env) {
      const offsetMs = new Date(instant).getTime() - Date.now()
      const child = spawnMain(folder, offsetMs, { ...variables(), ...env }, ['--reconcile', ...(args ? [args] : [])])
      let said = ''
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => {
          said += text
        })
      const [code, signal] = await once(child, 'close')
      if (code !== 0) throw new Error(`reconcile ended with ${code ?? signal}:\n${said}`)
      return said
    },
    async crash() {
      const { child } = alive()
      const parts = (['app', 'engine', 'simulators'] as const).map(pid)
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      for (const part of parts) process.kill(part, 'SIGKILL')
      await gone
      await until('all parts gone, with what they held open', async () => parts.every(isGone))
    },
    async untilItIs(instant) {
      const wait = new Date(instant).getTime() - now().getTime()
      if (wait > 120_000) throw new Error(`${wait} ms are too long to wait; start the stack nearer to it.`)
      if (wait > 0) await new Promise((done) => setTimeout(done, wait))
    },
    async stop() {
      await endMain(alive())
      await db.end()
      await database.drop()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

const jsonType = { 'content-type': 'application/json' }

async function told(asked: Promise<Response>): Promise<void> {
  const answer = await asked
  if (!answer.ok) throw new Error(`the simulator refused: ${answer.status} ${await answer.text()}`)
}

/** The supervisor's own record of its parts. */
function runRecord(folder: string): { parts: Partial<Record<StackPart, { process: { pid: number }; port?: number }>> } {
  return JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'))
}

function pidOf(folder: string, part: StackPart): number {
  const pid = runRecord(folder).parts[part]?.process.pid
  if (pid === undefined) throw new Error(`The part ${part} is not running.`)
  return pid
}

/** Nothing is left of it: a process holds its files and locks until the last of its threads has ended. */
function isGone(pid: number): boolean {
  if (identityOf(pid) !== undefined) return false
  const threads = `/proc/${pid}/task`
  return !existsSync(threads) || readdirSync(threads).length <= 1
}

function enginePort(folder: string): number {
  const port = runRecord(folder).parts.engine?.port
  if (port === undefined) throw new Error('The engine has not told its port.')
  return port
}

function registersUrl(folder: string): string {
  const ports: { registers: number } = JSON.parse(readFileSync(join(folder, 'simulators/ports.json'), 'utf8'))
  return `http://127.0.0.1:${ports.registers}/`
}
