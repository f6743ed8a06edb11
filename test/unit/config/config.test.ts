import { mkdtempSync, readFileSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { variables } from '../../../server/config/variables.ts'
import { ConfigRefused, loadConfig } from '../../../server/config.ts'

/** What a city must say at least. */
const city = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://motcua.example',
  SMSC_URL: 'smpp://u:p@smsc:2775',
  REGISTERS_URL: 'https://registers.example/v1',
}

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env)
  } catch (error) {
    if (error instanceof ConfigRefused) return error.faults
    throw error
  }
  return []
}

describe('without any variable', () => {
  test('everything is ours, on the loopback, for trial', () => {
    expect(loadConfig({})).toEqual({
      production: false,
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://localhost:3000',
      dataFolder: resolve('.data'),
      database: { kind: 'embedded' },
      engine: { kind: 'embedded' },
      switchboard: { kind: 'embedded' },
      registers: { kind: 'embedded' },
      filesFolder: resolve('.data/files'),
      keysFolder: resolve('.data/keys'),
      demoAccounts: true,
      clockOffsetMs: 0,
      undoMs: 6000,
      trustedProxies: [],
    })
  })

  test('an empty variable is an absent one', () => {
    expect(loadConfig({ PORT: '', DATABASE_URL: ' ', MOTCUA_NOW: '' })).toEqual(loadConfig({}))
  })
})

describe('each part is replaced by one variable', () => {
  test.each([
    ['DATABASE_URL', 'postgres://a:b@db/motcua', 'database', { kind: 'external', url: 'postgres://a:b@db/motcua' }],
    ['ZEEBE_ADDRESS', 'zeebe:26500', 'engine', { kind: 'external', address: 'zeebe:26500', epoch: 'cluster' }],
    ['SMSC_URL', 'smpp://smsc:2775', 'switchboard', { kind: 'external', url: 'smpp://smsc:2775' }],
    ['REGISTERS_URL', 'http://registers', 'registers', { kind: 'external', url: 'http://registers' }],
  ] as const)('%s', (name, value, part, address) => {
    expect(loadConfig({ [name]: value })[part]).toEqual(address)
  })

  test('a part that the supervisor started stays ours although it has an address', () => {
    const config = loadConfig({
      DATABASE_URL: 'postgres://a:b@127.0.0.1:1/motcua',
      ZEEBE_ADDRESS: '127.0.0.1:2',
      ZEEBE_EPOCH: 'e1',
      MOTCUA_EMBEDDED: 'postgres,engine',
      MOTCUA_NOW: '+1500ms',
    })
    expect(config.database).toEqual({ kind: 'embedded', url: 'postgres://a:b@127.0.0.1:1/motcua' })
    expect(config.engine).toEqual({ kind: 'embedded', address: '127.0.0.1:2', epoch: 'e1' })
    expect(config.clockOffsetMs).toBe(1500)
  })
})

describe('simulators and demo accounts', () => {
  const trial = (env: Record<string, string>) => {
    const { switchboard, registers, demoAccounts } = loadConfig(env)
    return [switchboard.kind, registers.kind, demoAccounts]
  }
  test('are off on an address that others reach', () => {
    expect(trial({ HOST: '0.0.0.0' })).toEqual(['absent', 'absent', false])
  })
  test('are off in production', () => {
    expect(trial(city)).toEqual(['external', 'external', false])
  })
  test('come when they are asked for by name', () => {
    expect(trial({ HOST: '0.0.0.0', MOTCUA_SIMULATORS: 'registers,accounts' })).toEqual(['absent', 'embedded', true])
    expect(trial({ ...city, SMSC_URL: '', MOTCUA_SIMULATORS: 'switchboard' })).toEqual(['embedded', 'external', false])
  })
  test('can be declined', () => {
    expect(trial({ MOTCUA_SIMULATORS: 'none' })).toEqual(['absent', 'absent', false])
  })
})

describe('MOTCUA_NOW', () => {
  test('shifts the clocks so that now is the instant', () => {
    const { clockOffsetMs } = loadConfig({ MOTCUA_NOW: '2017-08-15T08:00:00+07:00' })
    expect(Math.abs(Date.now() + clockOffsetMs - Date.parse('2017-08-15T01:00:00Z'))).toBeLessThan(1000)
  })
})

describe('is refused with a sentence', () => {
  test.each([
    ['PORT=80000', { PORT: '80000' }, /PORT must be a port from 0 to 65535/],
    ['PORT=three', { PORT: 'three' }, /PORT must be a port/],
    [
      'another database',
      { DATABASE_URL: 'mysql://u:secret@h/d' },
      /DATABASE_URL must be a URL that begins with postgres/,
    ],
    ['an engine without port', { ZEEBE_ADDRESS: 'zeebe' }, /ZEEBE_ADDRESS must be host:port/],
    ['an epoch without engine', { ZEEBE_EPOCH: '7' }, /ZEEBE_EPOCH is set without ZEEBE_ADDRESS/],
    [
      'a shifted clock beside a cluster',
      { MOTCUA_NOW: '2017-08-15T08:00:00+07:00', ZEEBE_ADDRESS: 'z:1' },
      /MOTCUA_NOW can't be used with ZEEBE_ADDRESS/,
    ],
    [
      'an instant without offset',
      { MOTCUA_NOW: '2017-08-15T08:00:00' },
      /MOTCUA_NOW must be an instant with its offset/,
    ],
    ['faults in production', { ...city, MOTCUA_FAULTS: 'a=1' }, /MOTCUA_FAULTS .* refused in production/],
    ['a city without switchboard', { ...city, SMSC_URL: '' }, /SMSC_URL is missing/],
    ['a city without registers', { ...city, REGISTERS_URL: '' }, /REGISTERS_URL is missing/],
    ['a city without address', { ...city, PUBLIC_URL: '' }, /PUBLIC_URL is missing/],
    ['a city in the clear', { ...city, PUBLIC_URL: 'http://motcua.example' }, /must begin with https/],
    ['an address with a path', { PUBLIC_URL: 'http://a/b' }, /PUBLIC_URL must be an origin without path/],
    ['an unknown simulator', { MOTCUA_SIMULATORS: 'phones' }, /MOTCUA_SIMULATORS lists "phones"/],
    ['a folder that is none', { MOTCUA_SERVICES: '/nowhere/at/all' }, /MOTCUA_SERVICES must name a folder/],
    ['a misspelt variable', { MOTCUA_SIMULATOR: 'none' }, /MOTCUA_SIMULATOR is no variable of this program/],
  ])('%s', (_name, env, sentence) => {
    const faults = faultsOf(env)
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(sentence)
  })

  test('and all faults are told at once', () => {
    expect(faultsOf({ PORT: '-1', DATABASE_URL: 'x', ZEEBE_ADDRESS: 'y' })).toHaveLength(3)
  })

  test('and no password stands in a sentence', () => {
    expect(faultsOf({ DATABASE_URL: 'mysql://u:secret@h/d', SMSC_URL: 'http://u:secret@h' }).join()).not.toContain(
      'secret',
    )
  })
})

test('proxies are trusted by address or subnet', () => {
  const { trustedProxies } = loadConfig({ MOTCUA_TRUSTED_PROXIES: '10.0.0.5, 10.1.0.0/16,::1, 2001:db8::/32' })
  expect(trustedProxies).toEqual(['10.0.0.5', '10.1.0.0/16', '::1', '2001:db8::/32'])
})
test.each(['proxy.local', '10.0.0.0/33', '10.0.0/8', '::1/129', '10.0.0.5/8/8', 'true'])('%s is no proxy', (text) => {
  expect(() => loadConfig({ MOTCUA_TRUSTED_PROXIES: text })).toThrow(/MOTCUA_TRUSTED_PROXIES lists/)
})

test('a further folder of services is taken by its absolute path', () => {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-services-'))
  expect(loadConfig({ MOTCUA_SERVICES: folder }).servicesFolder).toBe(folder)
  rmdirSync(folder)
})

test('docs/operations.md lists every variable with its meaning', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/operations.md'), 'utf8')
  const rows = Object.entries(variables).map(([name, meaning]) => `| ${name} | ${meaning} |`)
  expect(rows.filter((row) => !page.includes(row))).toEqual([])
})
