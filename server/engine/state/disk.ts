import { statfsSync } from 'node:fs'
import { type Database, open } from 'lmdb'
import { checkFile } from './file-check.ts'

/** Rows of one table as they lie on the disk, by key and in key order. */
export interface DiskTable<Value> {
  get(key: string): Value | undefined
  doesExist(key: string): boolean
  getRange(range: { start: string; end: string }): Iterable<{ key: string; value: Value }>
  /** Only within `Disk.batch`. `isNew`: no row of this key lies in the table. */
  put(key: string, value: Value, isNew?: boolean): unknown
  /** Only within `Disk.batch`. */
  remove(key: string): unknown
}

/** What the store asks of LMDB; tests put a disk that fails in its place. */
export interface Disk {
  /** A table; made if it is not there. */
  table<Value>(name: string): DiskTable<Value>
  /** Runs calls of `table` as one transaction: making tables one by one takes a sync each. */
  opening<Tables>(open: () => Tables): Tables
  /** Bytes that are free on the volume. */
  free(): number
  /** Stores what `write` puts and removes as one transaction; resolves when it would survive a loss of power. */
  batch(write: () => void): Promise<void>
  /** Lets reads see the newest commit. */
  refresh(): void
  /** Copies the newest commit into a folder that exists, while others read and write. */
  copyTo(folder: string): Promise<void>
  close(): Promise<void>
}

/** More than there will be. */
const MAX_TABLES = 128

export type OpenDisk = (path: string) => Disk

/** LMDB in the folder. Throws with words if its file is torn. */
export const openLmdb: OpenDisk = (path) => {
  checkFile(path)
  return lmdbDisk(path, { maxDbs: MAX_TABLES })
}

/** LMDB in the folder beside an engine that may write in it; only to read and to copy. */
export function openLmdbToRead(path: string): Disk {
  return lmdbDisk(path, { readOnly: true, maxDbs: MAX_TABLES })
}

function lmdbDisk(path: string, options: { maxDbs: number; readOnly?: boolean }): Disk {
  // overlappingSync off: a commit is on the disk when its promise resolves, power loss included.
  const environment = open({ path, overlappingSync: false, encoding: 'json', ...options })
  return {
    table<Value>(name: string): DiskTable<Value> {
      const table: Database<Value, string> = environment.openDB({ name, encoding: 'json' })
      return {
        get: (key) => table.get(key),
        doesExist: (key) => table.doesExist(key),
        getRange: (range) => table.getRange(range),
        put: (key, value) => table.put(key, value),
        remove: (key) => table.remove(key),
      }
    },
    opening: (openTables) => (options.readOnly ? openTables() : environment.transactionSync(openTables)),
    free() {
      const { bavail, bsize } = statfsSync(path)
      return bavail * bsize
    },
    async batch(write) {
      try {
        await environment.batch(write)
      } catch (error) {
        throw await causeOf(error)
      }
    },
    refresh: () => environment.resetReadTxn(),
    copyTo: (folder) => environment.backup(folder, true),
    close: () => environment.close(),
  }
}

/** LMDB rejects with 'Commit failed' and hands the reason in as a promise of its own. */
async function causeOf(error: unknown): Promise<unknown> {
  if (!(error instanceof Error && 'commitError' in error)) return error
  return Promise.resolve(error.commitError).then(
    () => error,
    (cause: unknown) => cause,
  )
}
