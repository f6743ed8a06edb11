import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { until } from '../../support/players.ts'
import { aStack, aStory, type Stack } from '../../support/stack.ts'
import { accepts, dongMysStaff, drafts, filesFor, findsEligible, type Staff, signs } from './case-steps.ts'
import { decisions, recordsOf, smsEvents } from './records.ts'

jest.setTimeout(aStory)
let stack: Stack
let staff: Staff
beforeAll(async () => {
  stack = await aStack()
  staff = await dongMysStaff(stack)
})
afterAll(() => stack?.stop())

test('a withdrawn dossier leaves the lists at once, and the officer who has it open is told why', async () => {
  const hoa = await stack.citizen('0912345678')
  for (const step of ['check-completeness', 'review'] as const) {
    const { code } = await filesFor(hoa)
    if (step === 'review') await accepts(staff, code)
    const officer = step === 'review' ? staff.justice : staff.desk
    const { id } = await officer.sees(code, step)
    await officer.claim(id)

    expect((await hoa.withdraw(code)).withdrawable).toBe(false)
    await expect(
      officer.call('POST', `/api/tasks/${id}/decision`, { outcome: 'not-competent', reason: 'x', form: {} }),
    ).rejects.toMatchObject({ status: 409, code: 'dossier.withdrawn' })
    await until('the task gone from the list', async () => (await officer.tasks('unit', code)).length === 0, 2000)
    await expect(
      officer.call('POST', `/api/tasks/${id}/decision`, { outcome: 'not-competent', reason: 'x', form: {} }),
    ).rejects.toMatchObject({ status: 409, code: 'dossier.withdrawn' })

    const ended = await hoa.reads(code, 'withdrawn')
    expect(ended.statusText.vi).toBe('Đã rút hồ sơ')
    await until('the task closed', async () => {
      const open = `SELECT 1 FROM task WHERE dossier_id = $1 AND state <> 'closed'`
      return (await recordsOf(stack, code, open)).length === 0
    })
    await until('the case closed', async () => (await hoa.dossier(code)).closedAt !== null)
    expect((await smsEvents(stack, code)).at(-1)).toBe('withdrawn')
    expect((await decisions(stack, code)).filter((said) => said.includes('not-competent'))).toEqual([])
  }
  await until('the SMS', async () =>
    (await stack.texts(hoa.phone)).find((text) => text.includes('Da ghi nhan rut ho so')),
  )
})

test('once the result is signed it is too late to withdraw', async () => {
  const dung = await stack.citizen('0912345679')
  const { code } = await filesFor(dung)
  await accepts(staff, code)
  await findsEligible(staff, code)
  await drafts(staff, code)
  await signs(staff, code)
  await expect(dung.withdraw(code)).rejects.toMatchObject({ status: 409, code: 'dossier.not-withdrawable' })
  await staff.justice.sees(code, 'register')
  expect((await dung.dossier(code)).withdrawable).toBe(false)
})
