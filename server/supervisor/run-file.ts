import { randomBytes } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isIdentity } from './data-folder.ts'
import { errorCode } from './error-code.ts'
import type { PartName } from './part.ts'
import type { ProcessIdentity } from './process-identity.ts'

/** What the supervisor keeps in `run.json` (mode 600): enough to put things in order after it was killed. */
export interface RunRecord {
  /** Password of the database owner; made with the cluster, so it must never be lost. */
  readonly postgresPassword: string
  readonly parts: Readonly<Partial<Record<PartName, RunningPart>>>
}

export interface RunningPart {
  readonly process: ProcessIdentity
  /** Its port on 127.0.0.1, once it has told. */
  readonly port?: number
}

/** Reads the record of the last start; a folder without one gets a new password. */
export function readRun(folder: string): RunRecord {
  try {
    const value: unknown = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'))
    if (typeof value === 'object' && value !== null && 'postgresPassword' in value) {
      const { postgresPassword } = value
      const parts = 'parts' in value ? value.parts : undefined
      if (typeof postgresPassword === 'string') return { postgresPassword, parts: readParts(parts) }
    }
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') {
      throw new Error(`${join(folder, 'run.json')} can't be read; it holds the password of the database.`, {
        cause: error,
      })
    }
  }
  return { postgresPassword: randomBytes(24).toString('base64url'), parts: {} }
}

/** Writes it beside and renames, so that a kill leaves the old or the new one. */
export function writeRun(folder: string, record: RunRecord): void {
  const file = join(folder, 'run.json')
  writeFileSync(`${file}.new`, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

function readParts(value: unknown): RunRecord['parts'] {
  if (typeof value !== 'object' || value === null) return {}
  const parts: Record<string, RunningPart> = {}
  for (const [name, part] of Object.entries(value)) {
    if (typeof part === 'object' && part !== null && 'process' in part && isIdentity(part.process)) {
      parts[name] = { process: part.process }
    }
  }
  return parts
}
