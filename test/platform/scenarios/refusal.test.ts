import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { until } from '../../support/players.ts'
import { aStack, aStory, type Stack } from '../../support/stack.ts'
import { accepts, dongMysStaff, filesFor, type Staff } from './case-steps.ts'
import { decisions, registerLines, smsEvents } from './records.ts'

jest.setTimeout(aStory)
let stack: Stack
let staff: Staff
beforeAll(async () => {
  stack = await aStack()
  staff = await dongMysStaff(stack)
})
afterAll(() => stack?.stop())

test('who is not entitled is refused in writing, with reasons, a number and a second pair of eyes', async () => {
  const hoa = await stack.citizen('0912345678')
  const { code } = await filesFor(hoa)
  await accepts(staff, code)
  const reason = 'Sổ gốc không có việc hộ tịch này'
  await expect(staff.justice.decides(code, 'review', 'ineligible')).rejects.toMatchObject({
    code: 'task.reason-required',
  })
  await staff.justice.decides(code, 'review', 'ineligible', { reason })
  await staff.justice.decides(code, 'draft-refusal', 'done', {
    form: { reasons: [{ reason, legalRef: 'Luật Hộ tịch Điều 64' }], guidance: 'Đăng ký lại khai sinh tại UBND xã.' },
  })

  // The officer who examined becomes a leader as well: still not the one to sign.
  await stack.db.query(
    `INSERT INTO role_grant (id, account_id, role, unit_code, valid_from)
     SELECT gen_random_uuid(), id, 'unitLeader', '00685', '2017-01-01' FROM account WHERE login = 'tuphap.dongmy'`,
  )
  const { id } = await staff.leader.sees(code, 'sign-refusal')
  await expect(staff.justice.claim(id)).rejects.toMatchObject({ status: 409, code: 'task.four-eyes' })
  await staff.leader.decides(code, 'sign-refusal', 'signed', { form: {} })

  const refused = await hoa.reads(code, 'refused')
  const notice = refused.documents.find(({ kind }) => kind === 'refusal-notice')
  expect(notice).toMatchObject({ downloadable: true, state: 'issued' })
  expect(notice?.number).toMatch(/^1\//)
  const pdf = await hoa.raw('GET', `/api/documents/${notice?.id}/file`)
  const text = execFileSync('pdftotext', ['-', '-'], { input: Buffer.from(await pdf.arrayBuffer()) }).toString()
  expect(text.normalize('NFC').replace(/\s+/g, ' ')).toContain(reason)
  expect(text).toContain(notice?.number)

  await staff.desk.decides(code, 'deliver-refusal', 'done', {
    form: { deliveredBy: 'mot-cua', handedTo: 'Nguyễn Thị Hoa' },
  })
  await until('the case closed', async () => (await hoa.dossier(code)).closedAt !== null)
  expect((await hoa.dossier(code)).clock).toBe('stopped')
  expect(await smsEvents(stack, code)).toEqual(['received', 'refused'])
  expect((await registerLines(stack, code)).map(({ state }) => state)).toEqual(['issued'])
  expect(await decisions(stack, code)).toEqual([
    'check-completeness: complete (confirmed)',
    'review: ineligible (confirmed)',
    'draft-refusal: done (confirmed)',
    'sign-refusal: signed (confirmed)',
    'deliver-refusal: done (confirmed)',
  ])
})
