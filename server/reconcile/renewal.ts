/** What a new epoch changes besides the cases: words to the engine that no longer mean anything, and what a database that was set back cannot know. */

import { cityDay, dateColumn } from '../clock.ts'
import type { Tx } from '../db.ts'
import { inTransaction } from '../db.ts'
import { openConcern } from '../operations/concerns.ts'
import { ZeebeError } from '../zeebe/index.ts'
import type { Reconciling } from './cases.ts'
import type { Misfit } from './fit.ts'

/** Opens the epoch and cleans the bridges; once, in one transaction. Says what it did besides. */
export async function openEpoch(
  { db, epoch, clock }: Reconciling,
  why: { misfit: Misfit | undefined; skip: number; registers: string[] },
): Promise<string[]> {
  return inTransaction(db, async (tx) => {
    const now = clock.now()
    const { count: opened } = await tx.sql`
      INSERT INTO engine_epoch (epoch, mark, state, opened_at, marked_at) VALUES (${epoch}, 0, 'rebuilding', ${now}, ${now})
      ON CONFLICT (epoch) DO NOTHING`
    if (!opened) {
      await tx.engineEpoch.update({ where: { epoch }, data: { state: 'rebuilding' } })
      return []
    }
    await endOthers(tx, epoch, now)
    // Keys of the lost data: the same numbers mean other things now.
    await tx.outbox.updateMany({
      where: { kind: 'cancel', state: { in: ['pending', 'sent'] } },
      data: { state: 'done', settledAt: now },
    })
    await tx.outbox.updateMany({
      where: { kind: { in: ['start', 'publish', 'complete'] }, state: { in: ['pending', 'sent'] } },
      data: { dueAt: now, attempts: 0 },
    })
    await tx.concern.updateMany({
      where: { kind: 'job-stuck', settledAt: null, NOT: { subject: { startsWith: `${epoch}:` } } },
      data: { settledAt: now, settledBy: 'system' },
    })
    await tx.sql`
      UPDATE task t SET state = 'closed', closed_at = ${now}, closed_because = 'the case moved on' FROM dossier d
      WHERE d.id = t.dossier_id AND d.closed_at IS NOT NULL AND t.state IN ('open', 'claimed')`
    const done = why.misfit === 'database-behind' ? await holdBackMessages(tx, now) : []
    return why.skip > 0 ? [...done, ...(await skipNumbers(tx, why, now))] : done
  })
}

/** Whatever engine comes back with other data is not the one that the cases are bound to. */
async function endOthers(tx: Tx, epoch: string, now: Date): Promise<void> {
  await tx.sql`
    INSERT INTO engine_epoch (epoch, state, opened_at, marked_at)
    SELECT epoch, 'ended', ${now}::timestamptz, ${now}::timestamptz FROM (
      SELECT epoch FROM dossier WHERE closed_at IS NULL AND process_instance_key IS NOT NULL
      UNION SELECT epoch FROM apology WHERE state = 'open' AND process_instance_key IS NOT NULL) AS bound
    WHERE epoch <> ${epoch} ON CONFLICT (epoch) DO NOTHING`
  await tx.engineEpoch.updateMany({ where: { epoch: { not: epoch } }, data: { state: 'ended' } })
}

/** Whether this name was in use before the reconciliation. */
export async function isKnown(db: Tx, epoch: string): Promise<boolean> {
  return (await db.engineEpoch.count({ where: { epoch, state: { not: 'rebuilding' } } })) > 0
}

const underWay = { state: { in: ['queued', 'sending', 'uncertain'] } }

export const messagesUnderWay = (db: Tx): Promise<number> => db.sms.count({ where: underWay })
export const heldWords = (count: number): string => `${count} messages are held back: the operators' list has them`
export const skipWords = (count: number): string =>
  `each register of this year, and the codes of today, leave out ${count} numbers`

/** Messages that were under way when the backup was made have gone out since, or not: none is sent again by itself. */
async function holdBackMessages(tx: Tx, now: Date): Promise<string[]> {
  const held = await tx.sms.findMany({ where: underWay })
  for (const sms of held) {
    const error = 'the database was set back: nobody knows whether it went out'
    await tx.sms.update({ where: { id: sms.id }, data: { state: 'failed', settledAt: now, error } })
    // One-time codes belong to no case and are long past.
    if (!sms.dossierId) continue
    await openConcern(tx, {
      kind: 'sms-failed',
      subject: sms.id,
      dossierId: sms.dossierId,
      text: `Tin nhắn «${sms.event}»: không rõ đã gửi hay chưa trước khi phục hồi cơ sở dữ liệu.`,
      data: { smsId: sms.id, error },
      at: now,
    })
  }
  const subject = { in: held.map(({ id }) => id) }
  await tx.outbox.updateMany({
    where: { kind: 'sms', subject, state: { in: ['pending', 'sent'] } },
    data: { state: 'done', settledAt: now },
  })
  return held.length > 0 ? [heldWords(held.length)] : []
}

/** Leaves room for numbers that papers of the lost hours may carry, and for codes that citizens may hold. */
async function skipNumbers(
  tx: Tx,
  { skip, registers }: { skip: number; registers: string[] },
  now: Date,
): Promise<string[]> {
  const day = cityDay(now)
  const year = Number(day.slice(0, 4))
  // A book whose first lines were lost has no row, and must not begin with them again.
  await tx.sql`
    INSERT INTO register_book (unit_code, register, year, last)
    SELECT unit_code, register, ${year}::int, ${skip}::int
    FROM (SELECT DISTINCT unit_code FROM rollout) AS units, unnest(${registers}::text[]) AS register
    ON CONFLICT (unit_code, register, year) DO UPDATE SET last = register_book.last + ${skip}`
  await tx.sql`
    INSERT INTO unit_day (unit_code, day, last)
    SELECT DISTINCT unit_code, ${dateColumn(day)}::date, ${skip}::int FROM rollout
    ON CONFLICT (unit_code, day) DO UPDATE SET last = unit_day.last + ${skip}`
  await openConcern(tx, {
    kind: 'after-restore',
    subject: `numbers:${now.toISOString()}`,
    text: `Sau khi phục hồi cơ sở dữ liệu: mỗi sổ năm ${year} và mã hồ sơ ngày ${day} của mỗi đơn vị bỏ qua ${skip} số.`,
    data: { skip, year, day },
    at: now,
  })
  return [skipWords(skip)]
}

/** The rebuilding is whole: the platform may start. */
export async function closeEpoch({ db, epoch }: Reconciling): Promise<void> {
  await db.engineEpoch.update({ where: { epoch }, data: { state: 'whole' } })
}

/**
 * Ends what an engine that is not ours to throw away still holds of earlier epochs. A number that the new epoch has given
 * again is left alone; what nobody knows the key of is cancelled when its next job comes.
 */
export async function cancelEarlier({ db, zeebe, epoch, clock }: Reconciling): Promise<number> {
  const lately = new Date(clock.now().getTime() - earlierDays * 86_400_000)
  const rows = await db.sql<{ key: bigint }>`
    WITH bound AS (
      SELECT epoch, process_instance_key AS key FROM dossier
      WHERE process_instance_key IS NOT NULL AND (closed_at IS NULL OR closed_at > ${lately})
      UNION SELECT epoch, process_instance_key FROM apology
      WHERE process_instance_key IS NOT NULL AND (closed_at IS NULL OR closed_at > ${lately}))
    SELECT DISTINCT key FROM bound b WHERE epoch <> ${epoch}
      AND NOT EXISTS (SELECT FROM bound n WHERE n.epoch = ${epoch} AND n.key = b.key)`
  let cancelled = 0
  for (const { key } of rows) {
    try {
      await zeebe.cancel(String(key) as Parameters<typeof zeebe.cancel>[0])
      cancelled += 1
    } catch (error) {
      if (!(error instanceof ZeebeError && error.status === 'NOT_FOUND')) throw error
    }
  }
  return cancelled
}

const earlierDays = 60
