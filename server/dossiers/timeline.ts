/**
 * A dossier's timeline: append-only, each entry's hash covers the one before. Reports, audit and the citizen's history
 * read only this; with element id and variables it is also what a restore rebuilds from.
 */
import { createHash } from 'node:crypto'
import type { Tx } from '../db.ts'
import type { Prisma } from '../generated/prisma/client.ts'
import type { DossierId } from '../ids.ts'
import type { EventData, EventType } from './events.ts'
import type { LockedDossier } from './lock.ts'

/** `system`, `citizen`, or somebody with an account. */
export type Actor = 'system' | 'citizen' | `account:${string}`

export interface JobRef {
  epoch: string
  key: string
}

export interface NewEvent<Type extends EventType = EventType> {
  type: Type
  at: Date
  actor: Actor
  data: EventData[Type]
  elementId?: string
  /** The job whose handling writes this; a second handling writes nothing. */
  job?: JobRef
  /** Whether the citizen sees it. */
  public?: boolean
}

/** JSON with sorted keys, so that a hash can be computed again from the row. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}

/** The same value as the column will give it back. */
function plainJson(value: unknown): Prisma.InputJsonObject {
  return JSON.parse(canonical(value))
}

/** The hash of an entry: over the one before, its place and all that it says. */
export function eventHash(entry: {
  prevHash: string
  dossierId: string
  seq: number
  at: Date
  type: string
  actor: string
  elementId: string | null
  public: boolean
  data: unknown
}): string {
  // Named one by one: a row that is read back has further columns.
  const { prevHash, dossierId, seq, type, actor, elementId, data } = entry
  const said = { prevHash, dossierId, seq, type, actor, elementId, public: entry.public, data }
  return createHash('sha256')
    .update(canonical({ ...said, at: entry.at.toISOString() }))
    .digest('hex')
}

/** Appends to the timeline of a dossier whose row the caller has locked. False: this job has written it before. */
export async function appendEvent<Type extends EventType>(
  tx: Tx,
  dossier: LockedDossier,
  event: NewEvent<Type>,
): Promise<boolean> {
  const entry = {
    dossierId: dossier.id,
    seq: dossier.eventSeq + 1,
    at: event.at,
    type: event.type,
    actor: event.actor,
    elementId: event.elementId ?? null,
    public: event.public ?? false,
    data: plainJson(event.data),
    prevHash: dossier.eventHash,
  }
  const hash = eventHash(entry)
  const { epoch = null, key = null } = event.job ?? {}
  // The job's own unique key makes a second handling write nothing.
  const written = await tx.sql`
    WITH entry AS (
      INSERT INTO dossier_event (dossier_id, seq, at, type, actor, element_id, epoch, job_key, public, data, prev_hash, hash)
      VALUES (${dossier.id}::uuid, ${entry.seq}, ${entry.at}, ${entry.type}, ${entry.actor}, ${entry.elementId},
              ${epoch}, ${key}::bigint, ${entry.public}, ${JSON.stringify(entry.data)}::jsonb, ${entry.prevHash}, ${hash})
      ON CONFLICT (epoch, job_key, type) DO NOTHING RETURNING seq)
    UPDATE dossier SET event_seq = entry.seq, event_hash = ${hash}, updated_at = ${entry.at}
    FROM entry WHERE id = ${dossier.id}::uuid`
  if (written.count === 0) return false
  dossier.eventSeq = entry.seq
  dossier.eventHash = hash
  return true
}

/** Checks the chain of a dossier: undefined when whole, else the first entry that does not fit. */
export async function brokenLink(tx: Tx, dossierId: DossierId): Promise<number | undefined> {
  const entries = await tx.dossierEvent.findMany({ where: { dossierId }, orderBy: { seq: 'asc' } })
  let prevHash = ''
  let seq = 0
  for (const entry of entries) {
    seq += 1
    if (entry.seq !== seq || entry.prevHash !== prevHash || eventHash(entry) !== entry.hash) return entry.seq
    prevHash = entry.hash
  }
  return undefined
}
