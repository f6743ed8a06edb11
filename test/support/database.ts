import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { serverVariable, templateName } from './postgres-once.ts'

/** A database of a test file's own. */
export interface TestDatabase {
  readonly url: string
  /** Ends open connections and removes it. Forgotten databases go with the run. */
  readonly drop: () => Promise<void>
}

/**
 * Makes a database for one test file, some 50 ms. Only in `test/platform` and `test/browser`, whose projects start PostgreSQL.
 * @param from `template`: migrated and seeded; `empty`: nothing in it
 */
export async function aDatabase(from: 'template' | 'empty' = 'template'): Promise<TestDatabase> {
  const server = process.env[serverVariable]
  if (server === undefined)
    throw new Error('aDatabase() is for tests under test/platform and test/browser: their projects start PostgreSQL.')
  const name = `test_${randomBytes(6).toString('hex')}`
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE ${from === 'empty' ? 'template0' : templateName}`)
  return {
    url: databaseUrl(server, name),
    drop: () => onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  }
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
