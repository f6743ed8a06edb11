import type { Key } from '../contract.ts'
import { hash, versionKey } from '../state/keys.ts'
import type { LatestVersion } from '../state/records.ts'
import type { Table } from '../state/table.ts'

/** The versions of one kind of resource, by id. */
export interface VersionLine {
  latest: Table<LatestVersion>
  versions: Table<Key>
  /** Where the highest version is kept when none is left; absent where numbers start anew. */
  retired?: Table<number>
}

/** The number of the next version: of processes and forms none is ever used again. */
export function nextVersion({ latest, retired }: VersionLine, id: string): number {
  const row = latest.get(hash(id))
  if (row) return (retired ? row.highest : row.version) + 1
  return (retired?.get(hash(id)) ?? 0) + 1
}

/** Makes a new version the latest. */
export function addVersion(line: VersionLine, id: string, { key, version }: { key: Key; version: number }): void {
  line.latest.put(hash(id), { key, version, highest: version })
  line.versions.insert(versionKey(id, version), key)
  line.retired?.delete(hash(id))
}

/** What removing a version has changed. */
export interface Removal {
  wasLatest: boolean
  /** The version before, which is the latest now. */
  latest?: Key
}

/** Removes a version; if it was the latest, the one before takes its place. */
export function removeVersion(line: VersionLine, id: string, version: number): Removal {
  line.versions.delete(versionKey(id, version))
  const row = line.latest.get(hash(id))
  if (!row || row.version !== version) return { wasLatest: false }
  const [name, key] = line.versions.range(hash(id)).at(-1) ?? []
  if (name === undefined || key === undefined) {
    line.latest.delete(hash(id))
    line.retired?.put(hash(id), row.highest)
    return { wasLatest: true }
  }
  const { highest } = row
  line.latest.put(hash(id), { key, version: Number(name.slice(hash(id).length)), highest })
  return { wasLatest: true, latest: key }
}
