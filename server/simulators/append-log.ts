/** A file of JSON lines that is only ever added to, so that what a simulator was told outlives it. */
import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { JsonValue } from '../registers/index.ts'

export interface AppendLog<Line> {
  /** What the file held when it was opened, oldest first. */
  readonly lines: readonly Line[]
  /** Writes a line before it returns; it then survives the end of the process. */
  append(line: Line): void
  close(): void
}

/**
 * Opens or creates the file. A last line without its end was being written when the process died, so nobody was answered
 * for it: it is cut off. `accept` turns a parsed line into ours, or null where it is none.
 */
export function openAppendLog<Line extends object>(
  path: string,
  accept: (parsed: JsonValue) => Line | null,
): AppendLog<Line> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  const file = openSync(path, 'a', 0o600)
  if (whole.length < text.length) ftruncateSync(file, Buffer.byteLength(whole))
  const lines: Line[] = []
  for (const line of whole.split('\n')) {
    const accepted = line === '' ? null : accept(parse(line))
    if (accepted) lines.push(accepted)
  }
  let open = true
  return {
    lines,
    append(line) {
      if (open) writeSync(file, `${JSON.stringify(line)}\n`)
    },
    close() {
      if (open) closeSync(file)
      open = false
    },
  }
}

function parse(line: string): JsonValue {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
