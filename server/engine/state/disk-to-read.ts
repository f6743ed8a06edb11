/** An engine's disk, LMDB and log, read beside the engine that writes it or after its death. */
import { type Disk, type DiskTable, openLmdbToRead } from './disk.ts'
import { type LogPosition, POSITION, recordsAfter } from './log.ts'
import { decodeBatch, type LoggedBatch, putRows } from './logged-batch.ts'
import { type Change, LoggedTable } from './logged-table.ts'

/** The writer may turn to a log file that was not read yet; it does so every second at most as a rule. */
const ATTEMPTS = 20

/** What was durable when it was opened, or refreshed last; nothing can be written. Throws with words on a torn log. */
export function openDiskToRead(path: string): Disk {
  const beneath = openLmdbToRead(path)
  const positions = beneath.table<LogPosition>('log')
  const tables = new Map<string, LoggedTable<unknown>>()
  const changes: Change[] = []
  let batches: readonly LoggedBatch[] = []

  /** The log first: what it no longer has afterwards is in the tables then. */
  function read(): readonly LoggedBatch[] {
    for (let attempt = 1; ; attempt++) {
      beneath.refresh()
      const before = positions.get(POSITION)
      if (!before) return []
      try {
        const records = recordsAfter(path, before)
        beneath.refresh()
        const stored = positions.get(POSITION)?.sequence ?? 0
        return records.filter(({ sequence }) => sequence > stored).map(({ payload }) => decodeBatch(payload))
      } catch (error) {
        if (attempt === ATTEMPTS) throw error
      }
    }
  }
  function fill(name: string, table: LoggedTable<unknown>): void {
    table.clear()
    for (const batch of batches) putRows(batch[name], table)
    for (const change of changes.splice(0)) change.keep()
  }
  const refused = () => {
    throw new Error('This disk is only read')
  }

  batches = read()
  return {
    table<Value>(name: string): DiskTable<Value> {
      const known = tables.get(name)
      // Whoever names a table knows its rows, as with LMDB's own.
      if (known) return known as LoggedTable<Value>
      const table = new LoggedTable<Value>(name, beneath.table<Value>(name), (change) => void changes.push(change))
      tables.set(name, table as LoggedTable<unknown>)
      fill(name, table as LoggedTable<unknown>)
      return table
    },
    opening: (open) => open(),
    free: () => beneath.free(),
    batch: refused,
    refresh() {
      batches = read()
      for (const [name, table] of tables) fill(name, table)
    },
    copyTo: refused,
    close: () => beneath.close(),
  }
}
