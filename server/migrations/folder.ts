import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One migration as it lies in the repository: `<folder>/<name>/migration.sql`. */
export interface Migration {
  /** Folder's name; migrations run in its order (`0001_house`, `0002_…` or a time stamp). */
  readonly name: string
  readonly sql: string
  /** SHA-256 of the file, in hex, as `prisma migrate deploy` records it. */
  readonly checksum: string
}

/** Reads all migrations of a folder in the order in which they run. */
export function readMigrations(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'migration.sql')))
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const bytes = readFileSync(join(folder, name, 'migration.sql'))
      return { name, sql: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') }
    })
}
