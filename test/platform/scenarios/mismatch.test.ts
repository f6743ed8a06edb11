import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { aStack, aStory, type Stack } from '../../support/stack.ts'
import { accepts, dongMysStaff, filesFor, handsOver, makesResult, type Staff } from './case-steps.ts'
import { recordsOf, registerLines } from './records.ts'

jest.setTimeout(aStory)
let stack: Stack
let staff: Staff
beforeAll(async () => {
  stack = await aStack()
  staff = await dongMysStaff(stack)
})
afterAll(() => stack?.stop())

interface Effect {
  issue: number
  direction: 'apply' | 'reverse'
}

/** What the simulated register was told, in order. */
const written = (): Effect[] =>
  readFileSync(join(stack.dataFolder, 'simulators/effects.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line): Effect => JSON.parse(line))
    .map(({ issue, direction }) => ({ issue, direction }))

test('originals that disagree void the result; the second approval is a second line, and the register shows that one', async () => {
  const hoa = await stack.citizen('0912345678')
  const { code } = await filesFor(hoa)
  await accepts(staff, code)
  await makesResult(staff, code)
  const ready = await hoa.reads(code, 'ready')
  const first = ready.documents.find(({ kind }) => kind === 'trich-luc-ban-sao')
  expect(ready.clock).toBe('stopped')

  const reason = 'Căn cước bản chính khác bản quét'
  await staff.desk.decides(code, 'deliver', 'originals-mismatch', { form: { mismatches: ['identityScan'] }, reason })
  await staff.justice.sees(code, 'review')
  expect(await registerLines(stack, code)).toEqual([{ line: 1, state: 'void', void_reason: reason }])
  expect((await hoa.dossier(code)).clock).toBe('running')
  const [paper] = await recordsOf<{ verify_code: string }>(
    stack,
    code,
    'SELECT verify_code FROM document WHERE dossier_id = $1 AND number = $$1/TL-KS-BS$$',
  )
  const page = await fetch(`${stack.base}/api/verification/${paper?.verify_code}`)
  expect(await page.json()).toMatchObject({ state: 'withdrawn', number: '1/TL-KS-BS' })
  await expect(hoa.call('GET', `/api/documents/${first?.id}/file`)).rejects.toMatchObject({
    status: expect.any(Number),
  })

  await makesResult(staff, code)
  const again = await hoa.reads(code, 'ready')
  const results = again.documents.filter(({ kind }) => kind === 'trich-luc-ban-sao')
  expect(results.map(({ number, state }) => [number, state])).toEqual([
    ['1/TL-KS-BS', 'void'],
    ['2/TL-KS-BS', 'issued'],
  ])
  expect(await registerLines(stack, code)).toEqual([
    { line: 1, state: 'void', void_reason: reason },
    { line: 2, state: 'issued', void_reason: null },
  ])
  const effects: Effect[] = [
    { issue: 1, direction: 'apply' },
    { issue: 1, direction: 'reverse' },
    { issue: 2, direction: 'apply' },
  ]
  expect(written()).toEqual(effects)
  const rows = 'SELECT issue, direction FROM register_effect WHERE dossier_id = $1 ORDER BY at, issue'
  const recorded = await recordsOf<Effect>(stack, code, rows)
  expect(recorded).toHaveLength(3)
  expect(recorded).toEqual(expect.arrayContaining(effects))

  await handsOver(staff, code)
  await hoa.reads(code, 'handed-over')
  const [void_, valid] = results
  expect((await hoa.raw('GET', `/api/documents/${valid?.id}/file`)).status).toBe(200)
  await expect(hoa.call('GET', `/api/documents/${void_?.id}/file`)).rejects.toMatchObject({ code: 'paper.void' })
})
