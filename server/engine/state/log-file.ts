import { closeSync, constants, fsyncSync, openSync, readFileSync, write, writeFileSync, writeSync } from 'node:fs'
import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'

/** A record as it lies in a log file. */
export interface LogRecord {
  sequence: number
  payload: Buffer
}

/** What a log file holds. */
export interface LogReading {
  /** In order of their sequence, without a gap. */
  records: readonly LogRecord[]
  /** Records behind one that cannot be read: that one was not merely cut off while it was written. */
  broken: boolean
}

/** Records begin on blocks of the disk: then one write needs no reading before it. */
const BLOCK = 4096
const HEADER = 32
const MAGIC = 0x4d43_4c47

const writeAt = promisify(write)

/** Makes a log file of this size, durably and all zeros, so that no later write has to change its length. */
export function makeLogFile(path: string, size: number): void {
  writeFileSync(path, Buffer.alloc(size), { flush: true })
}

/** Bytes that a payload takes in a log file. */
export function spaceFor(payload: Buffer): number {
  return Math.ceil((HEADER + payload.length) / BLOCK) * BLOCK
}

/** A file that records are appended to, each durable when its promise resolves. */
export class LogFile {
  readonly #file: number
  readonly #id: number
  #at = 0

  /** @param id the log's own: records of another log are none */
  constructor(path: string, id: number) {
    this.#file = openSync(path, constants.O_RDWR | constants.O_DSYNC)
    this.#id = id
  }

  /** Bytes written since the beginning. */
  get length(): number {
    return this.#at
  }

  /** From here on older records of the file are written over. */
  rewind(): void {
    this.#at = 0
  }

  /**
   * A record of one block is what a command alone leaves: nobody else waits, and to write it right here saves two
   * changes of thread, a good part of what the disk takes. Larger ones are written aside, while the next batch gathers.
   */
  async append({ sequence, payload }: LogRecord): Promise<void> {
    const bytes = Buffer.alloc(spaceFor(payload))
    payload.copy(bytes, HEADER)
    bytes.writeUInt32LE(MAGIC, 0)
    bytes.writeUInt32LE(this.#id, 4)
    bytes.writeBigUInt64LE(BigInt(sequence), 8)
    bytes.writeUInt32LE(payload.length, 16)
    bytes.writeUInt32LE(sumOf(bytes, payload.length), 20)
    for (let done = 0; done < bytes.length; ) {
      const written = await this.#write(bytes, done)
      if (written === 0) throw new Error('The log takes no more bytes')
      done += written
    }
    this.#at += bytes.length
  }

  /** Writes a record from one of its bytes on; returns how many went. */
  #write(bytes: Buffer, from: number): number | Promise<number> {
    const place = this.#at + from
    if (bytes.length === BLOCK) return writeSync(this.#file, bytes, from, bytes.length - from, place)
    return writeAt(this.#file, bytes, from, bytes.length - from, place).then(({ bytesWritten }) => bytesWritten)
  }

  close(): void {
    fsyncSync(this.#file)
    closeSync(this.#file)
  }
}

/** Reads the records that were written to a file last; what lies behind them is older, or nothing. */
export function readLogFile(path: string, id: number): LogReading {
  const bytes = readFileSync(path)
  const records: LogRecord[] = []
  let at = 0
  for (let record = recordAt(bytes, at, id); record; record = recordAt(bytes, at, id)) {
    const last = records.at(-1)
    if (last && record.sequence !== last.sequence + 1) break
    records.push(record)
    at += spaceFor(record.payload)
  }
  const newest = records.at(-1)?.sequence ?? 0
  let broken = false
  for (let behind = at + BLOCK; newest > 0 && behind < bytes.length && !broken; behind += BLOCK)
    broken = (recordAt(bytes, behind, id)?.sequence ?? 0) > newest
  return { records, broken }
}

function recordAt(bytes: Buffer, at: number, id: number): LogRecord | undefined {
  if (at + HEADER > bytes.length) return undefined
  const head = bytes.subarray(at, at + HEADER)
  if (head.readUInt32LE(0) !== MAGIC || head.readUInt32LE(4) !== id) return undefined
  const length = head.readUInt32LE(16)
  if (at + HEADER + length > bytes.length) return undefined
  if (head.readUInt32LE(20) !== sumOf(bytes.subarray(at), length)) return undefined
  return {
    sequence: Number(head.readBigUInt64LE(8)),
    payload: bytes.subarray(at + HEADER, at + HEADER + length),
  }
}

/** Over sequence, length and payload. */
function sumOf(record: Buffer, length: number): number {
  return crc32(record.subarray(HEADER, HEADER + length), crc32(record.subarray(4, 20)))
}
