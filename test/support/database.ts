import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { serverVariable, startedFolderVariable, templates, templatesMade } from './postgres-once.ts'

/** A database of a test file's own. */
export interface TestDatabase {
  readonly url: string
  /** Ends open connections and removes it. Forgotten databases go with the run. */
  readonly drop: () => Promise<void>
}

/**
 * Makes a database for one test file, some 50 ms. Only in `test/platform` and `test/browser`, whose projects start PostgreSQL.
 * @param from `empty`: nothing in it; `seeded`: migrated and seeded; `started`: as the platform left it after its first
 * start, with the release; it belongs to a copy of `startedFolder()`
 */
export async function aDatabase(from: keyof typeof templates = 'seeded'): Promise<TestDatabase> {
  const server = ofTheRun(serverVariable)
  if (from !== 'empty') await untilTemplatesAreMade()
  const name = `test_${randomBytes(6).toString('hex')}`
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE ${templates[from]}`)
  return {
    url: databaseUrl(server, name),
    drop: () => onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  }
}

/** They are made beside the first tests of a run. */
async function untilTemplatesAreMade(): Promise<void> {
  for (let waited = 0; waited < 200_000; waited += 200) {
    const fault = await readFile(templatesMade(startedFolder()), 'utf8').catch(() => undefined)
    if (fault === '') return
    if (fault !== undefined) throw new Error(`the templates of the databases could not be made:\n${fault}`)
    await pause(200)
  }
  throw new Error('the templates of the databases were not made within 200 s')
}

/** The data folder that belongs to databases from `started`; to be copied. */
export const startedFolder = (): string => ofTheRun(startedFolderVariable)

function ofTheRun(variable: string): string {
  const value = process.env[variable]
  if (value === undefined)
    throw new Error('Databases are for tests under test/platform and test/browser: their projects start PostgreSQL.')
  return value
}

/** The URL of another database on the same server. */
export function databaseUrl(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

/** Runs one statement in the server's maintenance database. */
export async function onServer(server: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
