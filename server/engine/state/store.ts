import { type Database, open } from 'lmdb'
import type { Key } from '../contract.ts'
import { openDataFolder } from './data-folder.ts'
import { type FolderLock, lockFolder } from './folder-lock.ts'
import { Journal } from './journal.ts'
import { keyOf } from './keys.ts'
import { type Rows, type State, tableNames } from './state.ts'
import { Table } from './table.ts'
import { completeVersionIndexes } from './version-indexes.ts'

/** The durable state of one engine: typed tables over LMDB, one batch of changes at a time. */
export interface Store {
  readonly epoch: string
  readonly state: State
  /** Undoes the running command or keeps its changes in the batch. */
  readonly journal: Journal
  /** Gives out the next key; never one that was given out before, not even by an undone command. */
  nextKey(): Key
  /** Makes the batch durable as one transaction; rejects if the disk refuses, and then nothing of it was stored. */
  commit(): Promise<void>
  close(): Promise<void>
}

/** Opens the store in the folder and takes the folder for this process; throws if another engine has it. */
export async function openStore(folder: string): Promise<Store> {
  const { epoch, store } = openDataFolder(folder)
  const lock = await lockFolder(folder)
  try {
    return openLocked(epoch, store, lock)
  } catch (error) {
    await lock.release()
    throw error
  }
}

function openLocked(epoch: string, path: string, lock: FolderLock): Store {
  // overlappingSync off: a commit is on the disk when its promise resolves, power loss included.
  const environment = open({ path, overlappingSync: false, encoding: 'json', maxDbs: tableNames.length + 4 })
  const journal = new Journal()
  const openTable = <Name extends keyof Rows>(name: Name): Table<Rows[Name]> => {
    const database: Database<Rows[Name], string> = environment.openDB({ name, encoding: 'json' })
    return new Table(database, journal)
  }
  const state = Object.fromEntries(tableNames.map((name) => [name, openTable(name)])) as State
  completeVersionIndexes(state)
  journal.keep()
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
        if (tables.some((table) => table.batchSize > 0))
          await environment.batch(() => {
            for (const table of tables) table.write()
          })
        storedCounter = counter
      } finally {
        environment.resetReadTxn()
        for (const table of tables) table.clearBatch()
      }
    },
    async close() {
      await environment.close()
      await lock.release()
    },
  }
}
