import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { errorCode } from './error-code.ts'

/** A process told apart from a later one that got its number: by when it began. */
export interface ProcessIdentity {
  readonly pid: number
  /** Opaque; empty where the system does not tell. */
  readonly began: string
}

/** The identity of a living process; undefined when there is none of that number (a zombie counts as none). */
export function identityOf(pid: number): ProcessIdentity | undefined {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (errorCode(error) !== 'EPERM') return undefined
  }
  const began = beganAt(pid)
  return began === undefined ? undefined : { pid, began }
}

/** Whether that very process still lives. */
export function isAlive(identity: ProcessIdentity): boolean {
  return identityOf(identity.pid)?.began === identity.began
}

function beganAt(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      // Fields after the name, which is in brackets and may hold anything: state is the third, the start the 22nd.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
      return fields[0] === 'Z' ? undefined : (fields[19] ?? '')
    } catch {
      return undefined
    }
  }
  if (process.platform === 'win32') return ''
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', `${pid}`], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}
