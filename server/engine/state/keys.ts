import { createHash } from 'node:crypto'
import type { Key } from '../contract.ts'

const PARTITION = 1n
const PARTITION_BITS = 51n

/** The engine key with this counter: `(partition << 51) + counter`, so the first one is 2251799813685249. */
export function keyOf(counter: number): Key {
  return String((PARTITION << PARTITION_BITS) + BigInt(counter)) as Key
}

/** Whether a text given by a client can be a key at all; keys of one partition are texts of one length, so they sort. */
export function isKey(text: string | undefined): text is Key {
  return text !== undefined && /^\d{16,17}$/.test(text)
}

/** Hashes of the texts that come again with each command, such as job types; forgotten all at once when there are many. */
const known = new Map<string, string>()
const MOST_KNOWN = 1000
const LONGEST_KNOWN = 100

/** Texts given by users enter keys of the store as this: LMDB keys are limited in length. */
export function hash(...texts: string[]): string {
  const [text] = texts
  if (text === undefined || texts.length > 1 || text.length > LONGEST_KNOWN) return hashed(texts)
  const before = known.get(text)
  if (before !== undefined) return before
  if (known.size >= MOST_KNOWN) known.clear()
  const digest = hashed(texts)
  known.set(text, digest)
  return digest
}

function hashed(texts: readonly string[]): string {
  const digest = createHash('sha256')
  for (const text of texts) digest.update(String(text.length)).update(':').update(text)
  return digest.digest('base64url').slice(0, 22)
}

/** An instant as a sortable part of a key. Instants before 1970 and beyond the year 5138 are cut to these. */
export function timeKey(milliseconds: number): string {
  return String(Math.max(0, Math.min(Math.trunc(milliseconds), 99_999_999_999_999))).padStart(14, '0')
}

/** Where the key of a version (of a process, decision, DRG or form) is kept. */
export function versionKey(id: string, version: number): string {
  return hash(id) + String(version).padStart(10, '0')
}
