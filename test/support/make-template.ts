/**
 * Makes the database that `aDatabase()` copies, migrated and seeded. Run by postgres-once.ts in a process of its own,
 * so that what it loads is what the platform loads, and not what a test's transformer made of it.
 * Argument: URL of the server's maintenance database.
 */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { migrate } from '../../server/migrations/index.ts'
import { databaseUrl, onServer } from './database.ts'
import { templateName } from './postgres-once.ts'

const root = resolve(import.meta.dirname, '../..')
const server = process.argv[2]
if (server === undefined) throw new Error('The URL of the server is missing.')

const template = databaseUrl(server, templateName)
await onServer(server, `CREATE DATABASE ${templateName}`)
await migrate(template, resolve(root, 'prisma/migrations'))
await seed(template)
await onServer(server, `ALTER DATABASE ${templateName} ALLOW_CONNECTIONS false IS_TEMPLATE true`)

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
