import { describe, expect, test } from '@jest/globals'
import { file, path, service, start } from '../bpmn.ts'
import { anEngine, type EngineUnderTest } from '../harness.ts'
import { type Dump, dumpOf } from './dump.ts'
import { FailingDisk, type Fault } from './failing-disk.ts'
import { type Step, story } from './story.ts'

/** The engine's state before the story and after each of its steps, when nothing fails. */
async function undisturbed(): Promise<Dump[]> {
  const disk = new FailingDisk()
  const engine = await anEngine({ disk: disk.open })
  const states = [dumpOf(disk.disk)]
  for (const step of story) {
    await doStep(engine, step)
    states.push(dumpOf(disk.disk))
  }
  await engine.close()
  return states
}

/** The code with which the step was rejected, or undefined if it was done. */
async function doStep(engine: EngineUnderTest, step: Step): Promise<string | undefined> {
  if ('wait' in step) {
    await engine.advance(step.wait)
    return undefined
  }
  const result = await step.command(engine)
  return result.ok ? undefined : result.rejection.code
}

/** Goes through the story; at each step the first write fails, then the second, until none is left to fail. */
async function withEachFailing(
  fault: Fault,
  failed: (engine: EngineUnderTest, code: string | undefined) => Promise<'again' | 'done'>,
): Promise<{ failures: number; states: Dump[] }> {
  const disk = new FailingDisk()
  const engine = await anEngine({ disk: disk.open })
  const states = [dumpOf(disk.disk)]
  let failures = 0
  for (const step of story) {
    const before = states.at(-1)
    if ('wait' in step) engine.clock.advance(step.wait)
    for (let nth = 1; ; nth++) {
      disk.arm(fault, nth)
      const code = await doStep(engine, 'wait' in step ? { wait: 0 } : step)
      if (disk.armed) {
        disk.disarm()
        expect(code).toBeUndefined()
        break
      }
      failures += 1
      const next = await failed(engine, code)
      // What time brings may take several commits, of which each stands for itself.
      if (!('wait' in step) && next === 'again') expect(dumpOf(disk.disk)).toEqual(before)
      if (next === 'done' && !('wait' in step)) break
    }
    states.push(dumpOf(disk.disk))
  }
  await engine.close()
  return { failures, states }
}

describe('when writes fail', () => {
  test('at every put of a story once: the command is rejected whole, and done when it is sent again', async () => {
    const expected = await undisturbed()
    const { failures, states } = await withEachFailing('put', async (_engine, code) => {
      expect([undefined, 'PROCESSING_ERROR']).toContain(code)
      return 'again'
    })
    expect(states).toEqual(expected)
    expect(failures).toBeGreaterThan(200)
  })

  test('at every commit of a story once: nothing more is taken, and the opened folder knows nothing of it', async () => {
    const expected = await undisturbed()
    const { failures, states } = await withEachFailing('commit', async (engine, code) => {
      expect([undefined, 'PROCESSING_ERROR']).toContain(code)
      expect(await engine.refused('broadcastSignal', { signalName: 'any' })).toMatchObject({ code: 'PROCESSING_ERROR' })
      await engine.reopen()
      return 'again'
    })
    expect(states).toEqual(expected)
    expect(failures).toBeGreaterThanOrEqual(story.length)
  })

  test('at every sync of a story once: nothing more is taken, and the opened folder knows the whole step', async () => {
    const expected = await undisturbed()
    const { failures, states } = await withEachFailing('sync', async (engine) => {
      await engine.reopen()
      return 'done'
    })
    expect(states).toEqual(expected)
    expect(failures).toBeGreaterThanOrEqual(story.length)
  })

  test('the engine tells once that its disk broke, and answers everything that waits', async () => {
    const disk = new FailingDisk()
    const broken: string[] = []
    const engine = await anEngine({ disk: disk.open, onBroken: ({ message }) => broken.push(message) })
    await engine.deploy(file('p', start(), service('a'), path('start', 'a')))
    disk.arm('commit', 1)
    const results = await Promise.all(
      Array.from({ length: 2000 }, () => engine.engine.execute('createProcessInstance', { bpmnProcessId: 'p' })),
    )
    expect(results.filter(({ ok }) => ok)).toEqual([])
    expect(broken).toEqual(['The disk failed: This commit fails'])
    await engine.reopen()
    expect(engine.engine.inspect.processInstances()).toEqual([])
  })
})
