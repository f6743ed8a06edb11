import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { onServer } from '../../support/database.ts'
import { serverVariable } from '../../support/postgres-once.ts'
import { aStack, aStory, type Stack } from '../../support/stack.ts'
import { accepts, dongMysStaff, handsOver, makesResult } from '../scenarios/case-steps.ts'
import { recordsOf, smsEvents } from '../scenarios/records.ts'
import { bringWhereTheyStand, fileAll, openConcerns, openSteps, phones } from './standing-cases.ts'

jest.setTimeout(3 * aStory)
let stack: Stack
beforeAll(async () => {
  stack = await aStack()
})
afterAll(() => stack?.stop())

const later = '2017-08-15T14:00:00+07:00'

async function onDatabases(...statements: ((name: string) => string)[]): Promise<void> {
  const server = process.env[serverVariable] ?? ''
  const name = new URL(stack.databaseUrl).pathname.slice(1)
  const leave = (of: string) => `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${of}'`
  for (const statement of statements) {
    await onServer(server, leave(name))
    await onServer(server, statement(name))
  }
}

test('with the database restored to an hour back, cases go on where it has them and no number is given again', async () => {
  const staff = await dongMysStaff(stack)
  const cases = await fileAll(stack, staff)
  await accepts(staff, cases.reviewed)
  await staff.justice.sees(cases.reviewed, 'review')
  await stack.pause()
  await onDatabases((name) => `CREATE DATABASE ${name}_backup TEMPLATE ${name}`)
  await stack.at('2017-08-15T10:00:00+07:00')
  await bringWhereTheyStand(stack, await dongMysStaff(stack), cases, ['reviewed'])
  const used = await stack.db.query<{ line: number }>(
    `SELECT max(line) AS line FROM register_line WHERE state = 'issued'`,
  )
  await stack.pause()
  await onDatabases(
    (name) => `DROP DATABASE ${name} WITH (FORCE)`,
    (name) => `ALTER DATABASE ${name}_backup RENAME TO ${name}`,
  )
  // The backup caught this message on its way: it has gone out since.
  const texts = (await stack.db.query(`UPDATE sms SET state = 'queued' WHERE event = 'received' RETURNING id`)).rowCount
  await stack.db.query(
    `UPDATE outbox SET state = 'pending', settled_at = NULL WHERE kind = 'sms' AND subject IN (SELECT id::text FROM sms WHERE state = 'queued')`,
  )
  expect(texts).toBe(1)

  await expect(stack.at(later)).rejects.toThrow(/database is older.*npm run reconcile/s)
  expect(await stack.reconcile(later)).toContain(`${cases.handedOver} goes on at check-completeness`)
  const said = await stack.reconcile(later, '--apply')
  expect(said).toContain('8 cases: 8 go on')
  expect(said).toContain('1 messages are held back')
  expect(said).toMatch(/leave out \d+ numbers/)

  await stack.at(later)
  const again = await dongMysStaff(stack)
  await again.justice.sees(cases.reviewed, 'review')
  for (const code of [cases.checked, cases.signed, cases.handedOver, cases.withdrawn]) {
    await again.desk.sees(code, 'check-completeness')
    expect(await openSteps(again, code)).toEqual(['check-completeness'])
  }
  await makesResult(again, cases.reviewed)
  await handsOver(again, cases.reviewed)
  const lines = await recordsOf<{ line: number }>(
    stack,
    cases.reviewed,
    `SELECT line FROM register_line WHERE dossier_id = $1 AND state = 'issued'`,
  )
  expect(lines.map(({ line }) => line > (used.rows[0]?.line ?? 0))).toEqual([true])
  expect(await smsEvents(stack, cases.reviewed)).toEqual(['received', 'ready'])
  const onThePhone = (await stack.texts(phones.reviewed)).filter((text) => text.includes(cases.reviewed))
  expect(new Set(onThePhone).size).toBe(onThePhone.length)
  expect([...new Set(await openConcerns(stack))].sort()).toEqual(['after-restore', 'sms-failed'])
})
