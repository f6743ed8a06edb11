import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { loadConfig } from '../../../server/config.ts'
import { openLog } from '../../../server/supervisor/log-file.ts'
import type { Part, PartName } from '../../../server/supervisor/part.ts'
import { parts } from '../../../server/supervisor/parts.ts'
import { type Supervisor, supervise } from '../../../server/supervisor/supervisor.ts'

/** A supervisor over the four parts as the platform has them, with a stand-in for each program. */
export interface FakePlatform {
  readonly folder: string
  readonly supervisor: Supervisor
  /** What the console was told. */
  readonly said: string[]
  /** What the parts wrote down, in order. */
  diary(): string[]
}

/** How a fake behaves beyond duty, by part. */
export type Habits = Partial<Record<PartName, readonly string[]>>

/** Starts it in a new folder, or in the one of an earlier start. */
export async function aFakePlatform(habits: Habits = {}, folder?: string): Promise<FakePlatform> {
  const data = folder ?? (await mkdtemp(join(tmpdir(), 'motcua-supervisor-')))
  const said: string[] = []
  const supervisor = supervise({
    config: loadConfig({ MOTCUA_DATA: data }),
    parts: parts.map((part) => asFake(part, data, habits[part.name] ?? [])),
    program: () => [process.execPath, join(import.meta.dirname, 'fake-part.mjs')],
    env: { PATH: process.env.PATH },
    log: openLog(join(data, 'logs')),
    say: (line) => said.push(line),
    patienceMs: { pipe: 500, term: 300 },
  })
  return { folder: data, supervisor, said, diary: () => readDiary(data) }
}

/** Waits until the diary holds a line that matches. */
export async function written(folder: string, line: RegExp, times = 1): Promise<readonly string[]> {
  for (let waited = 0; waited < 20_000; waited += 20) {
    const found = readDiary(folder).filter((each) => line.test(each))
    if (found.length >= times) return found
    await pause(20)
  }
  throw new Error(`No ${line} within 20 s in:\n${readDiary(folder).join('\n')}`)
}

function asFake(part: Part, folder: string, habits: readonly string[]): Part {
  return {
    ...part,
    args: (around) => ['--name', part.name, '--diary', join(folder, 'diary'), ...part.args(around), ...habits],
    env: (around) => {
      const env = part.env(around)
      return {
        ...env,
        FAKE_ECHO: [env.ZEEBE_ADDRESS, env.ZEEBE_EPOCH, env.SMSC_URL, env.MOTCUA_EMBEDDED].join(' ').trim(),
      }
    },
  }
}

function readDiary(folder: string): string[] {
  const file = join(folder, 'diary')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
}
