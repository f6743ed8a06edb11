/**
 * `npm run migration -- name`: writes prisma/migrations/<time>_<name>/migration.sql, what has changed in
 * prisma/schema.prisma since HEAD (`--from <commit>` since another). What Prisma has no words for (checks, generated
 * columns, partial indexes) is added by hand. Nothing touches a database; the next start applies it.
 */
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { clusterDatabase, clusterOwner, startCluster } from '../server/postgres/index.ts'
import { schemaDifference } from './schema-difference.ts'

const root = join(import.meta.dirname, '..')
const { values, positionals } = parseArgs({
  options: { from: { type: 'string', default: 'HEAD' } },
  allowPositionals: true,
})
const [name] = positionals
if (name === undefined || !/^[a-z0-9_]+$/.test(name)) {
  console.error('Name the migration in lower case: npm run migration -- add_fee_receipts')
  process.exit(1)
}

const now = readFileSync(join(root, 'prisma/schema.prisma'), 'utf8')
const sql = await onAServer((server) => schemaDifference(server, schemaAt(values.from), now))
if (sql === undefined) {
  console.log(`The schema is as it was at ${values.from}; there is nothing to migrate.`)
} else {
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = join(root, 'prisma/migrations', `${time}_${name}`)
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'migration.sql')
  writeFileSync(file, sql)
  console.log(
    `Wrote ${relative(root, file)}. Read it before you commit it: a renamed column reads as dropped and added.`,
  )
}

/** The schema at a commit; undefined when it had none yet. */
function schemaAt(commit: string): string | undefined {
  try {
    return execFileSync('git', ['show', `${commit}:prisma/schema.prisma`], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch {
    return undefined
  }
}

/** A PostgreSQL that lives as long as the work: the project needs none that runs. */
async function onAServer<Result>(work: (url: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-migration-'))
  await chmod(folder, 0o711)
  const password = randomBytes(18).toString('base64url')
  const durability = 'thrown-away' as const
  const cluster = await startCluster({
    folder: join(folder, 'cluster'),
    port: 0,
    password,
    durability,
    log: () => undefined,
  })
  try {
    return await work(`postgres://${clusterOwner}:${password}@127.0.0.1:${cluster.port}/${clusterDatabase}`)
  } finally {
    await cluster.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
