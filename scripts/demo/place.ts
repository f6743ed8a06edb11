/** Where the running instance is: its address, the phones of its switchboard simulator, the password of trial accounts. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { demoAccounts } from '../../server/accounts/index.ts'

export interface Place {
  /** Data folder of the instance. */
  data: string
  host: string
  port: number
  /** Origin of the inbox page. */
  inbox: string
  password: string
}

function read(path: string, what: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new Error(`${what} is not there (${path}). Start the platform first (npm start), with the same MOTCUA_DATA.`)
  }
}

function numberAt(json: string, ...keys: string[]): number | undefined {
  let value: unknown = JSON.parse(json)
  for (const key of keys) {
    value =
      typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : null
  }
  return typeof value === 'number' ? value : undefined
}

/** Throws an Error with the way out when nothing runs there. */
export function findPlace(env: { [name: string]: string | undefined }): Place {
  const data = resolve(env.MOTCUA_DATA ?? '.data')
  const told = Number(env.PORT ?? 0) || (env.PUBLIC_URL ? Number(new URL(env.PUBLIC_URL).port) : 0)
  const running = numberAt(read(join(data, 'run.json'), 'The record of a running platform'), 'parts', 'app', 'port')
  const inbox = numberAt(read(join(data, 'simulators/ports.json'), 'The switchboard simulator'), 'inbox')
  if (!inbox)
    throw new Error('The switchboard simulator has no inbox; the demonstration reads its one-time codes there.')
  const port = running ?? told
  if (!port) throw new Error('The platform is not running, or just starting (npm start); nothing is known of its port.')
  const host = env.HOST && !['0.0.0.0', '::'].includes(env.HOST) ? env.HOST : '127.0.0.1'
  const password = read(
    join(data, 'keys/demo-password'),
    `The password of the ${demoAccounts.length} trial accounts`,
  ).trim()
  return { data, host, port, inbox: `http://127.0.0.1:${inbox}`, password }
}
