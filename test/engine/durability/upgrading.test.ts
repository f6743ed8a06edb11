import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { openDiskToRead } from '../../../server/engine/state/disk-to-read.ts'
import { openStore } from '../../../server/engine/state/store.ts'
import { file, path, service, start } from '../bpmn.ts'
import { anEngine, type EngineUnderTest } from '../harness.ts'
import { dumpOf } from './dump.ts'
import { FailingDisk } from './failing-disk.ts'

const dmn =
  '<?xml version="1.0"?><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="g" name="g" namespace="test"><decision id="d" name="D"><literalExpression><text>1</text></literalExpression></decision></definitions>'

/** An engine that is closed; its folder is as format 1 left it: no indexes by version, no format in the tables. */
async function anOldFolder(): Promise<{ engine: EngineUnderTest; disk: FailingDisk; complete: object }> {
  const disk = new FailingDisk()
  const engine = await anEngine({ disk: disk.open })
  await engine.deployNamed({
    'p.bpmn': file('p', start(), service('a'), path('start', 'a')),
    'd.dmn': dmn,
    'f.form': '{"id":"f"}',
  })
  const complete = engine.engine.inspect.rows()
  await engine.close()
  const store = await openStore(engine.folder)
  const { resourceUses, decisionVersions, decisionRequirementsVersions, formVersions, counters } = store.state
  for (const table of [resourceUses, decisionVersions, decisionRequirementsVersions, formVersions])
    for (const [row] of table.range('')) table.delete(row)
  counters.delete('format')
  await store.commit()
  const { epoch } = store
  await store.close()
  await writeFile(join(engine.folder, 'engine.json'), JSON.stringify({ format: 1, epoch }))
  return { engine, disk, complete }
}

const identityOf = async ({ folder }: EngineUnderTest) =>
  JSON.parse(await readFile(join(folder, 'engine.json'), 'utf8')) as object

describe('a data folder of an older format', () => {
  test('gets the indexes that it lacks and the new format when it is opened, and keeps its epoch', async () => {
    const { engine, complete } = await anOldFolder()
    const { epoch } = (await identityOf(engine)) as { epoch: string }
    await engine.open()
    expect(engine.engine.inspect.rows()).toEqual(complete)
    expect(await identityOf(engine)).toEqual({ format: 3, epoch, begun: true })
    await engine.reopen()
    expect(engine.engine.inspect.rows()).toEqual(complete)
    await engine.create('p')
  })

  test('is upgraded whole or not at all, whichever write fails, and the next start does it', async () => {
    const { engine, disk, complete } = await anOldFolder()
    const stored = () => {
      const beside = openDiskToRead(join(engine.folder, 'state'))
      const rows = dumpOf(beside)
      return beside.close().then(() => rows)
    }
    const old = await stored()
    let failures = 0
    for (let nth = 1; ; nth++) {
      disk.arm('put', nth)
      const opened = await engine.open().then(
        () => true,
        () => false,
      )
      if (opened) break
      failures += 1
      expect(await stored()).toEqual(old)
      // No older engine may meet what an upgrade has begun.
      expect(await identityOf(engine)).toMatchObject({ format: 3 })
    }
    expect(failures).toBeGreaterThan(5)
    expect(engine.engine.inspect.rows()).toEqual(complete)
  })

  test('of a newer format in the tables is refused, though its identity says otherwise', async () => {
    const engine = await anEngine()
    await engine.close()
    const store = await openStore(engine.folder)
    store.state.counters.put('format', 4)
    await store.commit()
    await store.close()
    await expect(engine.open()).rejects.toThrow(/has format 4, this engine reads formats up to 3/)
    const { epoch } = (await identityOf(engine)) as { epoch: string }
    await writeFile(join(engine.folder, 'engine.json'), JSON.stringify({ format: 1, epoch, begun: true }))
    await expect(engine.open()).rejects.toThrow(/has format 4, this engine reads formats up to 3/)
    expect(await identityOf(engine)).toMatchObject({ format: 1 })
  })
})
