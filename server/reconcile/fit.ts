/**
 * Whether engine and database still know each other. Both only ever move forward, so each can show the other that it was
 * set back:
 * - the key that the engine gives to a new message lies above all keys that the database has seen, unless the engine was
 *   restored to an earlier hour;
 * - the platform counts marks in the database and leaves each, as a message of that number, in the engine. A next mark
 *   that the engine has seen already says that the database was restored to an earlier hour.
 * What was found is left in the one that was set back, for looking moves the engine's keys on, and its data may be put
 * aside. Nothing but gateway calls is used, so it holds for any Zeebe.
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
/** An engine that was found to be set back remembers it for ten years. */
const findingLivesMs = 3650 * 86_400_000
/** A database that was set back by less is not found by itself. */
const markEveryMs = 2 * 60_000
/** The engine's keys carry their partition above these bits. */
const partitionBits = 51n

/** Compares the two; the database is not touched, the engine only remembers that it was set back. Undefined: they fit. */
export async function findMisfit(known: Acquaintance): Promise<Misfit | undefined> {
  const { db, epoch } = known
  const row = await db.engineEpoch.findUnique({ where: { epoch } })
  if (row?.state === 'rebuilding') return 'rebuilding'
  if (await db.engineEpoch.count({ where: { state: 'ahead' } })) return 'database-behind'
  if (row?.state === 'ended') return 'another-engine'
  if (await isSetBack(known)) return 'engine-behind'
  if (await databaseIsBehind(known)) return 'database-behind'
  return (await boundElsewhere(known)) ? 'another-engine' : undefined
}

/**
 * Writes into the database that it was set back. Until a reconciliation has ended nothing else is found, even when the
 * engine that showed it is put aside.
 */
export async function rememberSetBack({ db, epoch, clock }: Acquaintance): Promise<void> {
  const now = clock.now()
  await db.sql`
    INSERT INTO engine_epoch (epoch, state, opened_at, marked_at) VALUES (${epoch}, 'ahead', ${now}, ${now})
    ON CONFLICT (epoch) DO UPDATE SET state = 'ahead'`
}

/** Whether open cases are bound to data of an engine other than this, beside those that a reconciliation left to people. */
async function boundElsewhere({ db, epoch }: Acquaintance): Promise<boolean> {
  const [found] = await db.sql<{ found: boolean }>`
    WITH settled AS (SELECT epoch FROM engine_epoch WHERE state = 'ended' UNION SELECT ${epoch})
    SELECT EXISTS (SELECT FROM dossier WHERE closed_at IS NULL AND process_instance_key IS NOT NULL
                     AND epoch NOT IN (SELECT epoch FROM settled))
        OR EXISTS (SELECT FROM apology WHERE state = 'open' AND process_instance_key IS NOT NULL
                     AND epoch NOT IN (SELECT epoch FROM settled)) AS found`
  return found?.found === true
}

async function isSetBack(known: Acquaintance): Promise<boolean> {
  const finding = { ...markMessage(known.epoch, 0), messageId: `${known.epoch}:set-back` }
  if (await isBuffered(known, finding)) return true
  for (const [partition, key] of await newKeys(known)) {
    if ((await highestSeen(known, partition)) < key) continue
    await known.zeebe.publish({ ...finding, ttlMs: findingLivesMs })
    return true
  }
  return false
}

/** A key that the engine gives now, of each of its partitions. */
export async function newKeys({ zeebe, epoch }: Pick<Acquaintance, 'zeebe' | 'epoch'>): Promise<Map<bigint, bigint>> {
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
    if (!(await isBuffered(known, markMessage(known.epoch, mark + 1)))) return false
    // Another app may have counted on meanwhile: it does so in the database first.
    if ((await lastMark(known)) === mark) return true
  }
}

async function lastMark({ db, epoch }: Acquaintance): Promise<number> {
  return (await db.engineEpoch.findUnique({ where: { epoch } }))?.mark ?? 0
}

interface MarkMessage {
  name: string
  correlationKey: string
  messageId: string
}

const markMessage = (epoch: string, mark: number): MarkMessage => ({
  name: markName,
  correlationKey: markName,
  messageId: `${epoch}:${mark}`,
})

/** Asks without leaving anything: a message that lives no moment is refused only while one of its id is buffered. */
async function isBuffered({ zeebe }: Acquaintance, message: MarkMessage): Promise<boolean> {
  try {
    await zeebe.publish({ ...message, ttlMs: 0 })
    return false
  } catch (error) {
    if (error instanceof ZeebeError && error.status === 'ALREADY_EXISTS') return true
    throw error
  }
}

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
