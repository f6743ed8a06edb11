/**
 * Whether engine and database still know each other. Both only ever move forward, so each can show the other that it was
 * set back:
 * - the key that the engine gives to a new message lies above all keys that the database has seen, unless the engine was
 *   restored to an earlier hour;
 * - the platform counts marks in the database and leaves each, as a message of that number, in the engine. A next mark
 *   that the engine has seen already says that the database was restored to an earlier hour.
 * Nothing but gateway calls is used, so it holds for any Zeebe.
 */
import type { Clock } from '../clock.ts'
import type { Db } from '../db.ts'
import { type EngineKey, type Zeebe, ZeebeError } from '../zeebe/index.ts'

/** Why the two do not fit. */
export type Misfit =
  /** Open cases are bound to other data of an engine: those were lost, or another engine was put in their place. */
  | 'another-engine'
  /** The engine was set back: it gives keys again that the database has seen. */
  | 'engine-behind'
  /** The database was set back: the engine has seen marks that the database does not know. */
  | 'database-behind'
  /** A reconciliation was begun and not ended. */
  | 'rebuilding'

export interface Acquaintance {
  db: Db
  zeebe: Zeebe
  epoch: string
  clock: Clock
}

const markName = 'motcua-mark'
/** How long the engine remembers a mark: a database restored from an older backup is not found by itself. */
const markLivesMs = 30 * 86_400_000
/** A database that was set back by less is not found by itself. */
const markEveryMs = 2 * 60_000
/** The engine's keys carry their partition above these bits. */
const partitionBits = 51n

/** Compares the two and changes neither. Undefined: they fit. */
export async function findMisfit(known: Acquaintance): Promise<Misfit | undefined> {
  const { db, epoch } = known
  const row = await db.engineEpoch.findUnique({ where: { epoch } })
  if (row?.state === 'rebuilding') return 'rebuilding'
  if (await isSetBack(known)) return 'engine-behind'
  if (await databaseIsBehind(known)) return 'database-behind'
  return (await boundElsewhere(known)) ? 'another-engine' : undefined
}

/** Whether open cases are bound to data of an engine other than this. */
async function boundElsewhere({ db, epoch }: Acquaintance): Promise<boolean> {
  const [found] = await db.sql<{ found: boolean }>`
    SELECT EXISTS (SELECT FROM dossier WHERE closed_at IS NULL AND process_instance_key IS NOT NULL AND epoch <> ${epoch})
        OR EXISTS (SELECT FROM apology WHERE state = 'open' AND process_instance_key IS NOT NULL AND epoch <> ${epoch})
        AS found`
  return found?.found === true
}

async function isSetBack(known: Acquaintance): Promise<boolean> {
  for (const [partition, key] of await newKeys(known)) {
    if ((await highestSeen(known, partition)) >= key) return true
  }
  return false
}

/** A key that the engine gives now, of each of its partitions. */
async function newKeys({ zeebe, epoch }: Acquaintance): Promise<Map<bigint, bigint>> {
  const { partitions } = await zeebe.topology()
  const keys = new Map<bigint, bigint>()
  // The correlation key chooses the partition, by a hash: some tries reach them all.
  for (let attempt = 0; keys.size < partitions && attempt < 50 * partitions; attempt++) {
    const messageId = `${epoch}:key`
    const { key } = await zeebe.publish({ name: markName, correlationKey: `key-${attempt}`, messageId, ttlMs: 0 })
    keys.set(BigInt(key) >> partitionBits, BigInt(key))
  }
  return keys
}

/** The highest key of a partition that any row of this epoch has. */
async function highestSeen({ db, epoch }: Acquaintance, partition: bigint): Promise<bigint> {
  const from = partition << partitionBits
  const to = (partition + 1n) << partitionBits
  const [row] = await db.sql<{ seen: bigint | null }>`
    SELECT greatest(
      (SELECT max(job_key) FROM dossier_event WHERE epoch = ${epoch} AND job_key >= ${from} AND job_key < ${to}),
      (SELECT max(job_key) FROM task WHERE epoch = ${epoch} AND job_key >= ${from} AND job_key < ${to}),
      (SELECT max(process_instance_key) FROM dossier
       WHERE epoch = ${epoch} AND process_instance_key >= ${from} AND process_instance_key < ${to}),
      (SELECT max(process_definition_key) FROM deployment
       WHERE epoch = ${epoch} AND process_definition_key >= ${from} AND process_definition_key < ${to})) AS seen`
  return row?.seen ?? -1n
}

async function databaseIsBehind(known: Acquaintance): Promise<boolean> {
  for (;;) {
    const mark = await lastMark(known)
    if (!(await engineHasSeen(known, mark + 1))) return false
    // Another app may have counted on meanwhile: it does so in the database first.
    if ((await lastMark(known)) === mark) return true
  }
}

async function lastMark({ db, epoch }: Acquaintance): Promise<number> {
  return (await db.engineEpoch.findUnique({ where: { epoch } }))?.mark ?? 0
}

/** Asks without leaving anything: a message that lives no moment is refused only while one of its id is buffered. */
async function engineHasSeen({ zeebe, epoch }: Acquaintance, mark: number): Promise<boolean> {
  try {
    await zeebe.publish({ ...markMessage(epoch, mark), ttlMs: 0 })
    return false
  } catch (error) {
    if (error instanceof ZeebeError && error.status === 'ALREADY_EXISTS') return true
    throw error
  }
}

const markMessage = (epoch: string, mark: number) => ({
  name: markName,
  correlationKey: markName,
  messageId: `${epoch}:${mark}`,
})

/** Counts on and leaves the new mark in the engine: in the database first, so that the engine is never ahead by itself. */
export async function leaveMark({ db, zeebe, epoch, clock }: Acquaintance): Promise<EngineKey> {
  const now = clock.now()
  const [row] = await db.sql<{ mark: number }>`
    INSERT INTO engine_epoch (epoch, mark, state, opened_at, marked_at) VALUES (${epoch}, 1, 'whole', ${now}, ${now})
    ON CONFLICT (epoch) DO UPDATE SET mark = engine_epoch.mark + 1, marked_at = ${now} RETURNING mark`
  const { key } = await zeebe.publish({ ...markMessage(epoch, row?.mark ?? 1), ttlMs: markLivesMs })
  return key
}

/** Leaves a mark now and then until stopped. */
export function startMarks(known: Acquaintance, failed: (error: unknown) => void): { stop(): void } {
  const timer = setInterval(() => void leaveMark(known).catch(failed), markEveryMs)
  return { stop: () => clearInterval(timer) }
}
