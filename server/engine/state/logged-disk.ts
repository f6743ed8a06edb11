/**
 * The disk of an engine: LMDB with a log before it. A batch is durable when its one record is in the log, a single write
 * to a file that lies ready; its rows stay in memory and go on into LMDB together, some thousand at a time or after a
 * second. Opened anew, LMDB first gets what only the log has (docs/decisions/0017-log-before-the-tables.md).
 */
import { type Disk, type DiskTable, openLmdb } from './disk.ts'
import { Log, type LogPosition, makeLog, POSITION, recordsAfter } from './log.ts'
import { decodeBatch, encodeBatch, putRows } from './logged-batch.ts'
import { type Change, LoggedTable } from './logged-table.ts'

/** When rows go on into LMDB. */
export interface Patience {
  /** At so many in memory. */
  rows: number
  /** At so many that hide one on the disk that was removed: reads of a range step over each of them. */
  hiding: number
  /** After so long. */
  milliseconds: number
  /** When three quarters of a log file of so many bytes are full. */
  logBytes: number
}
/** As it is unless told. */
export const PATIENCE: Patience = { rows: 4000, hiding: 1000, milliseconds: 1000, logBytes: 4 * 1024 * 1024 }
const FULL_ENOUGH = 0.75

/** Opens LMDB and its log in the folder. Throws with words when one of them is torn, or the log is gone. */
export function openDisk(path: string, beneath: Disk = openLmdb(path), patience = PATIENCE): Disk {
  const positions = beneath.table<LogPosition>('log')
  const from = positions.get(POSITION)
  const position = from ? catchUp(path, beneath, from) : makeLog(path, patience.logBytes)
  if (!from) beneath.opening(() => void positions.put(POSITION, position))
  return new LoggedDisk(beneath, new Log(path, position, patience.logBytes), position.id, patience)
}

/** Brings into the tables what only the log has. */
function catchUp(path: string, beneath: Disk, from: LogPosition): LogPosition {
  const records = recordsAfter(path, from)
  const last = records.at(-1)
  if (!last) return from
  const batches = records.map(({ payload }) => decodeBatch(payload))
  const names = new Set(batches.flatMap((batch) => Object.keys(batch)))
  const tables = new Map(beneath.opening(() => [...names].map((name) => [name, beneath.table<unknown>(name)] as const)))
  const position = { ...from, sequence: last.sequence }
  beneath.opening(() => {
    for (const batch of batches) for (const [name, rows] of Object.entries(batch)) putRows(rows, tables.get(name))
    beneath.table<LogPosition>('log').put(POSITION, position)
  })
  return position
}

/** A table of whatever rows. */
type AnyTable = Pick<LoggedTable<unknown>, 'size' | 'leave' | 'write' | 'arrived'>

class LoggedDisk implements Disk {
  readonly #beneath: Disk
  readonly #log: Log
  readonly #id: number
  readonly #patience: Patience
  readonly #positions
  readonly #tables = new Map<string, AnyTable>()
  /** Changes of the batch that is being written. */
  #changes: Change[] = []
  #hiding = 0
  /** A record is being written: until its rows are in memory the log cannot turn away from its file. */
  #isWriting = false
  /** Rows have waited long enough, and go on as soon as they can. */
  #isOverdue = false
  /** Rows on their way into LMDB. */
  #passing: Promise<void> | undefined
  #failure: unknown
  #timer: NodeJS.Timeout | undefined

  constructor(beneath: Disk, log: Log, id: number, patience: Patience) {
    this.#patience = patience
    this.#beneath = beneath
    this.#log = log
    this.#id = id
    this.#positions = beneath.table<LogPosition>('log')
  }

  table<Value>(name: string): DiskTable<Value> {
    const known = this.#tables.get(name)
    // Whoever names a table knows its rows, as with LMDB's own.
    if (known) return known as LoggedTable<Value>
    const table = new LoggedTable(name, this.#beneath.table<Value>(name), (change) => void this.#changes.push(change))
    this.#tables.set(name, table)
    return table
  }

  opening<Tables>(open: () => Tables): Tables {
    return this.#beneath.opening(open)
  }

  free(): number {
    return this.#beneath.free()
  }

  async batch(write: () => void): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure
    this.#changes = []
    write()
    const payload = encodeBatch(this.#changes)
    if (!this.#log.fits(payload)) {
      await this.#passing
      if (this.#failure !== undefined) throw this.#failure
      this.#pass()
    }
    this.#isWriting = true
    try {
      await this.#log.append(payload)
    } finally {
      this.#isWriting = false
    }
    for (const change of this.#changes) if (change.keep()) this.#hiding += 1
    this.#changes = []
    if (this.#isOverdue || this.#isMuch()) this.#pass()
    this.#timer ??= setTimeout(() => this.#passSoon(), this.#patience.milliseconds).unref()
  }

  /** Nothing is hidden from reads here: they see a batch as soon as it is durable. */
  refresh(): void {}

  async copyTo(folder: string): Promise<void> {
    await this.#passAll()
    await this.#beneath.copyTo(folder)
  }

  async close(): Promise<void> {
    try {
      if (this.#failure === undefined) await this.#passAll()
    } finally {
      clearTimeout(this.#timer)
      await this.#passing
      this.#log.close()
      await this.#beneath.close()
    }
  }

  get #rows(): number {
    let sum = 0
    for (const { size } of this.#tables.values()) sum += size
    return sum
  }

  #isMuch(): boolean {
    const { rows, hiding } = this.#patience
    return this.#hiding >= hiding || this.#log.fullness >= FULL_ENOUGH || this.#rows >= rows
  }

  #passSoon(): void {
    this.#timer = undefined
    this.#isOverdue = true
    this.#pass()
  }

  async #passAll(): Promise<void> {
    await this.#passing
    this.#pass()
    await this.#passing
    if (this.#failure !== undefined) throw this.#failure
  }

  /** Sends all rows in memory on into LMDB, unless others are on their way or one is being written. */
  #pass(): void {
    if (this.#isWriting || this.#passing || this.#failure !== undefined || this.#log.fullness === 0) return
    this.#isOverdue = false
    clearTimeout(this.#timer)
    this.#timer = undefined
    for (const table of this.#tables.values()) table.leave()
    this.#hiding = 0
    const position = { id: this.#id, sequence: this.#log.sequence }
    this.#log.turn()
    this.#passing = this.#beneath
      .batch(() => {
        for (const table of this.#tables.values()) table.write()
        this.#positions.put(POSITION, position)
      })
      .then(
        () => {
          this.#beneath.refresh()
          for (const table of this.#tables.values()) table.arrived()
        },
        (error: unknown) => {
          this.#failure = error ?? new Error('LMDB failed')
        },
      )
      .finally(() => {
        this.#passing = undefined
        if (this.#isOverdue) this.#pass()
      })
  }
}
