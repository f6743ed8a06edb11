import type { Disk, DiskTable } from '../../../server/engine/state/disk.ts'
import { tableNames } from '../../../server/engine/state/state.ts'

/** All rows of all tables, as one text per row: `table key value`. */
export type Dump = readonly string[]

const KEY = /2251799\d{9}/g
const DUE_TABLES = new Set<string>(['jobDeadlines', 'jobRetries', 'dueTimers', 'messageExpiries'])
const EARLIEST = 1_000_000_000_000
const DAY = 86_400_000

/**
 * What is committed on the disk. Keys are named by their order, for a command that failed has used up keys; the counter
 * of keys is left out for the same reason. With `timeless`, instants are left out too.
 */
export function dumpOf(disk: Disk, { timeless = false } = {}): Dump {
  disk.refresh()
  const rows = tableNames.flatMap((name) => {
    const table: DiskTable<unknown> = disk.table(name)
    return [...table.getRange({ start: '', end: '\uffff' })]
      .filter(({ key }) => name !== 'counters' || key !== 'key')
      .map(({ key, value }) => {
        const place = timeless && DUE_TABLES.has(name) ? key.slice(14) : key
        return `${name} ${place} ${JSON.stringify(timeless ? withoutInstants(value) : value)}`
      })
  })
  const keys = [...new Set(rows.flatMap((row) => row.match(KEY) ?? []))].sort()
  const names = new Map(keys.map((key, at) => [key, `<${at}>`]))
  return rows.map((row) => row.replace(KEY, (key) => names.get(key) ?? key)).sort()
}

function withoutInstants(value: unknown): unknown {
  if (typeof value === 'number') return value > EARLIEST && value < EARLIEST + 40_000 * DAY ? 'instant' : value
  if (Array.isArray(value)) return value.map(withoutInstants)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withoutInstants(part)]))
}

/** Rows that only one of two dumps has. */
export function difference(one: Dump, other: Dump): { differs: boolean; only: string[]; missing: string[] } {
  const [left, right] = [new Set(one), new Set(other)]
  const only = one.filter((row) => !right.has(row))
  const missing = other.filter((row) => !left.has(row))
  return { differs: only.length + missing.length > 0, only, missing }
}
