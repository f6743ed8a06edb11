import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { checkFile } from '../../../server/engine/state/file-check.ts'
import { file, path, service, start } from '../bpmn.ts'
import { anEngine, type EngineUnderTest } from '../harness.ts'

const PAGE = 4096

/** An engine that is closed, with some hundred pages in its file. */
async function aClosedEngine(): Promise<{ engine: EngineUnderTest; data: string; whole: Buffer }> {
  const engine = await anEngine()
  await engine.deploy(file('p', start(), service('a'), path('start', 'a')))
  const text = 'x'.repeat(3000)
  await Promise.all(
    Array.from({ length: 60 }, (_, at) => engine.create('p', { at, text: at % 9 ? text : text + text })),
  )
  await engine.close()
  const data = join(engine.folder, 'state', 'data.mdb')
  return { engine, data, whole: await readFile(data) }
}

describe('a torn file is refused with words', () => {
  test('when it is cut anywhere', async () => {
    const { engine, data, whole } = await aClosedEngine()
    for (const length of [
      1,
      100,
      PAGE,
      PAGE + 10,
      3 * PAGE,
      whole.length >> 1,
      whole.length - PAGE,
      whole.length - 1,
    ]) {
      await writeFile(data, whole.subarray(0, length))
      await expect(engine.open()).rejects.toThrow(/data\.mdb' is torn: .*Restore a backup/)
    }
    await writeFile(data, whole)
    await engine.open()
  })

  test('when a page that is in use was never written, or holds another page', async () => {
    const { engine, data, whole } = await aClosedEngine()
    const pages = Math.floor(whole.length / PAGE)
    let refused = 0
    for (let page = 0; page < pages; page += 3) {
      const torn = Buffer.from(whole)
      if (page % 6 === 0) torn.fill(0, page * PAGE, (page + 1) * PAGE)
      else whole.copy(torn, page * PAGE, ((page + 7) % pages) * PAGE, (((page + 7) % pages) + 1) * PAGE)
      await writeFile(data, torn)
      try {
        checkFile(join(engine.folder, 'state'))
      } catch (error) {
        expect(error).toMatchObject({ message: expect.stringMatching(/data\.mdb' is torn/) })
        refused += 1
      }
    }
    // The rest are free pages, and inner pages of long rows, which have no head.
    expect(refused).toBeGreaterThan(pages / 9)
    await writeFile(data, whole)
    await engine.open()
  })

  test('when it is empty or gone: the engine does not begin anew', async () => {
    const { engine, data } = await aClosedEngine()
    await writeFile(data, '')
    await expect(engine.open()).rejects.toThrow(/has lost its state: '.*data\.mdb' is gone or empty/)
    await rm(join(engine.folder, 'state'), { recursive: true })
    await expect(engine.open()).rejects.toThrow(/has lost its state/)
  })
})
