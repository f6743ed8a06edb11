import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import type { RegisterEffect } from '../../../server/registers/index.ts'
import { aClient, aFolder, aSimulator, cleanUp, switchFault } from './set-up.ts'

afterEach(cleanUp)

const dossier = '00685-0006-171214-00012-2'
const anIssue: RegisterEffect = {
  register: 'civil.extractIssue',
  effect: 'civil.extractIssue',
  dossier,
  issue: 1,
  direction: 'apply',
  data: { number: 284, copies: 3, entry: { number: '41', book: '01/1986' } },
}

async function effectsAt(url: string): Promise<unknown> {
  const answer = await fetch(`${url}registers/civil.extractIssue/effects?dossier=${dossier}`)
  return answer.json()
}

describe('an effect', () => {
  test('is written once, however often it is sent', async () => {
    const simulator = await aSimulator()
    const registers = aClient(simulator.url)
    const sent = await Promise.all(Array.from({ length: 8 }, () => registers.writeEffect(anIssue)))
    expect(sent).toEqual(Array(8).fill({ status: 'done' }))
    expect(await effectsAt(simulator.url)).toMatchObject({
      effects: [{ ...anIssue, key: `${dossier}:civil.extractIssue:1:apply` }],
    })
  })

  test('is reversed once, and the next issue is another effect', async () => {
    const simulator = await aSimulator()
    const registers = aClient(simulator.url)
    await registers.writeEffect(anIssue)
    await registers.writeEffect({ ...anIssue, direction: 'reverse' })
    await registers.writeEffect({ ...anIssue, direction: 'reverse' })
    await registers.writeEffect({ ...anIssue, issue: 2 })
    expect(await effectsAt(simulator.url)).toMatchObject({
      effects: [
        { issue: 1, direction: 'apply' },
        { issue: 1, direction: 'reverse' },
        { issue: 2, direction: 'apply' },
      ],
    })
  })

  test('that was never applied is not reversed', async () => {
    const registers = aClient((await aSimulator()).url)
    expect(await registers.writeEffect({ ...anIssue, direction: 'reverse' })).toEqual({
      status: 'unavailable',
      reason: 'refused',
    })
  })

  test('with other data under the same key is refused and changes nothing', async () => {
    const simulator = await aSimulator()
    const registers = aClient(simulator.url)
    await registers.writeEffect(anIssue)
    expect(await registers.writeEffect({ ...anIssue, data: { copies: 20 } })).toEqual({
      status: 'unavailable',
      reason: 'refused',
    })
    expect(await effectsAt(simulator.url)).toMatchObject({ effects: [{ data: { copies: 3 } }] })
  })

  test('survives the register, even one that died while writing the next', async () => {
    const folder = aFolder()
    const before = await aSimulator({ folder })
    await aClient(before.url).writeEffect(anIssue)
    await before.close()
    appendFileSync(join(folder, 'effects.jsonl'), '{"key":"00685-0006-1712')
    const after = await aSimulator({ folder })
    const registers = aClient(after.url)
    expect(await registers.writeEffect(anIssue)).toEqual({ status: 'done' })
    expect(await registers.writeEffect({ ...anIssue, issue: 2 })).toEqual({ status: 'done' })
    const lines = readFileSync(join(folder, 'effects.jsonl'), 'utf8').trim().split('\n')
    expect(lines.map((line) => JSON.parse(line).issue)).toEqual([1, 2])
  })

  test.each([
    ['down', 'down'],
    ['failing', 'failing'],
    ['slow', 'timeout'],
    ['wrong', 'malformed'],
    ['redirect', 'redirected'],
  ])('at a register that is %s stays to be written', async (mode, reason) => {
    const simulator = await aSimulator()
    await switchFault(simulator, { register: 'civil.extractIssue', mode })
    const hasty = aClient(simulator.url, mode === 'slow' ? { timeoutMs: 150 } : {})
    const registers = aClient(simulator.url)
    expect(await hasty.writeEffect(anIssue)).toEqual({ status: 'unavailable', reason })
    await switchFault(simulator, { register: 'civil.extractIssue', mode: 'ok' })
    expect(await registers.writeEffect(anIssue)).toEqual({ status: 'done' })
  })

  test('for a register that is none is not sent', async () => {
    const registers = aClient('http://127.0.0.1:1')
    expect(await registers.writeEffect({ ...anIssue, register: 'constructor' })).toEqual({
      status: 'unavailable',
      reason: 'unknownRegister',
    })
  })
})
