import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { decides, fileFor } from '../../services/officers-hand.ts'
import { sampleOf, serviceOf } from '../../services/the-services.ts'
import { type Officer, until } from '../../support/players.ts'
import { aStack, aStory, type Stack } from '../../support/stack.ts'
import { recordsOf } from './records.ts'

jest.setTimeout(aStory)
const permit = 'district-house-building-permit'
const thanhTri = '020'
/** What the officer asks besides what the card asks of all. */
const question = 'Công trình có phù hợp quy hoạch và phòng cháy hay không?'
const service = serviceOf(permit)
const sample = sampleOf(service)

let stack: Stack
let desk: Officer
let head: Officer
let builder: Officer
let lawyer: Officer

async function signIn(): Promise<void> {
  const logins = ['motcua.thanhtri', 'truongphong.thanhtri', 'dothi.thanhtri', 'tuphap.thanhtri']
  const [first, second, third, fourth] = await Promise.all(logins.map((login) => stack.officer(login)))
  if (!first || !second || !third || !fourth) throw new Error('somebody did not sign in')
  ;[desk, head, builder, lawyer] = [first, second, third, fourth]
}
beforeAll(async () => {
  stack = await aStack({ now: '2017-12-12T08:30:00+07:00' })
  await signIn()
})
afterAll(() => stack?.stop())

let code = ''
const step = (officer: Officer, step: string, outcome: string, more: object = {}) =>
  decides(stack.now(), officer, { code, step, outcome }, { ...sample.decisions[step]?.[outcome], ...more })
const mine = async (officer: Officer) => (await officer.tasks('mine', code)).map((row) => row.step)
const requests = () =>
  recordsOf<{ id: string; to: string; state: string; due: Date }>(
    stack,
    code,
    `SELECT id, "to", state, due FROM request WHERE dossier_id = $1 AND kind = 'consultation' ORDER BY "to"`,
  )

test('the counter of a district takes a house’s papers for a citizen who holds the phone', async () => {
  const { id, version } = await desk.call<{ id: string; version: number }>('POST', '/api/drafts', {
    ...{ service: permit, unit: thanhTri, channel: 'in-person' },
  })
  const attached: { [key: string]: object[] } = {}
  for (const key of Object.keys(sample.papers)) {
    const body = new FormData()
    const { name, bytes } = fileFor(service, key)
    body.append('file', new Blob([Uint8Array.from(bytes)]), name)
    const file = await desk.call<{ id: string; name: string; mediaType: string; size: number }>(
      'POST',
      `/api/uploads?draft=${id}&field=${key}`,
      body,
    )
    attached[key] = [{ id: file.id, name: file.name, mime: file.mediaType, size: file.size }]
  }
  await desk.call(
    'PUT',
    `/api/drafts/${id}`,
    { answers: { ...sample.answers, ...attached } },
    { 'if-match': `"${version}"` },
  )
  const filed = await desk.call<{ code: string }>('POST', '/api/dossiers', { draftId: id })
  code = filed.code
  const [row] = await recordsOf<{ channel: string; unit_code: string; login: string }>(
    stack,
    code,
    'SELECT d.channel, d.unit_code, a.login FROM dossier d JOIN account a ON a.id = d.filed_by WHERE d.id = $1',
  )
  expect(row).toEqual({ channel: 'in-person', unit_code: thanhTri, login: 'motcua.thanhtri' })
  const khang = await stack.citizen(String(sample.answers.contactPhone))
  expect((await khang.dossier(code)).code).toBe(code)
  // The counter of a commune does not file for the district.
  const dongMysDesk = await stack.officer('motcua.dongmy')
  await expect(
    dongMysDesk.call('POST', '/api/drafts', { service: permit, unit: thanhTri, channel: 'in-person' }),
  ).rejects.toMatchObject({ status: 403 })
})

test('the head of the division gives it to one officer, to whom it comes; another of the division can stand in', async () => {
  await step(desk, 'check-completeness', 'complete')
  const { id } = await head.sees(code, 'assign', 90_000)
  await expect(builder.claim(id)).rejects.toMatchObject({ status: 404 })
  const [account] = (await stack.db.query<{ id: string }>(`SELECT id FROM account WHERE login = 'dothi.thanhtri'`)).rows
  await step(head, 'assign', 'assigned', { assignee: account?.id ?? '' })
  const given = await builder.sees(code, 'review')
  expect(given.assignedTo).toEqual({ id: account?.id, fullName: 'Nguyễn Mạnh Cường' })
  expect([await mine(builder), await mine(lawyer)]).toEqual([['review'], []])
  // The head and the counter do not examine; whoever has the same role may stand in, says so, and gives it back.
  for (const other of [head, desk]) await expect(other.claim(given.id)).rejects.toMatchObject({ status: 404 })
  await expect(lawyer.claim(given.id)).rejects.toMatchObject({ status: 409, code: 'task.assigned' })
  await lawyer.claim(given.id, { standIn: true })
  await expect(builder.claim(given.id)).rejects.toMatchObject({ status: 409 })
  expect([await mine(builder), await mine(lawyer)]).toEqual([[], ['review']])
  await lawyer.call('DELETE', `/api/tasks/${given.id}/claim`)
  expect([await mine(builder), await mine(lawyer)]).toEqual([['review'], []])
})

/** The planners have officers on the platform: one of them sees the question, and the answer is that officer's own. */
async function answersAsPlanner(id: string): Promise<void> {
  const planner = await stack.officer('ykien.quyhoach')
  expect((await planner.tasks('unit')).map((row) => row.id)).toEqual([id])
  const { row, dossier, checks, sheets } = await planner.task(id)
  expect([row.asked?.vi, row.assignedTo, dossier.timeline, dossier.phone, checks, sheets]).toEqual([
    'Sở Quy hoạch – Kiến trúc thành phố Hà Nội',
    ...[undefined, [], '', [], []],
  ])
  expect(Object.keys(dossier.answers)).toEqual(expect.arrayContaining(['height', 'floors']))
  expect(Object.keys(dossier.answers)).not.toContain('applicantIdNumber')
  // Neither the fire police nor a body of another field has this one.
  for (const login of ['ykien.pccc', 'ykien.congan'])
    await expect((await stack.officer(login)).claim(id)).rejects.toMatchObject({ status: 404 })
  // The dossier was given to an officer of the district; a body that is asked stands in for nobody.
  await planner.claim(id)
  await planner.call('POST', `/api/tasks/${id}/decision`, {
    outcome: 'agree',
    form: { ...sample.decisions['await-consultation']?.agree },
  })
}

test('two bodies are asked side by side, each by its own question; one answers, and the others’ limit is waited for', async () => {
  await step(builder, 'review', 'consult')
  await step(head, 'sign-consultation', 'signed')
  await builder.sees(code, 'await-consultation', 90_000)
  expect(await requests()).toMatchObject([
    { to: 'phong-chay', state: 'open' },
    { to: 'quy-hoach', state: 'open' },
  ])
  const waiting = (await builder.tasks('unit', code)).filter((row) => row.step === 'await-consultation')
  expect(waiting.map(({ asked }) => asked?.vi).sort()).toEqual([
    'Cảnh sát phòng cháy và chữa cháy thành phố Hà Nội',
    'Sở Quy hoạch – Kiến trúc thành phố Hà Nội',
  ])
  const planning = waiting.find(({ asked }) => asked?.vi.startsWith('Sở Quy hoạch'))
  if (!planning) throw new Error('nobody waits for the planners')
  const seen = await builder.task(planning.id)
  expect(seen.form).toMatchObject({
    context: { case: { asked: { name: planning.asked?.vi, questions: expect.arrayContaining([question]) } } },
  })
  await answersAsPlanner(planning.id)
  const [other] = waiting.filter(({ id }) => id !== planning.id)
  const replies = await until('the answer of the planners', async () => {
    const { requests: all } = (await builder.task(other?.id ?? '')).dossier
    return all.some(({ answer }) => answer !== undefined) && all
  })
  const told = replies.map(({ asked, state, answer }) => [
    asked?.vi.slice(0, 8),
    state === 'open',
    answer?.text ?? null,
  ])
  expect(replies.map(({ answer }) => answer?.by).filter(Boolean)).toEqual(['Nguyễn Văn Minh'])
  expect(told.sort()).toEqual([
    ['Cảnh sát', true, null],
    ['Sở Quy h', false, 'Phù hợp quy hoạch được duyệt.'],
  ])
  expect((await builder.tasks('unit', code)).some((row) => row.step === 'inspect')).toBe(false)
})

test('when the limit is over the officer goes on without the body that was silent', async () => {
  const due = Math.max(...(await requests()).map(({ due }) => due.getTime()))
  await stack.at(new Date(due + 60_000))
  await signIn()
  const next = await builder.sees(code, 'inspect', 90_000)
  expect(next.assignedTo?.fullName).toBe('Nguyễn Mạnh Cường')
  expect(await requests()).toMatchObject([
    { to: 'phong-chay', state: 'timeout' },
    { to: 'quy-hoach', state: 'supplied' },
  ])
  await until('the question to the silent body gone from the list', async () => {
    const rows = await builder.tasks('unit', code)
    return rows.every((row) => row.step === 'inspect')
  })
  await step(builder, 'inspect', 'pass', { inspectedOn: '2017-12-14' })
  await builder.sees(code, 'draft', 90_000)
})

/** The words of a PDF that a person is given; rejects what is none. */
async function words(officer: Officer, path: string): Promise<string> {
  const response = await officer.raw('GET', path)
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf'])
  const file = join(stack.dataFolder, 'printed.pdf')
  writeFileSync(file, Buffer.from(await response.arrayBuffer()))
  return execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ')
}

test('the case prints its control sheet and the minutes of the inspection, for those who have it', async () => {
  const { id } = await builder.sees(code, 'draft')
  expect((await builder.task(id)).sheets.map(({ sheet }) => sheet)).toEqual(['transfer-sheet', 'inspection-minutes'])
  const sheet = await words(builder, `/api/tasks/${id}/sheets/transfer-sheet`)
  for (const text of [code, 'Đặng Văn Khang', 'Bùi Thu Trang', 'Đặng Văn Lâm', 'Nguyễn Mạnh Cường', 'đang xử lý'])
    expect(sheet).toContain(text)
  expect(sheet).toContain('12/12/2017 08:3')
  const minutes = await words(builder, `/api/tasks/${id}/sheets/inspection-minutes`)
  for (const text of [
    code,
    'Hồi 9 giờ ngày 14 tháng 12 năm 2017',
    'kết thúc hồi 10 giờ 15 cùng ngày',
    'Đỗ Văn Hùng',
    'Ranh giới lô đất',
    'Đúng mốc giới: đạt',
    'đạt yêu cầu',
  ])
    expect(minutes).toContain(text)
  for (const login of ['tuphap.dongmy', 'motcua.thanhtri']) {
    const stranger = await stack.officer(login)
    for (const name of ['transfer-sheet', 'inspection-minutes'])
      expect((await stranger.raw('GET', `/api/tasks/${id}/sheets/${name}`)).status).toBe(404)
  }
  expect((await builder.raw('GET', `/api/tasks/${id}/sheets/day-book`)).status).toBe(400)
  const printed = await recordsOf<{ detail: string }>(
    stack,
    code,
    `SELECT detail FROM access WHERE dossier_id = $1 AND action = 'sheet' ORDER BY at`,
  )
  expect(printed.map(({ detail }) => detail)).toEqual(['transfer-sheet', 'inspection-minutes'])
})

test('the day book holds what the unit took in, for its own counter and leaders', async () => {
  const book = `/api/units/${thanhTri}/day-book`
  const pages = await words(desk, `${book}?from=2017-12-12&to=2017-12-12`)
  for (const text of [
    'Đặng Văn Khang',
    '0912345611',
    'Phòng Quản lý đô thị',
    'Bùi Thu Trang',
    '1 hồ sơ nhận; 0 hồ sơ đã trả',
  ])
    expect(pages).toContain(text)
  expect(await words(desk, `${book}?from=2017-12-13&to=2017-12-14`)).not.toContain('Đặng Văn Khang')
  const refused = async (officer: Officer, query: string) => (await officer.raw('GET', `${book}?${query}`)).status
  const day = 'from=2017-12-12&to=2017-12-12'
  const dongMysDesk = await stack.officer('motcua.dongmy')
  expect([await refused(dongMysDesk, day), await refused(builder, day)]).toEqual([403, 403])
  expect(await refused(desk, 'from=2017-12-12&to=2017-12-11')).toBe(422)
  expect(await refused(desk, 'from=2017-01-01&to=2017-12-31')).toBe(422)
  expect(await refused(desk, `${day}&part=2`)).toBe(404)
})

test('a book of a thousand dossiers comes in bounded parts that number on', async () => {
  await stack.db.query(
    `INSERT INTO dossier (id, code, service_code, release_id, unit_code, channel, language, status, applicant_name, phone,
       form_version, submitted_at, accepted_at, due_at, clock, updated_at)
     SELECT gen_random_uuid(), 'sổ-' || n, d.service_code, d.release_id, d.unit_code, 'online', 'vi', 'in-progress',
       'Công Tằng Tôn Nữ Nguyễn Thị Thanh Hương Giang ' || n, '0912345678', 1, at, at, at, 'running', at
     FROM dossier d, generate_series(1, 1000) n, LATERAL (SELECT '2017-11-20T08:00:00+07:00'::timestamptz + n * interval '10 s' AS at) t
     WHERE d.code = $1`,
    [code],
  )
  const book = `/api/units/${thanhTri}/day-book?from=2017-11-20&to=2017-11-20`
  const response = await desk.raw('GET', book)
  expect([response.status, response.headers.get('x-parts')]).toEqual([200, '10'])
  expect((await response.arrayBuffer()).byteLength).toBeLessThan(2_000_000)
  const last = await words(desk, `${book}&part=10`)
  for (const text of ['phần 10 trên 10', 'Giang 901 ', 'Giang 1000 ', '1000 hồ sơ nhận']) expect(last).toContain(text)
  expect(last).not.toContain('Giang 900 ')
})
