/**
 * Every environment variable, in one typed value, checked at start: all faults at once, a sentence for each.
 * The supervisor reads it and so does each part; for a part that the supervisor started itself the address stands in
 * the same variable (DATABASE_URL, ZEEBE_ADDRESS, …) and its name in MOTCUA_EMBEDDED.
 */
import { resolve } from 'node:path'
import { type Reader, reader } from './config/reader.ts'
import { ownVariables, variables } from './config/variables.ts'

/** The parts that can be ours or another's. */
export type ReplaceablePart = 'postgres' | 'engine' | 'switchboard' | 'registers'

/** Where a part is: ours (address unknown until it has started), or at an address. */
export type PartAddress =
  | { readonly kind: 'embedded'; readonly url?: string }
  | { readonly kind: 'external'; readonly url: string }
  /** Nothing answers there; whoever needs it reports so. */
  | { readonly kind: 'absent' }

/** Where the engine is; `epoch` tells keys of this engine's data from those of data that were lost or restored. */
export type EngineAddress =
  | { readonly kind: 'embedded'; readonly address?: string; readonly epoch?: string }
  | { readonly kind: 'external'; readonly address: string; readonly epoch: string }

/** The checked configuration. */
export interface Config {
  readonly production: boolean
  /** Address that the web server listens on. */
  readonly host: string
  /** 0 takes a free port. */
  readonly port: number
  /** Origin under which people reach the platform, without a slash at the end; cookies and passkeys depend on it. */
  readonly publicUrl: string
  /** Reverse proxies whose `X-Forwarded-For` counts, as addresses or subnets. */
  readonly trustedProxies: readonly string[]
  /** Absolute path of the data folder. */
  readonly dataFolder: string
  readonly database: PartAddress
  readonly engine: EngineAddress
  /** SMPP switchboard. */
  readonly switchboard: PartAddress
  readonly registers: PartAddress
  /** Absolute path under which papers lie, by hash. */
  readonly filesFolder: string
  /** Absolute path of the folder with the keys of seals and sessions. */
  readonly keysFolder: string
  /** Whether accounts with printed passwords exist, one for each role. */
  readonly demoAccounts: boolean
  /** Absolute path of a further folder of services (`processes/` and `forms/` in it). */
  readonly servicesFolder?: string
  /** What the platform's clocks are ahead of the system's, in milliseconds; 0 without MOTCUA_NOW. */
  readonly clockOffsetMs: number
  /** How long an officer may take a decision back, in milliseconds. */
  readonly undoMs: number
  /** Named points at which tests make a part fail. */
  readonly faults?: string
}

/** The environment can't be used; `faults` are sentences for the one who starts the program. */
export class ConfigRefused extends Error {
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(
      `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n- ${faults.join('\n- ')}`,
    )
    this.name = 'ConfigRefused'
    this.faults = faults
  }
}

/**
 * Reads and checks the environment. Empty variables count as absent.
 * @throws ConfigRefused with one sentence for each fault
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const read = reader(env)
  const production = read.value('NODE_ENV') === 'production'
  const host = read.value('HOST') ?? '127.0.0.1'
  const port = read.port('PORT') ?? 3000
  const dataFolder = resolve(read.value('MOTCUA_DATA') ?? '.data')
  const own = new Set(read.names('MOTCUA_EMBEDDED', ['postgres', 'engine', 'switchboard', 'registers']) ?? [])
  const wanted = wantedForShow(read, production, host)
  const engine = engineAddress(read, own.has('engine'))
  const config: Config = {
    production,
    host,
    port,
    publicUrl: publicUrl(read, production, port),
    trustedProxies: read.subnets('MOTCUA_TRUSTED_PROXIES'),
    dataFolder,
    database: partAddress(read, 'DATABASE_URL', ['postgres:', 'postgresql:'], own.has('postgres'), true),
    engine,
    switchboard: partAddress(read, 'SMSC_URL', ['smpp:', 'smpps:'], own.has('switchboard'), wanted.has('switchboard')),
    registers: partAddress(read, 'REGISTERS_URL', ['http:', 'https:'], own.has('registers'), wanted.has('registers')),
    filesFolder: filesFolder(read, dataFolder),
    keysFolder: resolve(read.value('MOTCUA_KEYS') ?? `${dataFolder}/keys`),
    demoAccounts: wanted.has('accounts'),
    ...optional('servicesFolder', read.folder('MOTCUA_SERVICES')),
    clockOffsetMs: clockOffset(read, engine),
    undoMs: undoMs(read),
    ...optional('faults', faults(read, production)),
  }
  if (production && config.switchboard.kind === 'absent') {
    read.fault('SMSC_URL is missing: in production a switchboard must be named, smpp://user:password@host:2775.')
  }
  if (production && config.registers.kind === 'absent') {
    read.fault('REGISTERS_URL is missing: in production the registers must be named, https://host/path.')
  }
  for (const name of read.unknown('MOTCUA_', [...Object.keys(variables), ...ownVariables])) {
    read.fault(`${name} is no variable of this program. It knows ${Object.keys(variables).join(', ')}.`)
  }
  if (read.faults.length > 0) throw new ConfigRefused(read.faults)
  return config
}

/** What exists for show and trial only: simulators and accounts with printed passwords. */
type ForShow = 'switchboard' | 'registers' | 'accounts'
const allForShow: readonly ForShow[] = ['switchboard', 'registers', 'accounts']

/** On the loopback all of them, in production or on an open address only those that are asked for by name. */
function wantedForShow(read: Reader, production: boolean, host: string): ReadonlySet<ForShow> {
  const asked = read.names('MOTCUA_SIMULATORS', [...allForShow, 'none'])
  if (asked !== undefined) return new Set(allForShow.filter((name) => asked.includes(name)))
  return new Set(!production && isLoopback(host) ? allForShow : [])
}

function partAddress(
  read: Reader,
  name: string,
  schemes: readonly string[],
  own: boolean,
  startsOwn: boolean,
): PartAddress {
  const url = read.url(name, schemes)
  if (url === undefined) return startsOwn ? { kind: 'embedded' } : { kind: 'absent' }
  return own ? { kind: 'embedded', url } : { kind: 'external', url }
}

function engineAddress(read: Reader, own: boolean): EngineAddress {
  const address = read.value('ZEEBE_ADDRESS')
  const epoch = read.value('ZEEBE_EPOCH')
  if (address === undefined) {
    if (epoch !== undefined)
      read.fault('ZEEBE_EPOCH is set without ZEEBE_ADDRESS: our own engine names its epoch itself.')
    return { kind: 'embedded' }
  }
  if (!/^[^\s:/]+:\d{1,5}$/.test(address) && !/^\[[0-9a-fA-F:.]+\]:\d{1,5}$/.test(address)) {
    read.fault(`ZEEBE_ADDRESS must be host:port, such as zeebe:26500, not "${address}".`)
  }
  if (own) return { kind: 'embedded', address, ...optional('epoch', epoch) }
  return { kind: 'external', address, epoch: epoch ?? 'cluster' }
}

function publicUrl(read: Reader, production: boolean, port: number): string {
  const text = read.url('PUBLIC_URL', ['http:', 'https:'])
  if (text === undefined) {
    if (production)
      read.fault('PUBLIC_URL is missing: in production cookies need the address that people use, https://….')
    return `http://localhost:${port}`
  }
  const url = new URL(text)
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    read.fault(`PUBLIC_URL must be an origin without path, such as https://motcua.example, not "${text}".`)
  }
  if (production && url.protocol === 'http:' && !isLoopback(url.hostname)) {
    read.fault('PUBLIC_URL must begin with https: in production; session cookies are sent over TLS only.')
  }
  return url.origin
}

function filesFolder(read: Reader, dataFolder: string): string {
  const text = read.url('FILES_URL', ['file:'])
  return text === undefined ? resolve(dataFolder, 'files') : resolve(decodeURIComponent(new URL(text).pathname))
}

/** MOTCUA_NOW: an instant with offset (`2017-08-15T08:00:00+07:00`) that is "now" at start, or `+1500ms` as it was handed on. */
function clockOffset(read: Reader, engine: EngineAddress): number {
  const text = read.value('MOTCUA_NOW')
  if (text === undefined) return 0
  if (engine.kind === 'external') {
    read.fault("MOTCUA_NOW can't be used with ZEEBE_ADDRESS: that engine's clock would not follow.")
  }
  const handedOn = /^([+-]\d{1,15})ms$/.exec(text)
  if (handedOn?.[1] !== undefined) return Number(handedOn[1])
  const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(text)
    ? Date.parse(text)
    : Number.NaN
  if (Number.isNaN(instant)) {
    read.fault(`MOTCUA_NOW must be an instant with its offset, such as 2017-08-15T08:00:00+07:00, not "${text}".`)
    return 0
  }
  return instant - Date.now()
}

function undoMs(read: Reader): number {
  const text = read.value('MOTCUA_UNDO_MS') ?? '6000'
  const ms = Number(text)
  if (Number.isInteger(ms) && ms >= 0 && ms <= 60_000) return ms
  read.fault(`MOTCUA_UNDO_MS must be milliseconds from 0 to 60000, not "${text}".`)
  return 0
}

function faults(read: Reader, production: boolean): string | undefined {
  const text = read.value('MOTCUA_FAULTS')
  if (text !== undefined && production)
    read.fault('MOTCUA_FAULTS makes parts fail on purpose; it is refused in production.')
  return text
}

/** Whether an address or host name can be reached from this machine alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}

function optional<Name extends string, Value>(name: Name, value: Value | undefined): { readonly [N in Name]?: Value } {
  const some: { [N in Name]?: Value } = {}
  if (value !== undefined) some[name] = value
  return some
}
