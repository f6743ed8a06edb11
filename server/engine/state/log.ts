import { randomInt } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { syncFolder } from './data-folder.ts'
import { LogFile, type LogRecord, makeLogFile, readLogFile, spaceFor } from './log-file.ts'

/** Up to where the tables hold what the log holds. */
export interface LogPosition {
  /** Drawn when the log was made, so that no other log is taken for it. */
  id: number
  /** Of the last record whose rows are in the tables. */
  sequence: number
}

/** The row of the table `log` that holds it. */
export const POSITION = 'position'

const FILES = ['log-a', 'log-b'] as const

/** A new log in the folder: two files of so many bytes, taken in turn. */
export function makeLog(folder: string, size: number): LogPosition {
  for (const path of pathsIn(folder)) makeLogFile(path, size)
  syncFolder(folder)
  return { id: randomInt(1, 2 ** 32), sequence: 0 }
}

/**
 * The records that the tables lack, in order. Throws with words when the log is not whole: files that are gone, records
 * that are missing or cannot be read though later ones can.
 */
export function recordsAfter(folder: string, { id, sequence }: LogPosition): LogRecord[] {
  const readings = pathsIn(folder).map((path) => {
    if (!existsSync(path)) throw new Error(`The engine's data have lost their log: '${path}' is gone. Restore a backup`)
    const reading = readLogFile(path, id)
    if (reading.broken) throw torn(path)
    return { path, records: reading.records.filter((record) => record.sequence > sequence) }
  })
  const later = readings
    .filter(({ records }) => records.length > 0)
    .sort((one, other) => (one.records[0]?.sequence ?? 0) - (other.records[0]?.sequence ?? 0))
  let last = sequence
  for (const { path, records } of later) {
    if (records[0]?.sequence !== last + 1) throw torn(path)
    last += records.length
  }
  return later.flatMap(({ records }) => records)
}

/** The sequence of the newest record, also while an engine writes. */
export function newestIn(folder: string, { id, sequence }: LogPosition): number {
  const newest = pathsIn(folder).map((path) => readLogFile(path, id).records.at(-1)?.sequence ?? 0)
  return Math.max(sequence, ...newest)
}

function torn(path: string): Error {
  return new Error(`The engine's log '${path}' is torn: records are missing in it. Restore a backup`)
}

function pathsIn(folder: string): string[] {
  return FILES.map((name) => join(folder, name))
}

/**
 * Appends records to one of two files. The other one belongs to records whose rows are on their way into the tables; it
 * may be written over when they are there.
 */
export class Log {
  readonly #files: readonly [LogFile, LogFile]
  readonly #size: number
  #current: 0 | 1 = 0
  #sequence: number

  /** @param size bytes after which a file is full; one that a single record does not fit into grows */
  constructor(folder: string, { id, sequence }: LogPosition, size: number) {
    this.#size = size
    const [a = '', b = ''] = pathsIn(folder)
    this.#files = [new LogFile(a, id), new LogFile(b, id)]
    this.#sequence = sequence
  }

  /** Of the last record. */
  get sequence(): number {
    return this.#sequence
  }

  /** Part of the current file that is used, 0 to 1 and beyond. */
  get fullness(): number {
    return this.#files[this.#current].length / this.#size
  }

  /** Whether a payload fits into the current file, or will fit into none. */
  fits(payload: Buffer): boolean {
    const { length } = this.#files[this.#current]
    return length === 0 || length + spaceFor(payload) <= this.#size
  }

  /** Resolves when the record would survive a loss of power. */
  async append(payload: Buffer): Promise<void> {
    await this.#files[this.#current].append({ sequence: this.#sequence + 1, payload })
    this.#sequence += 1
  }

  /** Goes on in the other file, whose records are in the tables. */
  turn(): void {
    this.#current = this.#current === 0 ? 1 : 0
    this.#files[this.#current].rewind()
  }

  close(): void {
    for (const file of this.#files) file.close()
  }
}
