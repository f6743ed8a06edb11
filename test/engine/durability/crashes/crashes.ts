import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as passes } from 'node:timers/promises'
import { seeded } from '../../../../scripts/soak/seeded.ts'
import { type Dump, difference } from '../dump.ts'
import { EngineAtWork } from './engine-at-work.ts'
import { type Action, scriptOf } from './script.ts'

/** A run of one script with kills, beside one without. */
export interface Crashed {
  seed: number
  actions: number
  kills: number
  /** Kills after which the action that was under way was found done, and found not done. */
  found: { done: number; undone: number }
}

export interface CrashOptions {
  /** How probable a kill is at each action. */
  killChance?: number
}

/** Longest wait between sending an action and the kill, in milliseconds. */
const LONGEST = 12

/**
 * Runs the script of a seed undisturbed, then again with kills at random points. After each kill the folder must hold
 * exactly what it held before the action under way or after it. Throws with the seed, the action and the difference.
 */
export async function crash(seed: number, length: number, options: CrashOptions = {}): Promise<Crashed> {
  const script = scriptOf(seed, length)
  const expected = await inFolder((folder) => undisturbed(folder, script))
  return inFolder((folder) => disturbed(folder, script, expected, seed, options))
}

async function undisturbed(folder: string, script: readonly Action[]): Promise<Dump[]> {
  const engine = new EngineAtWork(folder)
  try {
    await engine.start()
    await engine.deploy()
    const states = []
    for (const action of script) {
      const stored = await engine.stored()
      states.push(stored.dump)
      // Refusals belong to the script.
      await engine.send(action, stored).catch(() => undefined)
    }
    return [...states, (await engine.stored()).dump]
  } finally {
    await engine.kill()
  }
}

async function disturbed(
  folder: string,
  script: readonly Action[],
  expected: readonly Dump[],
  seed: number,
  { killChance = 0.25 }: CrashOptions,
): Promise<Crashed> {
  const random = seeded(seed + 1)
  const result: Crashed = { seed, actions: script.length, kills: 0, found: { done: 0, undone: 0 } }
  const engine = new EngineAtWork(folder)
  const mustBe = (dump: Dump, ...at: number[]): number => {
    const here = at.find((step) => difference(dump, expected[step] ?? []).differs === false)
    if (here !== undefined) return here
    const faults = at.map((step) => ({ step, ...difference(dump, expected[step] ?? []) }))
    throw new Error(
      `seed ${seed}: neither before nor after ${JSON.stringify(script[at[0] ?? 0])}: ${JSON.stringify(faults)}`,
    )
  }
  try {
    await engine.start()
    await engine.deploy()
    for (let step = 0; step < script.length; ) {
      const action = script[step]
      if (!action) break
      const stored = await engine.stored()
      mustBe(stored.dump, step)
      const sent = engine.send(action, stored).catch(() => undefined)
      if (random() >= killChance) {
        await sent
        step += 1
        continue
      }
      await passes(random() * LONGEST)
      await engine.kill()
      await sent
      result.kills += 1
      const reached = mustBe((await engine.stored()).dump, step, step + 1)
      result.found[reached === step ? 'undone' : 'done'] += 1
      await engine.start()
      step = reached
      // An action that changes nothing looks undone for ever.
      if (difference(expected[step] ?? [], expected[step + 1] ?? []).differs === false) step += 1
    }
    mustBe((await engine.stored()).dump, script.length)
    return result
  } finally {
    await engine.kill()
  }
}

async function inFolder<Result>(run: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-crash-'))
  try {
    return await run(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
