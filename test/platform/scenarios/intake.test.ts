import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { aPicture, dongMy, hoasRequest, service, until } from '../../support/players.ts'
import { aStack, aStory, type Stack } from '../../support/stack.ts'
import { accepts, dongMysStaff, filesFor, type Staff } from './case-steps.ts'
import { recordsOf, smsEvents } from './records.ts'

jest.setTimeout(aStory)
let stack: Stack
let staff: Staff
beforeAll(async () => {
  stack = await aStack()
  staff = await dongMysStaff(stack)
})
afterAll(() => stack?.stop())

test('two clicks on «submit» make one dossier and one case', async () => {
  const hoa = await stack.citizen('0912345678')
  const draft = await hoa.openDraft(service, dongMy)
  const { id, name, mediaType, size } = await hoa.upload({ draft: draft.id }, 'identityScan', aPicture())
  await hoa.save(draft, { ...hoasRequest, identityScan: [{ id, name, mime: mediaType, size }] })
  const clicks = await Promise.all([hoa.submit(draft.id), hoa.submit(draft.id), hoa.submit(draft.id)])
  const [code = ''] = new Set(clicks.map((dossier) => dossier.code))
  expect(new Set(clicks.map((dossier) => dossier.code)).size).toBe(1)
  expect((await stack.db.query('SELECT 1 FROM dossier')).rowCount).toBe(1)

  await staff.desk.sees(code, 'check-completeness')
  expect((await staff.desk.tasks('unit', code)).length).toBe(1)
  expect((await hoa.submit(draft.id)).code).toBe(code)
  const started = 'SELECT attempts, state FROM outbox WHERE dossier_id = $1 AND kind = $$start$$'
  expect(await recordsOf(stack, code, started)).toEqual([{ attempts: 1, state: 'done' }])
})

test.each([
  ['at the desk', 'check-completeness', '0912345671'],
  ['at the examination', 'review', '0912345672'],
])('what is not the unit’s business goes back with directions: %s', async (_, step, phone) => {
  const dung = await stack.citizen(phone)
  const { code } = await filesFor(dung, { registerPlaceUnit: '00667' })
  if (step === 'review') await accepts(staff, code)
  const officer = step === 'review' ? staff.justice : staff.desk
  const { id } = await officer.sees(code, step)
  expect((await officer.task(id)).outcomes.find(({ proposed }) => proposed)?.key).toBe('not-competent')
  await officer.decides(code, step, 'not-competent', {
    reason: 'Sổ lưu ở xã Ngũ Hiệp',
    form: { directions: 'Nộp tại UBND xã Ngũ Hiệp, huyện Thanh Trì' },
  })
  const returned = await dung.reads(code, 'returned')
  expect(returned.statusText.vi).toBe('Trả lại, không thuộc thẩm quyền')
  expect(await officer.tasks('unit', code)).toEqual([])
  expect((await smsEvents(stack, code)).at(-1)).toBe('returned')
  await until('the SMS with the reason', async () =>
    (await stack.texts(dung.phone)).find((text) => text.includes(code) && text.includes('So luu o xa Ngu Hiep')),
  )
})
