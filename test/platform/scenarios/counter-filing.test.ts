import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { aPicture, dongMy, hoasRequest, type Officer, service } from '../../support/players.ts'
import { aStack, aStory, type Stack } from '../../support/stack.ts'
import { accepts, dongMysStaff, type Staff } from './case-steps.ts'
import { recordsOf } from './records.ts'

jest.setTimeout(aStory)
let stack: Stack
let staff: Staff
beforeAll(async () => {
  stack = await aStack()
  staff = await dongMysStaff(stack)
})
afterAll(() => stack?.stop())

interface Draft {
  id: string
  version: number
  channel: string
}
const opens = (officer: Officer, channel?: string) =>
  officer.call<Draft>('POST', '/api/drafts', { service, unit: dongMy, ...(channel ? { channel } : {}) })

/** The officer types or scans what Hoa brought, and submits it. */
async function filesAtCounter(
  officer: Officer,
  channel: string,
  contactPhone: string,
): Promise<{ draft: Draft; code: string }> {
  const draft = await opens(officer, channel)
  const body = new FormData()
  const { name, bytes } = aPicture()
  body.append('file', new Blob([Uint8Array.from(bytes)]), name)
  const file = await officer.call<{ id: string; name: string; mediaType: string; size: number }>(
    'POST',
    `/api/uploads?draft=${draft.id}&field=identityScan`,
    body,
  )
  const identityScan = [{ id: file.id, name: file.name, mime: file.mediaType, size: file.size }]
  const answers = { ...hoasRequest, contactPhone, identityScan }
  await officer.call('PUT', `/api/drafts/${draft.id}`, { answers }, { 'if-match': `"${draft.version}"` })
  const { code } = await officer.call<{ code: string }>('POST', '/api/dossiers', { draftId: draft.id })
  return { draft, code }
}

test.each([
  ['in-person', '0912345678'],
  ['assisted', '0912345679'],
])('what is filed %s at the counter is the citizen’s dossier, and says who filed it', async (channel, phone) => {
  const { draft, code } = await filesAtCounter(staff.desk, channel, phone)
  const [row] = await recordsOf<{ channel: string; login: string }>(
    stack,
    code,
    'SELECT d.channel, a.login FROM dossier d JOIN account a ON a.id = d.filed_by WHERE d.id = $1',
  )
  expect(row).toEqual({ channel, login: 'motcua.dongmy' })
  const [submitted] = await recordsOf<{ actor: string }>(
    stack,
    code,
    `SELECT actor FROM dossier_event WHERE dossier_id = $1 AND type = 'submitted'`,
  )
  expect(submitted?.actor).toMatch(/^account:/)

  // Submitted again, it is the same dossier.
  expect(await staff.desk.call('POST', '/api/dossiers', { draftId: draft.id })).toMatchObject({ code })

  // Whoever holds the phone follows it online; it goes on like any other.
  const hoa = await stack.citizen(phone)
  expect((await hoa.dossier(code)).code).toBe(code)
  await accepts(staff, code)
  await hoa.reads(code, 'in-progress')
})

test('only the counter’s own people file for others, each sees only what is his own, and how it is filed must be said', async () => {
  const draft = await opens(staff.desk, 'assisted')
  expect(draft.channel).toBe('assisted')
  await expect(staff.leader.call('GET', `/api/drafts/${draft.id}`)).rejects.toMatchObject({ status: 404 })
  await expect(staff.leader.call('POST', '/api/dossiers', { draftId: draft.id })).rejects.toMatchObject({ status: 404 })
  await expect(opens(staff.justice, 'in-person')).rejects.toMatchObject({ status: 403 })
  await expect(opens(staff.desk)).rejects.toMatchObject({ status: 422 })
  const hoa = await stack.citizen('0987654321')
  await expect(hoa.call('POST', '/api/drafts', { service, unit: dongMy, channel: 'in-person' })).rejects.toMatchObject({
    status: 403,
  })
  await expect(hoa.call('GET', `/api/drafts/${draft.id}`)).rejects.toMatchObject({ status: 404 })
  // Another person stands at the counter: another draft.
  expect((await opens(staff.desk, 'assisted')).id).not.toBe(draft.id)
})

test('nobody files for the citizens of another unit', async () => {
  await expect(
    staff.desk.call('POST', '/api/drafts', { service, unit: '00652', channel: 'in-person' }),
  ).rejects.toMatchObject({ status: 403 })
})
