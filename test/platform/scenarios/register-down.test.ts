import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { until } from '../../support/players.ts'
import { aStack, aStory, type Stack } from '../../support/stack.ts'
import {
  accepts,
  dongMysStaff,
  drafts,
  entriesToChoose,
  filesFor,
  findsEligible,
  registers,
  type Staff,
  signs,
} from './case-steps.ts'
import { recordsOf } from './records.ts'

jest.setTimeout(aStory)
let stack: Stack
let staff: Staff
beforeAll(async () => {
  stack = await aStack()
  staff = await dongMysStaff(stack)
})
afterAll(() => stack?.stop())

const lookupOf = (code: string) =>
  recordsOf<{ status: string; ask_again_at: Date | null }>(
    stack,
    code,
    `SELECT status, ask_again_at FROM register_lookup WHERE dossier_id = $1 AND name = 'civilEntry'`,
  )

test('a register that is down leaves an open check, the case goes on, and it is asked again later', async () => {
  const hoa = await stack.citizen('0912345678')
  await stack.faultsOf('register').set({ register: 'civil.entry', mode: 'down' })
  const { code } = await filesFor(hoa)
  await accepts(staff, code)

  const { id } = await staff.justice.sees(code, 'review')
  const task = await staff.justice.task(id)
  expect(task.lookups.find(({ name }) => name === 'civilEntry')?.status).toBe('unavailable')
  expect(task.lookups.find(({ name }) => name === 'person')?.status).toBe('found')
  expect(task.checks.find(({ rule }) => rule === 'register-held')?.result).toBe('open')
  const concerns = await stack.db.query(
    `SELECT subject FROM concern WHERE kind = 'register-down' AND settled_at IS NULL`,
  )
  expect(concerns.rows).toEqual([{ subject: 'civil.entry' }])

  await findsEligible(staff, code)
  const draft = await staff.justice.sees(code, 'draft')
  expect(entriesToChoose((await staff.justice.task(draft.id)).form)).toEqual([])

  // Three minutes later the register is there again.
  await stack.at(new Date(stack.now().getTime() + 3 * 60_000))
  await until('the register asked again', async () => (await lookupOf(code))[0]?.status === 'found')
  expect(await lookupOf(code)).toEqual([{ status: 'found', ask_again_at: null }])
  expect(entriesToChoose((await staff.justice.task(draft.id)).form)).toHaveLength(1)
  expect((await stack.db.query('SELECT 1 FROM concern WHERE settled_at IS NULL')).rowCount).toBe(0)
  await drafts(staff, code)

  // The book of issued extracts is down when the result is signed: the officer writes the line by hand.
  await stack.faultsOf('register').set({ register: 'civil.extractIssue', mode: 'down' })
  await signs(staff, code)
  await staff.justice.decides(code, 'by-hand-register', 'done', {
    form: { done: ['civil.extractIssue'], bookLine: 'Quyển 01/2017, dòng 1', doneOn: '2017-08-15' },
  })
  await registers(staff, code)
  expect(
    await recordsOf(stack, code, 'SELECT effect, issue, direction, state FROM register_effect WHERE dossier_id = $1'),
  ).toEqual([{ effect: 'civil.extractIssue', issue: 1, direction: 'apply', state: 'by-hand' }])
  const again = await stack.citizen(hoa.phone)
  expect((await again.reads(code, 'ready')).fee?.amount).toBe(8000)

  // The register is back, but does not know that line: whoever enters the second result strikes the first by hand too.
  await stack.faultsOf('register').clear()
  const reason = 'Căn cước bản chính khác bản quét'
  await staff.desk.decides(code, 'deliver', 'originals-mismatch', { form: { mismatches: ['identityScan'] }, reason })
  await findsEligible(staff, code)
  await drafts(staff, code)
  await signs(staff, code)
  await staff.justice.decides(code, 'by-hand-register', 'done', {
    form: { done: ['civil.extractIssue'], bookLine: 'Quyển 01/2017, dòng 2', doneOn: '2017-08-15' },
  })
  await registers(staff, code)
  const rows = 'SELECT issue, direction, state FROM register_effect WHERE dossier_id = $1 ORDER BY issue, direction'
  expect(await recordsOf(stack, code, rows)).toEqual([
    { issue: 1, direction: 'apply', state: 'by-hand' },
    { issue: 1, direction: 'reverse', state: 'by-hand' },
    { issue: 2, direction: 'apply', state: 'by-hand' },
  ])
})
