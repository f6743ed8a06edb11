import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder's owner mark that the operating system takes back when the process ends, however it ends. */
export interface FolderLock {
  release(): Promise<void>
}

/**
 * Claims the folder for this process: a local socket named after the folder's real path, which only one process can
 * bind. Throws with words for the operator when another engine has the folder.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const name = `motcua-engine-${createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32)}`
  const server = createServer((connection) => connection.destroy())
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE' ? new Error(`Another engine already works on the data folder '${folder}'`) : error,
      ),
    )
    server.listen(socketPath(name), resolve)
  })
  server.unref()
  return { release: () => new Promise((resolve) => server.close(() => resolve())) }
}

/** An abstract socket on Linux and a named pipe on Windows vanish with the process; elsewhere it is a file. */
function socketPath(name: string): string {
  if (process.platform === 'linux') return `\0${name}`
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`
  return join(tmpdir(), `${name}.sock`)
}
