import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { type Officer, until } from '../../support/players.ts'
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
  // Five jobs lie between, one of which makes the letter.
  await staff.justice.sees(code, 'await-verification', 90_000)
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
  const row = await dung.sees(answered, 'await-verification')
  expect(row.asked?.vi).toBe('UBND xã Ngũ Hiệp')
  await seesOnlyTheQuestion(dung, row.id)
  await dung.decides(answered, 'await-verification', 'confirmed', {
    form: { answer: 'Có, số 40 quyển 01/1986', answeredOn: '2017-08-15', answeredBy: 'Hoàng Thị Kim Dung' },
  })
  await staff.justice.sees(answered, 'draft')
  expect(await requestsOf(answered)).toMatchObject([{ state: 'supplied' }])
  expect(await events(stack, answered, 'settled')).toMatchObject([{ outcome: 'supplied' }])
  expect(await smsEvents(stack, answered)).toEqual(['received', 'verification-sent'])
  await expect(dung.tasks('unit', answered)).resolves.toEqual([])
  const { id } = await staff.justice.sees(answered, 'draft')
  expect((await staff.justice.task(id)).dossier.requests).toMatchObject([
    {
      kind: 'verification',
      asked: { vi: 'UBND xã Ngũ Hiệp' },
      answer: { by: 'Hoàng Thị Kim Dung', text: 'Có, số 40 quyển 01/1986', label: { en: 'Confirmed' } },
    },
  ])
})

/** The asked unit: the answers that the card names, the letter, nothing else; no file and no other paper either. */
async function seesOnlyTheQuestion(dung: Officer, id: string): Promise<void> {
  const seen = await dung.task(id)
  const { answers, phone, uploads, timeline, decisions, documents } = seen.dossier
  expect(Object.keys(answers)).toEqual(expect.arrayContaining(['subjectFullName', 'registerPlaceUnit']))
  for (const key of ['requesterFullName', 'requesterIdNumber', 'contactPhone', 'purpose'])
    expect(answers).not.toHaveProperty(key)
  expect({ phone, uploads, timeline, decisions }).toEqual({ phone: '', uploads: [], timeline: [], decisions: [] })
  expect(documents.map(({ kind }) => kind)).toEqual(['verification-request'])
  expect([seen.lookups, seen.checks, seen.comparisons]).toEqual([[], [], []])
  expect(JSON.stringify(seen.form)).not.toContain('001186040040')
  const [upload] = await recordsOf<{ id: string }>(stack, answered, 'SELECT id FROM upload WHERE dossier_id = $1')
  await expect(dung.call('GET', `/api/uploads/${upload?.id}`)).rejects.toMatchObject({ status: 404 })
  const papers = await recordsOf<{ id: string; kind: string }>(
    stack,
    answered,
    'SELECT id, kind FROM document WHERE dossier_id = $1',
  )
  for (const paper of papers) {
    const { status } = await dung.raw('GET', `/api/documents/${paper.id}/file`)
    expect([paper.kind, status]).toEqual([paper.kind, paper.kind === 'verification-request' ? 200 : 404])
  }
}

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
