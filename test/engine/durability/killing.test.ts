import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import type { Key } from '../../../server/engine/index.ts'
import { anEngine } from '../harness.ts'

const script = fileURLToPath(new URL('./killed-engine.ts', import.meta.url))
const KILLS = 5

/** Runs the engine in a child, kills it after so many answers, and returns what it answered. */
async function workUntilKilled(folder: string, answers: number): Promise<string[]> {
  const { NODE_OPTIONS: _ours, ...env } = process.env
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const heard: string[] = []
  let complaint = ''
  child.stderr.on('data', (text) => {
    complaint += text
  })
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_code, signal) => resolve(signal)))
  for await (const line of createInterface(child.stdout)) {
    heard.push(line)
    if (heard.length === answers) child.kill('SIGKILL')
  }
  if ((await ended) !== 'SIGKILL') throw new Error(`The engine ended by itself: ${complaint}`)
  return heard
}

describe('an engine that is killed while it answers', () => {
  test('loses nothing that it answered, and nothing is half done', async () => {
    const engine = await anEngine()
    const answered: string[] = []
    for (let kill = 0; kill < KILLS; kill++) {
      await engine.close()
      answered.push(...(await workUntilKilled(engine.folder, 150 + 97 * kill)))
      await engine.open()
      const lost = answered.filter((line) => {
        const [what, key] = line.split(' ') as [string, Key]
        const at = engine.engine.inspect.elementInstances(key).map(({ elementId }) => elementId)
        return what === 'completed' ? at.join() !== 'b' : !['a', 'b'].includes(at.join())
      })
      expect(lost).toEqual([])
    }
    expect(answered.length).toBeGreaterThan(KILLS * 150)
    // The engine under test goes on with what the killed one left.
    const [job] = await engine.activate('b', { maxJobsToActivate: 1 })
    await engine.run('completeJob', { jobKey: job?.key ?? ('' as Key) })
  }, 120_000)
})
