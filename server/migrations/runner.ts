import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { type Migration, readMigrations } from './folder.ts'
import { type AppliedMigration, planMigrations, type Refusal, refusalText } from './plan.ts'

/** What `migrate` did. */
export interface MigrationReport {
  /** Names that were applied now, in order; empty when the database was up to date. */
  readonly applied: readonly string[]
  /** How many had been applied before. */
  readonly earlier: number
}

/** The database can't be used with this program; the message says why and what to do. */
export class MigrationRefused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusalText(refusal))
    this.name = 'MigrationRefused'
    this.refusal = refusal
  }
}

/** The key that Prisma's own migration tool locks, so that the two exclude each other too. */
const advisoryLock = 72_707_369
const lockPatienceMs = 120_000

// Columns and types as Prisma's migration tool makes them.
const recordsTable = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`

/**
 * Brings a database up to the migrations of a folder, each in a transaction of its own together with its record, so
 * that a start killed half-way leaves whole migrations only. Several programs may call it at once: one works, the
 * others wait and find nothing to do. Records are those of `prisma migrate deploy`.
 * @param databaseUrl `postgres://user:password@host:port/database`
 * @param folder holds `<name>/migration.sql`
 * @throws MigrationRefused when the database is newer, or a migration was changed, left unfinished or put in between
 * @throws Error naming the migration when its SQL fails; nothing of it remains
 */
export async function migrate(databaseUrl: string, folder: string): Promise<MigrationReport> {
  const known = readMigrations(folder)
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 10_000,
    application_name: 'motcua migrations',
  })
  await client.connect()
  try {
    await client.query(`SET lock_timeout = ${lockPatienceMs}; SET client_min_messages = warning`)
    await client.query('SELECT pg_advisory_lock($1)', [advisoryLock])
    await client.query(recordsTable)
    const applied = await appliedMigrations(client)
    const plan = planMigrations(known, applied)
    if (plan.verdict === 'refuse') throw new MigrationRefused(plan.refusal)
    for (const migration of plan.migrations) await apply(client, migration)
    return { applied: plan.migrations.map((migration) => migration.name), earlier: applied.length }
  } finally {
    // Ends the session, and with it the lock.
    await client.end()
  }
}

async function appliedMigrations(client: pg.Client): Promise<AppliedMigration[]> {
  const { rows } = await client.query<AppliedMigration>(`
    SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
    FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`)
  return rows
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('BEGIN')
    await client.query(migration.sql)
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
       VALUES ($1, $2, clock_timestamp(), $3, now(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    )
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`Migration ${migration.name} failed and was taken back: ${reason}`, { cause: error })
  }
}
