import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { until } from '../../support/players.ts'
import { aStack, aStory, type Stack } from '../../support/stack.ts'
import { accepts, dongMysStaff, filesFor, type Staff } from './case-steps.ts'
import { events, recordsOf, smsEvents } from './records.ts'

jest.setTimeout(aStory)
let stack: Stack
let staff: Staff
beforeAll(async () => {
  stack = await aStack()
  staff = await dongMysStaff(stack)
})
afterAll(() => stack?.stop())

const nguHiep = '00667'
const requestsOf = (code: string) =>
  recordsOf<{ kind: string; to: string; state: string; due: Date }>(
    stack,
    code,
    'SELECT kind, "to", state, due FROM request WHERE dossier_id = $1',
  )

async function asksNguHiep(phone: string): Promise<string> {
  const { code } = await filesFor(await stack.citizen(phone), { registerPlaceUnit: nguHiep })
  await accepts(staff, code)
  await staff.justice.decides(code, 'review', 'verify', { form: { question: 'Sổ gốc có việc hộ tịch này không?' } })
  await staff.leader.decides(code, 'sign-verification', 'signed', { form: {} })
  await staff.justice.sees(code, 'await-verification')
  return code
}

let answered: string
let silent: string

test('the unit that keeps the book is asked, its officer answers, and the case goes on', async () => {
  answered = await asksNguHiep('0912345671')
  silent = await asksNguHiep('0912345672')
  const before = await (await stack.citizen('0912345673')).call<{ items: unknown[] }>('GET', '/api/dossiers')
  expect(before.items).toEqual([])
  expect(await requestsOf(answered)).toMatchObject([{ kind: 'verification', to: nguHiep, state: 'open' }])
  const [{ due_at, status } = { due_at: new Date(0), status: '' }] = await recordsOf<{ due_at: Date; status: string }>(
    stack,
    answered,
    'SELECT due_at, status FROM dossier WHERE id = $1',
  )
  expect(status).toBe('waiting-unit')
  // Today plus the two working days that asking adds.
  expect(due_at.toISOString()).toMatch(/^2017-08-17T/)
  await until('the SMS with the new date', async () =>
    (await stack.texts('0912345671')).find((text) => /cho y kien cua UBND xa Ngu Hiep.*17\/0?8\/2017/.test(text)),
  )

  const dung = await stack.officer('tuphap.nguhiep')
  await dung.decides(answered, 'await-verification', 'confirmed', {
    form: { answer: 'Có, số 40 quyển 01/1986', answeredOn: '2017-08-15', answeredBy: 'Hoàng Thị Kim Dung' },
  })
  await staff.justice.sees(answered, 'draft')
  expect(await requestsOf(answered)).toMatchObject([{ state: 'supplied' }])
  expect(await events(stack, answered, 'settled')).toMatchObject([{ outcome: 'supplied' }])
  expect(await smsEvents(stack, answered)).toEqual(['received', 'verification-sent'])
  await expect(dung.tasks('unit', answered)).resolves.toEqual([])
})

test('without a reply in time the officer decides again', async () => {
  const [request] = await requestsOf(silent)
  await stack.at(new Date((request?.due.getTime() ?? 0) + 60_000))
  staff = await dongMysStaff(stack)
  await staff.justice.sees(silent, 'review')
  expect(await requestsOf(silent)).toMatchObject([{ state: 'timeout' }])
  expect((await staff.justice.tasks('unit', silent)).filter(({ step }) => step === 'await-verification')).toEqual([])
  const dung = await stack.officer('tuphap.nguhiep')
  expect(await dung.tasks('unit', silent)).toEqual([])
})
