import type { Disk, DiskTable, OpenDisk } from '../../../server/engine/state/disk.ts'
import { smallLogs } from '../small-logs.ts'

/**
 * How a disk fails:
 * - `put`: a row can't be handed over;
 * - `commit`: the transaction is refused as a whole;
 * - `sync`: the transaction is stored, but the disk says that it could not be made durable.
 */
export type Fault = 'put' | 'commit' | 'sync'

/** LMDB behind a disk that fails when told. */
export class FailingDisk {
  /** Bytes that it says are free. */
  free = Number.POSITIVE_INFINITY
  /** How many puts or commits there have been since the count was last armed. */
  count = 0
  #fault: Fault | undefined
  #at = 0
  #disk: Disk | undefined

  /** Lets the nth put (or commit, or sync) from now on fail, once. */
  arm(fault: Fault, at: number): void {
    this.#fault = fault
    this.#at = at
    this.count = 0
  }

  /** Whether the fault has not come yet. */
  get armed(): boolean {
    return this.#fault !== undefined
  }

  disarm(): void {
    this.#fault = undefined
  }

  get disk(): Disk {
    if (!this.#disk) throw new Error('The disk is not open')
    return this.#disk
  }

  readonly open: OpenDisk = (path) => {
    const disk = smallLogs(path)
    this.#disk = disk
    return {
      opening: (open) => disk.opening(open),
      refresh: () => disk.refresh(),
      copyTo: (folder) => disk.copyTo(folder),
      close: () => disk.close(),
      free: () => Math.min(this.free, disk.free()),
      table: <Value>(name: string) => {
        const table = disk.table<Value>(name)
        const failing: DiskTable<Value> = {
          get: (key) => table.get(key),
          doesExist: (key) => table.doesExist(key),
          getRange: (range) => table.getRange(range),
          put: (key, value, isNew) => {
            this.#fails('put')
            return table.put(key, value, isNew)
          },
          remove: (key) => {
            this.#fails('put')
            return table.remove(key)
          },
        }
        return failing
      },
      batch: async (write) => {
        this.#fails('commit')
        await disk.batch(write)
        this.#fails('sync')
      },
    }
  }

  #fails(fault: Fault): void {
    if (fault !== this.#fault) return
    this.count += 1
    if (this.count < this.#at) return
    this.#fault = undefined
    throw new Error(`This ${fault} fails`)
  }
}
