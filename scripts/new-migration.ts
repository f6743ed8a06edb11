/**
 * `npm run migration -- name`: writes prisma/migrations/<time>_<name>/migration.sql, what has changed in
 * prisma/schema.prisma since HEAD (`--from <commit>` since another). What Prisma has no words for (checks, generated
 * columns, partial indexes) is added by hand. Nothing touches a database; the next start applies it.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
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
const sql = await schemaDifference(schemaAt(values.from), now)
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
