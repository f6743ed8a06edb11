import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { until } from '../../support/players.ts'
import { aStack, aStory, type Stack } from '../../support/stack.ts'
import { accepts, dongMysStaff, filesFor, makesResult, type Staff } from './case-steps.ts'
import { recordsOf, smsEvents } from './records.ts'

jest.setTimeout(aStory)
let stack: Stack
let staff: Staff
beforeAll(async () => {
  stack = await aStack()
  staff = await dongMysStaff(stack)
})
afterAll(() => stack?.stop())

test('a late dossier gets one letter of apology with a new appointment, and goes its way meanwhile', async () => {
  const phone = '0912345678'
  const { code } = await filesFor(await stack.citizen(phone))
  await accepts(staff, code)
  await staff.justice.sees(code, 'review')
  const [{ due_at } = {}] = await recordsOf<{ due_at: Date }>(stack, code, 'SELECT due_at FROM dossier WHERE id = $1')
  expect(due_at?.toISOString()).toMatch(/^2017-08-15T/)

  await stack.at('2017-08-16T08:30:00+07:00')
  staff = await dongMysStaff(stack)
  await staff.justice.decides(code, 'draft-apology', 'done', {
    form: { reason: 'ho-so-nhieu', newAppointment: '2017-08-17' },
  })
  const seen = await staff.justice.tasks('late', code)
  expect(seen.find(({ step }) => step === 'review')?.urgency).toBe('late')
  await staff.leader.decides(code, 'sign-apology', 'signed', { form: {} })

  const hoa = await stack.citizen(phone)
  const told = await until('the new appointment', async () => {
    const view = await hoa.dossier(code)
    return view.dueAt?.startsWith('2017-08-17T') && view
  })
  expect(told.timeline.filter(({ type }) => type === 'apologised')).toHaveLength(1)
  expect(told.documents.find(({ kind }) => kind === 'apology-letter')).toMatchObject({ downloadable: true })
  expect((await staff.justice.tasks('unit', code)).map(({ step, urgency }) => [step, urgency])).toEqual([
    ['review', 'on-time'],
  ])
  await until('the SMS', async () =>
    (await stack.texts(phone)).find((text) => /Xin loi vi tre hen.*17\/0?8\/2017/.test(text)),
  )

  // Once: not at the next look, not after a restart on the same day.
  await stack.at('2017-08-16T14:00:00+07:00')
  staff = await dongMysStaff(stack)
  await makesResult(staff, code)
  const ready = await (await stack.citizen(phone)).reads(code, 'ready')
  expect(ready.dueAt).toBe(told.dueAt)
  expect(await smsEvents(stack, code)).toEqual(['received', 'late', 'ready'])
  expect(await recordsOf(stack, code, 'SELECT ordinal, state FROM apology WHERE dossier_id = $1')).toEqual([
    { ordinal: 1, state: 'sent' },
  ])
})
