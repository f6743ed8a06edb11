import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import pg from 'pg'
import { MigrationRefused, migrate } from '../../server/migrations/index.ts'
import { aDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
let folder: string

beforeEach(async () => {
  database = await aDatabase('empty')
  folder = await mkdtemp(join(tmpdir(), 'motcua-migrations-'))
})
afterEach(async () => {
  await database.drop()
  await rm(folder, { recursive: true })
})

async function write(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true })
  await writeFile(join(folder, name, 'migration.sql'), sql)
}

async function rows(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

describe('migrations', () => {
  test('run in the order of their names, once, and are recorded as prisma migrate deploy would', async () => {
    await write('0002_streets', `INSERT INTO street VALUES ('Ngũ Hiệp'); ALTER TABLE street ADD ward text;`)
    await write('0001_house', 'CREATE TABLE street (name text PRIMARY KEY);')
    expect(await migrate(database.url, folder)).toEqual({ applied: ['0001_house', '0002_streets'], earlier: 0 })
    expect(await migrate(database.url, folder)).toEqual({ applied: [], earlier: 2 })
    expect(await rows('SELECT name, ward FROM street')).toEqual([{ name: 'Ngũ Hiệp', ward: null }])
    expect(
      await rows(`SELECT migration_name, length(checksum) AS digits, applied_steps_count, finished_at >= started_at AS
        in_order, logs, rolled_back_at FROM _prisma_migrations ORDER BY migration_name`),
    ).toEqual(
      ['0001_house', '0002_streets'].map((migration_name) => ({
        migration_name,
        digits: 64,
        applied_steps_count: 1,
        in_order: true,
        logs: null,
        rolled_back_at: null,
      })),
    )
  })

  test('ten starts at once apply each migration once', async () => {
    await write('0001_house', `CREATE TABLE beam (n int); SELECT pg_sleep(0.2); INSERT INTO beam VALUES (1);`)
    const reports = await Promise.all(Array.from({ length: 10 }, () => migrate(database.url, folder)))
    expect(reports.filter((report) => report.applied.length > 0)).toHaveLength(1)
    expect(await rows('SELECT n FROM beam')).toEqual([{ n: 1 }])
  })

  test('a database of a newer program is refused and left as it was', async () => {
    await write('0001_house', 'CREATE TABLE a (n int);')
    await write('0002_roof', 'CREATE TABLE b (n int);')
    await migrate(database.url, folder)
    await rm(join(folder, '0002_roof'), { recursive: true })
    const refused = await migrate(database.url, folder).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(MigrationRefused)
    expect(refused).toMatchObject({
      refusal: { why: 'downgrade', unknown: ['0002_roof'] },
      message: expect.stringContaining('newer version of this program'),
    })
  })

  test('a migration that was changed after it ran is refused by name', async () => {
    await write('0001_house', 'CREATE TABLE a (n int);')
    await migrate(database.url, folder)
    await write('0001_house', 'CREATE TABLE a (n bigint);')
    await expect(migrate(database.url, folder)).rejects.toThrow(/0001_house is not the one that the database has run/)
  })

  test('a migration put in between those that ran is refused', async () => {
    await write('0001_house', 'CREATE TABLE a (n int);')
    await write('0003_roof', 'CREATE TABLE b (n int);')
    await migrate(database.url, folder)
    await write('0002_walls', 'CREATE TABLE c (n int);')
    await expect(migrate(database.url, folder)).rejects.toMatchObject({
      refusal: { why: 'out-of-order', name: '0002_walls', after: '0003_roof' },
    })
  })

  test('a migration that fails leaves nothing, and those before it stay', async () => {
    await write('0001_house', 'CREATE TABLE a (n int);')
    await write('0002_roof', 'CREATE TABLE b (n int); INSERT INTO b VALUES (1 / 0);')
    await expect(migrate(database.url, folder)).rejects.toThrow(/0002_roof failed and was taken back: division by zero/)
    expect(await rows(`SELECT to_regclass('a') IS NOT NULL AS a, to_regclass('b') IS NOT NULL AS b`)).toEqual([
      { a: true, b: false },
    ])
    await write('0002_roof', 'CREATE TABLE b (n int);')
    expect(await migrate(database.url, folder)).toEqual({ applied: ['0002_roof'], earlier: 1 })
  })

  test('a migration that another tool began and did not finish is refused', async () => {
    await write('0001_house', 'CREATE TABLE a (n int);')
    await migrate(database.url, folder)
    await rows('UPDATE _prisma_migrations SET finished_at = NULL')
    await expect(migrate(database.url, folder)).rejects.toMatchObject({
      refusal: { why: 'unfinished', name: '0001_house' },
    })
  })
})
