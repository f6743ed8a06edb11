import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { aStack, aStory, type Stack } from '../../support/stack.ts'
import { accepts, dongMysStaff, drafts, filesFor, findsEligible, type Staff } from './case-steps.ts'
import { decisions } from './records.ts'

jest.setTimeout(aStory)
let stack: Stack
let staff: Staff
let code: string
beforeAll(async () => {
  stack = await aStack({ undoMs: 3000 })
  staff = await dongMysStaff(stack)
  code = (await filesFor(await stack.citizen('0912345678'))).code
})
afterAll(() => stack?.stop())

test('a decision is taken back within its window, and is the officer’s to make again', async () => {
  const { id } = await staff.desk.sees(code, 'check-completeness')
  await staff.desk.claim(id)
  const decision = { outcome: 'not-competent', reason: 'Nhầm', form: { directions: 'Xã khác' } }
  await staff.desk.call('POST', `/api/tasks/${id}/decision`, decision)
  expect(await staff.desk.tasks('unit', code)).toEqual([])
  await expect(staff.desk.call('POST', `/api/tasks/${id}/decision`, decision)).rejects.toMatchObject({
    status: 409,
    code: 'task.already-decided',
  })
  await staff.desk.call('DELETE', `/api/tasks/${id}/decision`)
  const [row] = await staff.desk.tasks('mine', code)
  expect(row).toMatchObject({ id, state: 'claimed' })
  expect(await decisions(stack, code)).toEqual([])

  await accepts(staff, code)
  await staff.justice.sees(code, 'review')
  await expect(staff.desk.call('DELETE', `/api/tasks/${id}/decision`)).rejects.toMatchObject({
    status: 409,
    code: 'task.undo-too-late',
  })
  expect(await decisions(stack, code)).toEqual(['check-completeness: complete (confirmed)'])
})

test('who examined does not sign, not even with a leader’s role', async () => {
  await findsEligible(staff, code)
  await drafts(staff, code)
  await stack.db.query(
    `INSERT INTO role_grant (id, account_id, role, unit_code, valid_from)
     SELECT gen_random_uuid(), id, 'unitLeader', '00685', '2017-01-01' FROM account WHERE login = 'tuphap.dongmy'`,
  )
  const { id } = await staff.justice.sees(code, 'sign')
  expect((await staff.justice.task(id)).locked?.code).toBe('task.four-eyes')
  await expect(staff.justice.claim(id)).rejects.toMatchObject({ status: 409, code: 'task.four-eyes' })
  await expect(
    staff.justice.call('POST', `/api/tasks/${id}/decision`, { outcome: 'approve', form: {} }),
  ).rejects.toMatchObject({ status: expect.any(Number) })
})

test('the leader signs the draft that was on screen, and no other', async () => {
  const { id } = await staff.leader.sees(code, 'sign')
  await staff.leader.claim(id)
  const sign = (previewHash?: string) =>
    staff.leader.call('POST', `/api/tasks/${id}/decision`, {
      outcome: 'approve',
      form: {},
      ...(previewHash ? { previewHash } : {}),
    })
  await expect(sign()).rejects.toMatchObject({ code: 'task.preview-required' })
  await expect(sign('0'.repeat(64))).rejects.toMatchObject({ code: 'task.preview-changed' })
  const { hash } = await staff.leader.preview(id)
  await sign(hash)
  await staff.justice.sees(code, 'register')
})
