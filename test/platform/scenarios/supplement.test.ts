import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { type Citizen, type DossierView, until } from '../../support/players.ts'
import { aStack, aStory, type Stack } from '../../support/stack.ts'
import { accepts, dongMysStaff, filesFor, type Staff, toSupply } from './case-steps.ts'
import { recordsOf, smsEvents } from './records.ts'

jest.setTimeout(aStory)
let stack: Stack
let staff: Staff
let hoa: Citizen
let code: string
beforeAll(async () => {
  stack = await aStack()
  staff = await dongMysStaff(stack)
  hoa = await stack.citizen('0912345678')
})
afterAll(() => stack?.stop())

const asks = () =>
  staff.justice.decides(code, 'review', 'supplement', {
    form: { items: [toSupply('subjectFullName', 'Họ tên không có trong sổ')] },
    reason: 'Họ tên chưa khớp sổ hộ tịch',
  })
const registerHeld = () =>
  recordsOf<{ form_version: number; result: string }>(
    stack,
    code,
    `SELECT form_version, result FROM rule_check WHERE dossier_id = $1 AND rule = 'register-held'`,
  )
let asked: DossierView

test('the officer marks a field, the citizen is told what and until when, and the clock stands still', async () => {
  code = (await filesFor(hoa, { requesterRelation: 'anh-chi-em', subjectFullName: 'Nguyễn Thị Hoà' })).code
  await accepts(staff, code)
  await staff.justice.sees(code, 'review')
  expect(await registerHeld()).toEqual([{ form_version: 1, result: 'fail' }])

  await asks()
  asked = await hoa.reads(code, 'supplement')
  expect(asked.clock).toBe('paused')
  expect(asked.requests).toMatchObject([
    { kind: 'supplement', state: 'open', due: '2017-09-14T16:59:59.000Z', items: [{ path: 'subjectFullName' }] },
  ])
  const [row] = await staff.desk.tasks('unit', code)
  expect(row).toBeUndefined()
  await until('the SMS about it', async () =>
    (await stack.texts(hoa.phone)).find((text) => /can bo sung: Ho ten khong co trong so\..*14\/0?9\/2017/.test(text)),
  )
})

test('a field that was not marked may not change', async () => {
  const request = asked.requests[0]?.id ?? ''
  await expect(hoa.answer(code, request, { subjectDob: '1986-02-28' })).rejects.toMatchObject({
    status: 422,
    code: 'form.invalid',
    fields: [{ path: 'subjectDob' }],
  })
  const both = { subjectFullName: 'Nguyễn Thị Hoa', registerPlaceUnit: '00667' }
  await expect(hoa.answer(code, request, both)).rejects.toMatchObject({ status: 422 })
  expect((await hoa.dossier(code)).answers).toMatchObject({
    subjectFullName: 'Nguyễn Thị Hoà',
    subjectDob: '1986-02-27',
  })
})

test('with the answer the clock goes on and the registers are asked anew', async () => {
  await hoa.answer(code, asked.requests[0]?.id ?? '', { subjectFullName: 'Nguyễn Thị Hoa' })
  const after = await hoa.reads(code, 'in-progress')
  expect(after.clock).toBe('running')
  const { id } = await staff.justice.sees(code, 'review')
  expect(await registerHeld()).toEqual([{ form_version: 2, result: 'pass' }])
  const task = await staff.justice.task(id)
  expect(task.checks.find(({ rule }) => rule === 'register-held')?.result).toBe('pass')

  const [wait] = await recordsOf<{ asked: Date; from: Date; to: Date; answered: Date }>(
    stack,
    code,
    `SELECT d.at AS asked, c."from", c."to", r.answered_at AS answered
     FROM dossier_clock c JOIN request r USING (dossier_id) JOIN task_decision d USING (dossier_id)
     WHERE c.dossier_id = $1 AND c.kind = 'pause' AND d.outcome = 'supplement'`,
  )
  // The pause is the wait for the citizen, from the officer's decision to the answer, not the machine's turns.
  expect(wait?.from).toEqual(wait?.asked)
  expect(wait?.to).toEqual(wait?.answered)
  expect(await smsEvents(stack, code)).toEqual(['received', 'supplement'])
})

test('it may be asked once, and an answer after that finds the request closed', async () => {
  await expect(asks()).rejects.toMatchObject({ status: 409, code: 'task.outcome-not-open' })
  const again = hoa.answer(code, asked.requests[0]?.id ?? '', { subjectFullName: 'Nguyễn Thị Hoan' })
  await expect(again).rejects.toMatchObject({ status: 409, code: 'request.closed' })
})
