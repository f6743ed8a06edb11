import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { unlink } from 'node:fs/promises'
import { createConnection, createServer, type Server } from 'node:net'
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
  const address = socketAddress(name)
  const server = (await bind(address.path)) ?? (address.outlivesProcess ? await takeOver(address.path) : undefined)
  if (!server) throw new Error(`Another engine already works on the data folder '${folder}'`)
  server.unref()
  return { release: () => new Promise((resolve) => server.close(() => resolve())) }
}

/** An abstract socket on Linux and a named pipe on Windows vanish with the process; elsewhere it is a file. */
function socketAddress(name: string): { path: string; outlivesProcess: boolean } {
  if (process.platform === 'linux') return { path: `\0${name}`, outlivesProcess: false }
  if (process.platform === 'win32') return { path: `\\\\.\\pipe\\${name}`, outlivesProcess: false }
  return { path: join(tmpdir(), `${name}.sock`), outlivesProcess: true }
}

/** Undefined if the address is taken. */
function bind(path: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((connection) => connection.destroy())
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    )
    server.listen(path, () => resolve(server))
  })
}

/** A socket file at which nobody listens was left by a process that was killed. */
async function takeOver(path: string): Promise<Server | undefined> {
  const alive = await new Promise<boolean>((resolve) => {
    const connection = createConnection(path, () => resolve(true))
    connection.once('error', () => resolve(false))
    connection.once('connect', () => connection.destroy())
  })
  if (alive) return undefined
  await unlink(path)
  return bind(path)
}
