import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { aStack, aStory, type Stack } from '../../support/stack.ts'
import { dongMysStaff, filesFor, type Staff } from './case-steps.ts'
import { recordsOf } from './records.ts'

jest.setTimeout(aStory)
let stack: Stack
let staff: Staff
beforeAll(async () => {
  stack = await aStack({ now: '2017-08-15T14:50:00+07:00' })
  staff = await dongMysStaff(stack)
})
afterAll(() => stack?.stop())

const at = (time: string) => Date.parse(`2017-08-15T${time}+07:00`)

const accept = (id: string) =>
  staff.desk.call('POST', `/api/tasks/${id}/decision`, {
    outcome: 'complete',
    form: { receivedPapers: ['identityScan'] },
  })

test('what is accepted by 15:00 is due today, what comes a second later tomorrow', async () => {
  const citizen = await stack.citizen('0912345678')
  const codes: string[] = []
  const tasks: string[] = []
  for (const _ of ['14:59', '15:00:00', '15:00:01', '15:10']) {
    const { code } = await filesFor(citizen)
    const { id } = await staff.desk.sees(code, 'check-completeness')
    await staff.desk.claim(id)
    codes.push(code)
    tasks.push(id)
  }
  const [before = '', sharp = '', after = '', afternoon = ''] = tasks

  await stack.readyBefore(new Date(at('15:00:00')), 1500)
  await accept(before)
  await stack.untilItIs(new Date(at('15:00:00')))
  await accept(sharp)
  await stack.untilItIs(new Date(at('15:00:01')))
  await accept(after)
  await stack.at(new Date(at('15:10:00')))
  // Submitted at 14:50: the office's time begins with the acceptance.
  await accept(afternoon)

  const rows: { accepted: string; due: string; appointment: string }[] = []
  for (const code of codes) {
    await staff.justice.sees(code, 'review')
    const sql = `SELECT to_char(accepted_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'HH24:MI:SS') AS accepted,
      to_char(due_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD HH24:MI') AS due FROM dossier WHERE id = $1`
    rows.push(...(await recordsOf<{ accepted: string; due: string; appointment: string }>(stack, code, sql)))
  }
  expect(rows.map(({ accepted }) => accepted)).toEqual([
    expect.stringMatching(/^14:59:/),
    '15:00:00',
    '15:00:01',
    expect.stringMatching(/^15:10:/),
  ])
  const [today, stillToday, tomorrow, tomorrowToo] = rows.map(({ due }) => due)
  expect(today).toMatch(/^15 1[67]:/)
  expect(stillToday).toBe(today)
  expect(tomorrow).toMatch(/^16 /)
  expect(tomorrowToo).toBe(tomorrow)
})
