/**
 * Makes the databases that `aDatabase()` copies: one migrated and seeded, one that the platform was started on once,
 * with the data folder that belongs to it. Run by postgres-once.ts in a process of its own, so that what it loads is
 * what the platform loads, and not what a test's transformer made of it.
 * Arguments: URL of the server's maintenance database, the data folder to make.
 */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { migrate } from '../../server/migrations/index.ts'
import { databaseUrl, onServer } from './database.ts'
import { templates } from './postgres-once.ts'
import { endMain, startMain } from './supervisor.ts'

const root = resolve(import.meta.dirname, '../..')
const [server, folder] = process.argv.slice(2)
if (server === undefined || folder === undefined) throw new Error('The URL of the server or the folder is missing.')
/** Before the first instant of any story. */
const firstStart = '2017-08-14T07:00:00+07:00'

const seeded = databaseUrl(server, templates.seeded)
await onServer(server, `CREATE DATABASE ${templates.seeded}`)
await migrate(seeded, resolve(root, 'prisma/migrations'))
await seed(seeded)
await keep(server, templates.seeded)

await onServer(server, `CREATE DATABASE ${templates.started} TEMPLATE ${templates.seeded}`)
const offsetMs = new Date(firstStart).getTime() - Date.now()
const first = await startMain(folder, offsetMs, { DATABASE_URL: databaseUrl(server, templates.started), PORT: '0' })
await endMain(first)
await keep(server, templates.started)

/** From here on it is only copied. */
async function keep(maintenance: string, name: string): Promise<void> {
  await onServer(maintenance, `ALTER DATABASE ${name} ALLOW_CONNECTIONS false IS_TEMPLATE true`)
}

/** Seeds with `seed(databaseUrl)` of prisma/seed.ts. */
async function seed(url: string): Promise<void> {
  const file = resolve(root, 'prisma/seed.ts')
  if (!existsSync(file)) return
  const module: unknown = await import(pathToFileURL(file).href)
  if (typeof module !== 'object' || module === null || !('seed' in module) || typeof module.seed !== 'function') {
    throw new Error('prisma/seed.ts must export seed(databaseUrl).')
  }
  await module.seed(url)
}
