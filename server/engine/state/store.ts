import type { Key } from '../contract.ts'
import { commitBatch } from './commit.ts'
import { markBegun, openDataFolder } from './data-folder.ts'
import type { Disk, OpenDisk } from './disk.ts'
import { type FolderLock, lockFolder } from './folder-lock.ts'
import { Journal } from './journal.ts'
import { keyOf } from './keys.ts'
import { openDisk } from './logged-disk.ts'
import { type Rows, type State, tableNames } from './state.ts'
import { Table } from './table.ts'
import { upgrade } from './upgrade.ts'

/** The durable state of one engine: typed tables over LMDB, one batch of changes at a time. */
export interface Store {
  readonly epoch: string
  readonly state: State
  /** Undoes the running command or keeps its changes in the batch. */
  readonly journal: Journal
  /** Gives out the next key; never one that was given out before, not even by an undone command. */
  nextKey(): Key
  /** Makes the batch durable as one transaction. Throws CommitFailed, and the batch is forgotten. */
  commit(): Promise<void>
  close(): Promise<void>
}

export interface StoreOptions {
  /** Bytes that must be free on the volume for a commit; 64 MiB, far more than one batch writes, by default. */
  minFree?: number
  /** Tests give a disk that fails. */
  disk?: OpenDisk
}

const MIN_FREE = 64 * 1024 * 1024

/**
 * Opens the store in the folder, takes the folder for this process and brings older data up to date. Throws with words
 * if another engine has the folder, if a newer one wrote it, or if its file is torn.
 */
export async function openStore(folder: string, options: StoreOptions = {}): Promise<Store> {
  const { epoch, store } = openDataFolder(folder)
  const lock = await lockFolder(folder)
  let disk: Disk | undefined
  try {
    disk = (options.disk ?? openDisk)(store)
    const opened = storeOn(disk, epoch, lock, options.minFree ?? MIN_FREE)
    await upgrade(opened, folder)
    markBegun(folder)
    return opened
  } catch (error) {
    await disk?.close()
    await lock.release()
    throw error
  }
}

function storeOn(disk: Disk, epoch: string, lock: FolderLock, minFree: number): Store {
  const journal = new Journal()
  const openTable = <Name extends keyof Rows>(name: Name) => new Table(disk.table<Rows[Name]>(name), journal)
  const state = disk.opening(() => Object.fromEntries(tableNames.map((name) => [name, openTable(name)])) as State)
  let counter = state.counters.get('key') ?? 0
  let storedCounter = counter
  const tables = Object.values(state)

  return {
    epoch,
    state,
    journal,
    nextKey() {
      counter += 1
      return keyOf(counter)
    },
    async commit() {
      try {
        if (counter !== storedCounter) state.counters.put('key', counter)
        journal.keep()
        await commitBatch(disk, tables, minFree)
        storedCounter = counter
      } finally {
        disk.refresh()
        for (const table of tables) table.clearBatch()
      }
    },
    async close() {
      await disk.close()
      await lock.release()
    },
  }
}
