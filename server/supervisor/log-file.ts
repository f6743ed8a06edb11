import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Where the lines of all parts go, in the order in which they came. */
export interface LogFile {
  write(part: string, line: string): void
}

/** How large a log file grows and how many old ones stay beside it. */
export interface LogLimits {
  readonly maxBytes: number
  readonly keep: number
}

const usualLimits: LogLimits = { maxBytes: 10 * 1024 * 1024, keep: 4 }

/**
 * Opens `<folder>/motcua.log`; older ones are `motcua.1.log` (youngest) to `motcua.4.log`.
 * Each line: instant, part, text. A disk that is full costs the log, never the parts.
 */
export function openLog(folder: string, limits: LogLimits = usualLimits): LogFile {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = (age: number): string => join(folder, age === 0 ? 'motcua.log' : `motcua.${age}.log`)
  let size = statSync(file(0), { throwIfNoEntry: false })?.size ?? 0
  const rotate = (): void => {
    rmSync(file(limits.keep), { force: true })
    for (let age = limits.keep - 1; age >= 0; age -= 1) {
      if (statSync(file(age), { throwIfNoEntry: false })) renameSync(file(age), file(age + 1))
    }
    size = 0
  }
  return {
    write(part, line) {
      const text = `${new Date().toISOString()} ${part.padEnd(10)} ${line}\n`
      try {
        if (size > 0 && size + Buffer.byteLength(text) > limits.maxBytes) rotate()
        appendFileSync(file(0), text, { mode: 0o600 })
        size += Buffer.byteLength(text)
      } catch {
        // Said above: the parts go on.
      }
    },
  }
}
