/**
 * Files by their hash: `files/ab/cd/<sha256>`, written to a temporary name, synced, renamed, and only then named by a
 * row. A file that no row names (a crash in between) is swept after seven days.
 */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'

export interface WrittenFile {
  sha256: string
  size: number
  /** The first 4 kB, by which the kind of content is told. */
  head: Buffer
}

export interface FileStore {
  write(bytes: Uint8Array): Promise<WrittenFile>
  /** Streams to disk; `limit` bytes at most, else it rejects with `FileTooLarge` and leaves nothing. */
  receive(stream: Readable, limit: number): Promise<WrittenFile>
  read(sha256: string): Promise<Buffer>
  stream(sha256: string): Readable
  remove(sha256: string): Promise<void>
  /** Hashes of files written before an instant, for the sweep. */
  olderThan(before: Date): AsyncGenerator<string>
}

export class FileTooLarge extends Error {}

const hashPattern = /^[0-9a-f]{64}$/
const headLength = 4096

export async function openFileStore(folder: string): Promise<FileStore> {
  const incoming = join(folder, 'incoming')
  await mkdir(incoming, { recursive: true })

  const pathOf = (sha256: string): string => {
    if (!hashPattern.test(sha256)) throw new Error('not the hash of a file')
    return join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  }

  async function take(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, limit: number): Promise<WrittenFile> {
    const temporary = join(incoming, randomUUID())
    const file = await open(temporary, 'wx', 0o600)
    const hash = createHash('sha256')
    let size = 0
    let head = Buffer.alloc(0)
    try {
      for await (const chunk of chunks) {
        size += chunk.length
        if (size > limit) throw new FileTooLarge('file over its limit')
        if (head.length < headLength) head = Buffer.concat([head, chunk]).subarray(0, headLength)
        hash.update(chunk)
        await file.write(chunk)
      }
      await file.sync()
      await file.close()
    } catch (error) {
      await file.close().catch(() => undefined)
      await rm(temporary, { force: true })
      throw error
    }
    const sha256 = hash.digest('hex')
    const path = pathOf(sha256)
    await mkdir(dirname(path), { recursive: true })
    await rename(temporary, path)
    return { sha256, size, head }
  }

  return {
    write: (bytes) => take([bytes], Number.POSITIVE_INFINITY),
    receive: (stream, limit) => take(stream, limit),
    read: (sha256) => readFile(pathOf(sha256)),
    stream: (sha256) => createReadStream(pathOf(sha256)),
    remove: (sha256) => rm(pathOf(sha256), { force: true }),
    async *olderThan(before) {
      for (const outer of await readdir(folder)) {
        if (!/^[0-9a-f]{2}$/.test(outer)) continue
        for (const inner of await readdir(join(folder, outer))) {
          for (const name of await readdir(join(folder, outer, inner))) {
            const { mtime } = await stat(join(folder, outer, inner, name))
            if (mtime < before) yield name
          }
        }
      }
    },
  }
}
