/**
 * The platform's own eyes: the deadline watch starts an apology once for each appointment that passes; the stall watch
 * lists open dossiers where nothing waits and nothing moves; registers that were down are asked again; the sweeps.
 */
import { inTransaction } from '../db.ts'
import { lockDossier } from '../dossiers/lock.ts'
import { appendEvent } from '../dossiers/timeline.ts'
import { newId } from '../ids.ts'
import { enqueue } from '../outbox/index.ts'
import type { Platform } from '../platform.ts'
import { askRegister } from '../workers/index.ts'
import { openConcern, settleConcern } from './concerns.ts'

const MINUTE = 60_000
const stalledMs = 10 * MINUTE
const unreferencedDays = 7

/** Dossiers whose running clock has passed the appointment, without an apology for it yet. */
export async function watchDeadlines(platform: Platform): Promise<number> {
  const { db, clock } = platform
  const now = clock.now()
  const late = await db.$queryRaw<{ id: string }[]>`
    SELECT d.id FROM dossier d
    WHERE d.clock = 'running' AND d.closed_at IS NULL AND d.withdrawn_at IS NULL AND d.due_at < ${now}
      AND NOT EXISTS (SELECT FROM apology a WHERE a.dossier_id = d.id AND (a.due_at = d.due_at OR a.state = 'open'))
    ORDER BY d.due_at LIMIT 200`
  for (const { id } of late) await startApology(platform, id)
  if (late.length > 0) platform.wakeOutbox()
  return late.length
}

async function startApology({ db, clock, faults }: Platform, dossierId: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    const dossier = await lockDossier(tx, dossierId)
    const now = clock.now()
    if (!dossier?.dueAt || dossier.clock !== 'running' || dossier.closedAt || dossier.dueAt >= now) return
    const { dueAt } = dossier
    const ordinal = 1 + (await tx.apology.count({ where: { dossierId, state: { not: 'cancelled' } } }))
    const id = newId()
    const made = await tx.apology.createMany({
      data: [{ id, dossierId, dueAt, ordinal, state: 'open', at: now }],
      skipDuplicates: true,
    })
    if (made.count === 0) return
    await appendEvent(tx, dossier, {
      type: 'late',
      at: now,
      actor: 'system',
      public: true,
      data: { appointment: dueAt.toISOString(), apologyId: id },
    })
    await enqueue(tx, { kind: 'start', subject: id, dossierId, payload: { kind: 'apology' }, dueAt: now, at: now })
  })
  faults.hit('apology.committed')
}

/** Open dossiers without open task, open request, known job, outbox row or news for ten minutes. */
export async function watchStalls({ db, clock }: Platform): Promise<number> {
  const now = clock.now()
  const before = new Date(now.getTime() - stalledMs)
  const stalled = await db.$queryRaw<{ id: string; code: string }[]>`
    SELECT d.id, d.code FROM dossier d
    WHERE d.closed_at IS NULL AND d.updated_at < ${before}
      AND NOT EXISTS (SELECT FROM task t WHERE t.dossier_id = d.id AND t.state IN ('open', 'claimed', 'decided'))
      AND NOT EXISTS (SELECT FROM request r WHERE r.dossier_id = d.id AND r.state = 'open' AND r.due > ${now})
      AND NOT EXISTS (SELECT FROM outbox o WHERE o.dossier_id = d.id AND o.state IN ('pending', 'sent'))
      AND NOT EXISTS (SELECT FROM concern c WHERE c.dossier_id = d.id AND c.settled_at IS NULL)
    ORDER BY d.updated_at LIMIT 200`
  for (const { id, code } of stalled) {
    await openConcern(db, {
      kind: 'stalled',
      subject: id,
      dossierId: id,
      text: `Hồ sơ ${code} đứng yên quá 10 phút mà không có việc, yêu cầu hay bước máy nào đang chờ.`,
      data: {},
      at: now,
    })
  }
  return stalled.length
}

/** Asks registers again that did not answer; what they say now stands beside the officer's task. */
export async function askRegistersAgain(platform: Platform): Promise<void> {
  const { db, clock, catalogue } = platform
  const due = await db.registerLookup.findMany({
    where: { askAgainAt: { lte: clock.now() } },
    orderBy: { askAgainAt: 'asc' },
    take: 50,
  })
  for (const row of due) {
    const dossier = await db.dossier.findUnique({ where: { id: row.dossierId } })
    if (!dossier || dossier.closedAt) {
      await db.registerLookup.update({ where: { id: row.id }, data: { askAgainAt: null } })
      continue
    }
    const release = await catalogue.serviceRelease(dossier.releaseId)
    const answer = await askRegister(platform, dossier, release, row.name, `again:${row.id}`)
    const now = clock.now()
    if (answer.status === 'unavailable') {
      await db.registerLookup.update({
        where: { id: row.id },
        data: { askAgainAt: new Date(now.getTime() + 5 * MINUTE) },
      })
      continue
    }
    await db.registerLookup.update({
      where: { id: row.id },
      data: { status: answer.status, at: now, askAgainAt: null, ...(answer.entries ? { answer: answer.entries } : {}) },
    })
    await settleConcern(db, 'register-down', row.register, 'system', now)
  }
}

/** Files and uploads that nothing names any more. */
export async function sweepFiles({ db, clock, files }: Platform): Promise<void> {
  const before = new Date(clock.now().getTime() - unreferencedDays * 86_400_000)
  await db.upload.deleteMany({ where: { draftId: null, dossierId: null, taskId: null, createdAt: { lt: before } } })
  for await (const sha256 of files.olderThan(before)) {
    const [used] = await db.$queryRaw<{ used: boolean }[]>`
      SELECT EXISTS (SELECT FROM upload WHERE sha256 = ${sha256}) OR EXISTS (SELECT FROM document WHERE sha256 = ${sha256}) AS used`
    if (used?.used) continue
    await db.storedFile.deleteMany({ where: { sha256 } })
    await files.remove(sha256)
  }
}

export interface Watches {
  stop(): void
}

export function startWatches(platform: Platform): Watches {
  const every = (ms: number, name: string, look: (platform: Platform) => Promise<unknown>) => {
    let looking = false
    const once = () => {
      if (looking) return
      looking = true
      look(platform)
        .catch((error) => platform.log.warn({ err: error, watch: name }, 'watch failed'))
        .finally(() => {
          looking = false
        })
    }
    // What came due while the platform was down need not wait for a whole turn.
    if (ms <= MINUTE) once()
    return setInterval(once, ms)
  }
  const timers = [
    every(10_000, 'deadlines', watchDeadlines),
    every(15_000, 'stalls', watchStalls),
    every(30_000, 'registers', askRegistersAgain),
    every(6 * 60 * MINUTE, 'files', sweepFiles),
  ]
  return { stop: () => timers.forEach(clearInterval) }
}
