/** Kills at random moments, in a random order that the seed repeats, until all are done or the time is over. */
import { setTimeout as pause } from 'node:timers/promises'
import { holds } from './faults.ts'
import type { PartName, Rig } from './rig.ts'

export interface KillCounts {
  readonly app: number
  readonly engine: number
  readonly postgres: number
  /** Kills of app, engine and PostgreSQL at one moment. */
  readonly all: number
}

const victims: { readonly [target in keyof KillCounts]: readonly PartName[] } = {
  app: ['app'],
  engine: ['engine'],
  postgres: ['postgres'],
  all: ['app', 'engine', 'postgres'],
}
const targets = Object.keys(victims) as (keyof KillCounts)[]

/** How many of each were done. */
export async function randomKills(
  rig: Rig,
  counts: KillCounts,
  random: () => number,
  until: number,
): Promise<KillCounts> {
  const left = targets.flatMap((target) => Array.from({ length: counts[target] }, () => target))
  const done = { app: 0, engine: 0, postgres: 0, all: 0 }
  while (left.length > 0 && performance.now() < until) {
    const [target] = left.splice(Math.floor(random() * left.length), 1)
    if (target === undefined) break
    await pause(500 + random() * 5000)
    const before = victims[target].map((part) => rig.readyAt(part))
    for (const part of victims[target]) rig.kill(part)
    done[target] += 1
    for (const [index, part] of victims[target].entries()) {
      await holds(`${part} is ready again`, () => rig.readyAt(part) > (before[index] ?? 0), 120_000)
    }
  }
  return done
}
