import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** What a cluster's postmaster.pid says about who owns the folder. */
export type Postmaster =
  | { readonly state: 'none' }
  | { readonly state: 'stale' }
  | { readonly state: 'living'; readonly pid: number }

/** Reads who owns the cluster in `folder`: nobody, a PostgreSQL that is gone, or one that lives. */
export function postmasterOf(folder: string): Postmaster {
  let text: string
  try {
    text = readFileSync(pidFile(folder), 'utf8')
  } catch {
    return { state: 'none' }
  }
  const pid = Number(text.split('\n', 1)[0])
  return Number.isInteger(pid) && pid > 0 && isPostgres(pid) ? { state: 'living', pid } : { state: 'stale' }
}

/** Removes the pid file of a PostgreSQL that is gone: its number may by now be another program's. */
export function clearStalePidFile(folder: string): void {
  rmSync(pidFile(folder), { force: true })
}

function pidFile(folder: string): string {
  return join(folder, 'postmaster.pid')
}

/** Whether the process is alive and, where /proc tells, a PostgreSQL server. */
function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (!isForeign(error)) return false
  }
  try {
    if (readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')) return false
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0', 1)[0]?.includes('postgres') ?? false
  } catch {
    return process.platform !== 'linux'
  }
}

/** Whether the process exists and belongs to another account. */
function isForeign(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EPERM'
}
