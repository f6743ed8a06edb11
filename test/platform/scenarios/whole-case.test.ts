import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { openDb } from '../../../server/db.ts'
import { brokenLink } from '../../../server/dossiers/timeline.ts'
import { until } from '../../support/players.ts'
import { aStack, aStory, type Stack } from '../../support/stack.ts'
import { accepts, dongMysStaff, drafts, filesFor, findsEligible, handsOver, registers, signs } from './case-steps.ts'
import { decisions, recordsOf, registerLines, smsEvents } from './records.ts'

jest.setTimeout(aStory)
let stack: Stack
beforeAll(async () => {
  stack = await aStack()
})
afterAll(() => stack?.stop())

test('a citizen files, officers do their tasks, the result is collected, and the record of it is whole', async () => {
  const hoa = await stack.citizen('0912345678')
  const staff = await dongMysStaff(stack)
  const { code } = await filesFor(hoa)

  await accepts(staff, code)
  await findsEligible(staff, code)
  await drafts(staff, code)
  await signs(staff, code)
  await registers(staff, code)
  const ready = await hoa.reads(code, 'ready')
  expect(ready.fee?.amount).toBe(8000)

  const result = ready.documents.find(({ kind }) => kind === 'trich-luc-ban-sao')
  expect(result).toMatchObject({ number: '1/TL-KS-BS', downloadable: false })
  const file = `/api/documents/${result?.id}/file`
  await expect(hoa.call('GET', file)).rejects.toMatchObject({ status: 403, code: 'paper.not-handed-over' })

  await handsOver(staff, code)
  const done = await hoa.reads(code, 'handed-over')
  const pdf = await hoa.raw('GET', file)
  expect(pdf.status).toBe(200)
  const text = execFileSync('pdftotext', ['-', '-'], { input: Buffer.from(await pdf.arrayBuffer()) }).toString()
  expect(text.normalize('NFC').toUpperCase()).toContain('NGUYỄN THỊ HOA')
  expect(text).toContain('1/TL-KS-BS')

  expect(await smsEvents(stack, code)).toEqual(['received', 'ready'])
  const texts = await until('both texts', async () => {
    const seen = await stack.texts(hoa.phone)
    return seen.length >= 2 && seen
  })
  expect(texts).toHaveLength(2)
  expect(texts[0]).toContain(`Ho so ${code}`)
  expect(texts[0]).toContain('Hen tra ket qua')
  expect(texts[1]).toContain('da co ket qua')
  expect(texts[1]).toContain('8.000')

  expect(await registerLines(stack, code)).toEqual([{ line: 1, state: 'issued', void_reason: null }])
  const paid = 'SELECT amount, receipt_number FROM payment WHERE dossier_id = $1'
  expect(await recordsOf(stack, code, paid)).toEqual([{ amount: 8000, receipt_number: '0001234' }])
  expect(await decisions(stack, code)).toEqual([
    'check-completeness: complete (confirmed)',
    'review: eligible (confirmed)',
    'draft: done (confirmed)',
    'sign: approve (confirmed)',
    'register: done (confirmed)',
    'deliver: delivered (confirmed)',
  ])
  expect(done.timeline.map(({ title }) => title.vi)).toEqual(
    expect.arrayContaining(['Nộp hồ sơ', 'Đã tiếp nhận', 'Đã có kết quả', 'Đã trả kết quả']),
  )
})

test('the hash chain of the timeline is whole, and breaks where a row was changed', async () => {
  const [dossier] = (await stack.db.query<{ id: string }>('SELECT id FROM dossier')).rows
  const db = openDb(stack.databaseUrl, 2)
  try {
    const id = dossier?.id as Parameters<typeof brokenLink>[1]
    expect(await brokenLink(db, id)).toBeUndefined()
    await stack.db.query('ALTER TABLE dossier_event DISABLE TRIGGER USER')
    await stack.db.query(
      `UPDATE dossier_event SET data = '{"ok":true,"faults":1}' WHERE dossier_id = $1 AND type = 'validated'`,
      [id],
    )
    expect(await brokenLink(db, id)).toBeGreaterThan(1)
  } finally {
    await db.$disconnect()
  }
})

test('whoever scans the code on the paper learns that it is valid, and no name', async () => {
  const found = await stack.db.query<{ verify_code: string; sha256: string }>(
    `SELECT verify_code, sha256 FROM document WHERE kind = 'trich-luc-ban-sao'`,
  )
  const answer = await fetch(`${stack.base}/api/verification/${found.rows[0]?.verify_code}`)
  const said = await answer.text()
  expect(JSON.parse(said)).toMatchObject({ state: 'valid', number: '1/TL-KS-BS', sha256: found.rows[0]?.sha256 })
  expect(said).not.toContain('Nguyễn Thị Hoa')
})

test('code and phone together show words and dates, and no name, answer or paper', async () => {
  const found = await stack.db.query<{ code: string }>('SELECT code FROM dossier')
  const code = found.rows[0]?.code
  const ask = (phone: string) =>
    fetch(`${stack.base}/api/tracking`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code, phone }),
    })
  const said = await (await ask('0912345678')).text()
  expect(JSON.parse(said)).toMatchObject({ code, status: 'handed-over', statusText: { vi: 'Đã trả kết quả' } })
  for (const secret of ['Nguyễn', '0912345678', '001186040040', 'documents', 'answers'])
    expect(said).not.toContain(secret)
  expect((await ask('0912345679')).status).toBe(404)
})
