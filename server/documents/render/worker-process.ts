import { type ChildProcess, fork } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { devNull } from 'node:os'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Starts the process of the compiler. A process and not a thread: a thread inside native code cannot be stopped,
 * its memory cannot be limited, and a crash of the compiler would take the server along.
 */
export function startWorker(fontPaths: readonly string[]): ChildProcess {
  // The build puts the worker's bundle in this place; from sources it needs a loader where Node strips no types.
  const entry = fileURLToPath(new URL('./worker.ts', import.meta.url))
  const needsLoader = entry.endsWith('.ts') && !('typescript' in process.features)
  return fork(entry, fontPaths, {
    cwd: dirname(entry),
    env: shutEnvironment(),
    execArgv: needsLoader ? ['--import', 'tsx'] : [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
}

// Nothing of the server's secrets, no folder where the compiler would look for packages, and a proxy that is nobody:
// an import of a package fails at once instead of reaching out.
function shutEnvironment(): NodeJS.ProcessEnv {
  const nowhere = `${devNull}/none`
  const nobody = 'http://127.0.0.1:9'
  return {
    TZ: 'Asia/Ho_Chi_Minh',
    HOME: nowhere,
    XDG_DATA_HOME: nowhere,
    XDG_CACHE_HOME: nowhere,
    XDG_CONFIG_HOME: nowhere,
    HTTP_PROXY: nobody,
    HTTPS_PROXY: nobody,
    ALL_PROXY: nobody,
    ...(process.platform === 'win32' ? { SYSTEMROOT: process.env.SYSTEMROOT } : {}),
  }
}

const pageBytes = 4096
const bytesPerMib = 1024 * 1024

/** Resident memory of a process in MiB; null where the system does not tell it (outside Linux) or the process is gone. */
export async function residentMib(pid: number): Promise<number | null> {
  const statm = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => null)
  const pages = Number(statm?.split(' ')[1])
  return Number.isFinite(pages) ? (pages * pageBytes) / bytesPerMib : null
}
