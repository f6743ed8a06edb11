/**
 * What has been done, one line each, written before and after every act: a run that was cut off goes on where it was,
 * and a finished one adds nothing.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Saved } from './caller.ts'

export interface Progress {
  draft?: string
  code?: string
  /** Acts that are done. */
  done: number
  /** The task that the act after them was begun on, when it was not seen to end. */
  begunOn?: string
}

type Line =
  | { n: number; draft: string }
  | { n: number; code: string }
  | { n: number; begun: string }
  | { n: number; done: number }

export interface Ledger {
  of(n: number): Progress
  write(line: Line): void
  session(name: string): Saved | undefined
  keepSession(name: string, saved: Saved): void
}

/** Opens the ledger in the data folder; of another seed or size it refuses. */
export function openLedger(data: string, plan: string): Ledger {
  const folder = join(data, 'demo-month')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const planFile = join(folder, 'plan')
  const known = existsSync(planFile) ? readFileSync(planFile, 'utf8') : plan
  if (known !== plan)
    throw new Error(`This instance holds the month "${known}"; another (“${plan}”) needs a fresh MOTCUA_DATA.`)
  writeFileSync(planFile, plan)
  const file = join(folder, 'acts.jsonl')
  const seen = new Map<number, Progress>()
  const of = (n: number): Progress => {
    const progress = seen.get(n) ?? { done: 0 }
    seen.set(n, progress)
    return progress
  }
  const take = (line: Line): void => {
    const progress = of(line.n)
    if ('draft' in line) progress.draft = line.draft
    if ('code' in line) progress.code = line.code
    if ('begun' in line) progress.begunOn = line.begun
    if ('done' in line) {
      progress.done = line.done
      delete progress.begunOn
    }
  }
  for (const text of existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []) {
    // The last line may be half written.
    if (text.endsWith('}')) take(JSON.parse(text))
  }
  const sessionFile = join(folder, 'sessions.json')
  const sessions: { [name: string]: Saved } = existsSync(sessionFile)
    ? JSON.parse(readFileSync(sessionFile, 'utf8'))
    : {}
  return {
    of,
    write(line) {
      appendFileSync(file, `${JSON.stringify(line)}\n`)
      take(line)
    },
    session: (name) => sessions[name],
    keepSession(name, saved) {
      sessions[name] = saved
      writeFileSync(sessionFile, JSON.stringify(sessions), { mode: 0o600 })
    },
  }
}
