import { setTimeout as pause } from 'node:timers/promises'
import { isAlive } from './process-identity.ts'
import type { RunRecord } from './run-file.ts'

/** How long parts of a killed supervisor may take to end by themselves, then after SIGTERM. */
const patienceMs = { pipe: 10_000, term: 5_000 }

/**
 * Waits until the parts of an earlier start have ended: their pipe is closed, so they are on their way. Two engines
 * on one folder, or two apps on one port, must not be.
 */
export async function endPartsLeftBehind(record: RunRecord, say: (line: string) => void): Promise<void> {
  const living = () => Object.values(record.parts).filter((part) => part !== undefined && isAlive(part.process))
  if (living().length === 0) return
  say('Parts of an earlier start are still ending; waiting for them …')
  if (await gone(living, patienceMs.pipe)) return
  for (const part of living()) process.kill(part.process.pid, 'SIGTERM')
  if (await gone(living, patienceMs.term)) return
  for (const part of living()) process.kill(part.process.pid, 'SIGKILL')
  await gone(living, patienceMs.term)
}

async function gone(living: () => readonly unknown[], ms: number): Promise<boolean> {
  const until = Date.now() + ms
  while (living().length > 0) {
    if (Date.now() > until) return false
    await pause(50)
  }
  return true
}
