import { expect, test } from '@jest/globals'
import { anEngine } from '../harness.ts'
import { dumpOf } from './dump.ts'
import { FailingDisk } from './failing-disk.ts'
import { story } from './story.ts'

/** The state after each step of the story, with or without a stop and a new start after each. */
async function states(reopens: boolean) {
  const disk = new FailingDisk()
  const engine = await anEngine({ disk: disk.open })
  const found = []
  for (const step of story) {
    if ('wait' in step) await engine.advance(step.wait)
    else expect(await step.command(engine)).toMatchObject({ ok: true })
    const stored = dumpOf(disk.disk)
    if (reopens) await engine.reopen()
    expect(dumpOf(disk.disk)).toEqual(stored)
    found.push(stored)
  }
  return found
}

test('an engine that is stopped and opened again after every step holds what an undisturbed one holds', async () => {
  expect(await states(true)).toEqual(await states(false))
}, 120_000)
