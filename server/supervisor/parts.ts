import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { Part, PartName, Surroundings } from './part.ts'

const simulatorPorts = ['smsc', 'registers', 'inbox'] as const

/** The parts in the order in which they stop. Those that wait for nothing start at once. */
export const parts: readonly Part[] = [
  {
    name: 'app',
    after: ['postgres', 'engine', 'simulators'],
    isWanted: () => true,
    // The web's is the configuration's.
    ports: [],
    args: () => ['--watch-stdin'],
    env: appEnvironment,
    heapMb: 256,
  },
  {
    name: 'engine',
    after: [],
    isWanted: (config) => config.engine.kind === 'embedded',
    ports: ['engine'],
    args: ({ config, portOf }) => [
      ...['--data', join(config.dataFolder, 'engine'), '--port', `${portOf('engine')}`, '--watch-stdin', '--json'],
      ...(config.clockOffsetMs === 0 ? [] : [`--clock-offset=${config.clockOffsetMs}`]),
    ],
    // Alone on the loopback: it speaks plain text to the app, whatever an engine of its own is told.
    env: () => ({
      TZ: 'Asia/Ho_Chi_Minh',
      ...{ ENGINE_TLS_CERT: '', ENGINE_TLS_KEY: '', ENGINE_TOKEN: '', ENGINE_TOKEN_FILE: '' },
    }),
    heapMb: 192,
  },
  {
    name: 'simulators',
    after: [],
    isWanted: (config) => config.switchboard.kind === 'embedded' || config.registers.kind === 'embedded',
    ports: simulatorPorts,
    args: ({ config, portOf }) => [
      ...['--data', join(config.dataFolder, 'simulators'), '--watch-stdin'],
      ...simulatorPorts.flatMap((each) => [`--${each}-port`, `${portOf(each)}`]),
    ],
    // Made anew at each start, so that a simulator that comes later is on the same clock.
    env: ({ config }) =>
      config.clockOffsetMs === 0 ? {} : { MOTCUA_NOW: new Date(Date.now() + config.clockOffsetMs).toISOString() },
    heapMb: 96,
  },
  {
    name: 'postgres',
    after: [],
    isWanted: (config) => config.database.kind === 'embedded',
    ports: ['postgres'],
    args: ({ config, portOf }) => [
      ...['--data', join(config.dataFolder, 'postgres'), '--port', `${portOf('postgres')}`, '--watch-stdin', '--json'],
    ],
    env: ({ postgresPassword }) => ({ MOTCUA_POSTGRES_PASSWORD: postgresPassword }),
    heapMb: 32,
  },
]

/** What stands around a case and what it is flows through: with the app put to another use, nothing serves anybody. */
export function reconcilingParts(args: readonly string[]): readonly Part[] {
  return parts
    .filter(({ name }) => name !== 'simulators')
    .map((part) =>
      part.name === 'app'
        ? { ...part, after: ['postgres', 'engine'], isErrand: true, args: () => ['--watch-stdin', ...args] }
        : part,
    )
}

/** The app learns where the others are from the variables that would name another's in their place. */
function appEnvironment({ config, postgresPassword, ready }: Surroundings): Record<string, string> {
  const environment: Record<string, string> = { MOTCUA_DATA: config.dataFolder, PUBLIC_URL: config.publicUrl }
  const embedded: string[] = []
  const told = (part: PartName, key: string): string | undefined => {
    const value = ready.get(part)?.[key]
    return value === undefined ? undefined : String(value)
  }
  const give = (name: string, part: string, value: string | undefined): void => {
    if (value === undefined) return
    environment[name] = value
    embedded.push(part)
  }
  const database = told('postgres', 'port')
  if (database !== undefined) {
    give('DATABASE_URL', 'postgres', `postgres://motcua:${postgresPassword}@127.0.0.1:${database}/motcua`)
  }
  const engine = told('engine', 'port')
  if (engine !== undefined) {
    give('ZEEBE_ADDRESS', 'engine', `127.0.0.1:${engine}`)
    const epoch = told('engine', 'epoch')
    if (epoch !== undefined) environment.ZEEBE_EPOCH = epoch
  }
  if (config.switchboard.kind === 'embedded') give('SMSC_URL', 'switchboard', told('simulators', 'smsc'))
  if (config.registers.kind === 'embedded') give('REGISTERS_URL', 'registers', told('simulators', 'registers'))
  if (embedded.length > 0) environment.MOTCUA_EMBEDDED = embedded.join(',')
  if (config.clockOffsetMs !== 0)
    environment.MOTCUA_NOW = `${config.clockOffsetMs > 0 ? '+' : ''}${config.clockOffsetMs}ms`
  return environment
}

/** The parts that this configuration needs. */
export function wantedParts(config: Config, among: readonly Part[] = parts): readonly Part[] {
  return among.filter((part) => part.isWanted(config))
}
