/** A seventeenth service, added by files alone in a folder outside of the repository (docs/adding-a-service.md). */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { fileSample, officersOf, playToHandOver } from '../../services/play-sample.ts'
import { theExamples } from '../../services/the-services.ts'
import type { Citizen } from '../../support/players.ts'
import { aStack, aStory, type Stack } from '../../support/stack.ts'

jest.setTimeout(aStory)

const CODE = 'commune-residence-confirmation'

describe('a service in a folder outside of the repository', () => {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-analyst-'))
  let stack: Stack
  let citizen: Citizen
  let officerOf: ReturnType<typeof officersOf>
  beforeAll(async () => {
    cpSync(resolve(import.meta.dirname, '../../../examples/residence-confirmation'), folder, { recursive: true })
    stack = await aStack({ now: '2017-12-12T08:30:00+07:00' })
    await stack.at('2017-12-12T08:35:00+07:00', { MOTCUA_SERVICES: folder })
    const { sample } = service()
    citizen = await stack.citizen(String(sample?.answers.contactPhone))
    officerOf = officersOf(stack)
  })
  afterAll(async () => {
    await stack?.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  const service = () => {
    const found = theExamples.find(({ code }) => code === CODE)
    if (!found) throw new Error(`the examples have no ${CODE}`)
    return found
  }
  const listed = async (): Promise<string> => (await fetch(`${stack.base}/api/services`)).text()
  /** What the paper that was handed over says, read out of its file. */
  const paperOf = async (code: string): Promise<{ number: string; text: string }> => {
    const { rows } = await stack.db.query<{ id: string; number: string }>(
      `SELECT d.id, d.number FROM document d JOIN dossier c ON c.id = d.dossier_id
       WHERE c.code = $1 AND d.number IS NOT NULL`,
      [code],
    )
    const [paper] = rows
    if (!paper) throw new Error(`${code} has no paper`)
    const pdf = await citizen.raw('GET', `/api/documents/${paper.id}/file`)
    const input = Buffer.from(await pdf.arrayBuffer())
    return { number: paper.number, text: execFileSync('pdftotext', ['-', '-'], { input }).toString() }
  }

  test('is in the portal, filed, played to the hand-over, and its paper holds name and number', async () => {
    expect(await listed()).toContain('Xác nhận thông tin về cư trú')
    const { code } = await fileSample(stack, service(), { citizen })
    await playToHandOver(stack, officerOf, service(), code)
    await citizen.reads(code, 'handed-over')
    const { number, text } = await paperOf(code)
    expect(number).toMatch(/^\d+\/UBND-XNCT$/)
    expect(text).toContain(number)
    expect(text).toContain('ĐẶNG VĂN KHANG')
  })

  test('ends its running cases after the folder is gone: the release is in the database', async () => {
    const { code } = await fileSample(stack, service(), { citizen })
    await playToHandOver(stack, officerOf, service(), code, { until: 'draft' })
    rmSync(folder, { recursive: true })
    await stack.at('2017-12-12T08:50:00+07:00')
    await playToHandOver(stack, officerOf, service(), code, { from: 'draft' })
    await citizen.reads(code, 'handed-over')
  })
})
