import type { Disk } from './disk.ts'

/** A table's part in a commit. */
export interface Batched {
  readonly batchSize: number
  /** Hands the batch to the transaction that is being written. */
  write(): void
  /** Takes back, within the same transaction, what `write` has handed over so far. */
  unwrite(): void
}

/**
 * Why a batch was not stored.
 * - `full`: the volume has no room; nothing was written, a later batch may succeed.
 * - `undone`: a write failed and the transaction was emptied; a later batch may succeed.
 * - `broken`: LMDB could not write or sync. Its memory is not to be trusted from here on, and only opening anew tells
 *   whether the batch is on the disk, as a whole or not at all.
 */
export class CommitFailed extends Error {
  readonly why: 'full' | 'undone' | 'broken'
  constructor(why: CommitFailed['why'], words: string, cause?: unknown) {
    super(cause === undefined ? words : `${words}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    })
    this.why = why
  }
}

/** Stores the batches of all tables as one transaction, if at least `minFree` bytes are free; else CommitFailed. */
export async function commitBatch(disk: Disk, tables: readonly Batched[], minFree: number): Promise<void> {
  if (tables.every(({ batchSize }) => batchSize === 0)) return
  // LMDB oversteps a buffer of its own when the system refuses a write, so it must not come to that.
  if (disk.free() < minFree) throw new CommitFailed('full', 'The volume is full')
  let failure: CommitFailed | undefined
  try {
    await disk.batch(() => {
      try {
        for (const table of tables) table.write()
      } catch (error) {
        failure = new CommitFailed('undone', 'A row could not be written', error)
        emptyTransaction(tables)
      }
    })
  } catch (error) {
    throw new CommitFailed('broken', 'The disk failed', error)
  }
  if (failure) throw failure
}

/** LMDB would commit what stands in the transaction even if its writer threw: each row gets back what it was. */
function emptyTransaction(tables: readonly Batched[]): void {
  try {
    for (const table of tables) table.unwrite()
  } catch {
    // Dead, the process leaves the last commit; alive, it would now store half a batch.
    process.abort()
  }
}
