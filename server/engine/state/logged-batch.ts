import type { DiskTable } from './disk.ts'
import type { Change } from './logged-table.ts'

/** A batch as it lies in the log: per table its rows; one without a value was removed. */
export type LoggedBatch = Readonly<Record<string, readonly (readonly [key: string, value?: unknown])[]>>

/** The payload of a batch's record. */
export function encodeBatch(changes: readonly Change[]): Buffer {
  const batch: Record<string, [key: string, value?: unknown][]> = {}
  for (const { table, key, value } of changes) {
    batch[table] ??= []
    batch[table].push(value === undefined ? [key] : [key, value])
  }
  return Buffer.from(JSON.stringify(batch))
}

/** Does to a table what a batch did to it. */
export function putRows(
  rows: LoggedBatch[string] = [],
  table: Pick<DiskTable<unknown>, 'put' | 'remove'> | undefined,
): void {
  for (const [key, value] of rows)
    if (value === undefined) table?.remove(key)
    else table?.put(key, value)
}

/** Of a record whose sum was right. */
export function decodeBatch(payload: Buffer): LoggedBatch {
  return JSON.parse(payload.toString('utf8'))
}
