import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { until } from '../../support/players.ts'
import { aStack, aStory, type Stack } from '../../support/stack.ts'
import { accepts, dongMysStaff, filesFor, handsOver, makesResult, type Staff } from '../scenarios/case-steps.ts'
import { events, recordsOf, smsEvents } from '../scenarios/records.ts'
import { backUp, putBack } from './database-backup.ts'
import { openConcerns, openSteps } from './standing-cases.ts'

jest.setTimeout(4 * aStory)
let stack: Stack
beforeAll(async () => {
  stack = await aStack()
})
afterAll(() => stack?.stop())

const later = '2017-08-15T14:00:00+07:00'

test('with the database restored to an hour back, cases go on where it has them and no number is given again', async () => {
  const staff = await dongMysStaff(stack)
  const { code: examined } = await filesFor(await stack.citizen('0912345671'))
  const { code: finished } = await filesFor(await stack.citizen('0912345672'))
  await accepts(staff, examined)
  await staff.justice.sees(examined, 'review')
  await staff.desk.sees(finished, 'check-completeness')
  await stack.pause()
  await backUp(stack)

  await stack.at('2017-08-15T10:00:00+07:00')
  await goesToItsEnd(await dongMysStaff(stack), finished)
  const { code: lost } = await filesFor(await stack.citizen('0912345673'))
  await until('it is closed', async () => (await events(stack, finished, 'closed')).length > 0)
  const used = await highestLine()
  await stack.pause()
  await putBack(stack)
  // The backup caught this message on its way: it has gone out since.
  const onTheWay = await stack.db.query(`UPDATE sms SET state = 'queued' WHERE event = 'received' RETURNING id::text`)
  const ids = onTheWay.rows.map(({ id }) => id)
  await stack.db.query(
    `UPDATE outbox SET state = 'pending', settled_at = NULL WHERE kind = 'sms' AND subject = ANY($1)`,
    [ids],
  )
  expect(ids).toHaveLength(1)

  await expect(stack.at(later)).rejects.toThrow(/database is older.*npm run reconcile/s)
  const shown = await stack.reconcile(later)
  for (const said of [shown, await stack.reconcile(later, '--apply')]) {
    expect(said).toContain('2 cases: 2 go on')
    expect(said).toContain(`${finished} goes on at check-completeness`)
    expect(said).toContain('1 messages are held back')
    expect(said).toMatch(/leave out [1-9]\d* numbers/)
  }

  await stack.at(later)
  const again = await dongMysStaff(stack)
  expect(await openSteps(again, finished)).toEqual(['check-completeness'])
  await makesResult(again, examined)
  await again.desk.sees(examined, 'deliver')
  const lines = await recordsOf<{ line: number }>(
    stack,
    examined,
    `SELECT line FROM register_line WHERE dossier_id = $1 AND at > '${later}'`,
  )
  expect(lines.map(({ line }) => line > used)).toEqual([true])
  const { code } = await filesFor(await stack.citizen('0912345674'))
  expect(code).not.toBe(lost)
  expect(await smsEvents(stack, examined)).toEqual(['received', 'ready'])
  const onThePhone = (await stack.texts('0912345671')).filter((text) => text.includes(examined))
  expect(new Set(onThePhone).size).toBe(onThePhone.length)
  expect(await openConcerns(stack)).toEqual(['after-restore', 'sms-failed'])
})

async function goesToItsEnd(staff: Staff, code: string): Promise<void> {
  await accepts(staff, code)
  await makesResult(staff, code)
  await handsOver(staff, code)
}

async function highestLine(): Promise<number> {
  const { rows } = await stack.db.query<{ line: number }>('SELECT max(line) AS line FROM register_line')
  return rows[0]?.line ?? 0
}
