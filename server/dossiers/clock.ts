/**
 * The dossier's clock is PostgreSQL's: rows `run`, `pause`, `extend`, `stop`, each written with the fact that moves it.
 * The calendar reads them; the dossier keeps the appointment as it stands, which colours every list.
 */
import { parseLimit, readDossierClock, type TimeLimit } from '#calendar'
import type { Tx } from '../db.ts'
import { newId } from '../ids.ts'
import type { Platform } from '../platform.ts'
import type { LockedDossier } from './lock.ts'
import { appendEvent, type JobRef } from './timeline.ts'

/** Values of the header `clock`. `start` begins, or goes on after a pause or stop. */
export type ClockMove = 'start' | 'pause' | 'extend' | 'stop'

export function isClockMove(text: string | undefined): text is ClockMove {
  return text === 'start' || text === 'pause' || text === 'extend' || text === 'stop'
}

interface Row {
  id: string
  kind: string
  from: Date
  to: Date | null
  limit: unknown
  epoch: string | null
  jobKey: bigint | null
}

function rowsOf(tx: Tx, dossierId: string): Promise<Row[]> {
  return tx.sql<Row>`
    SELECT id, kind, "from", "to", "limit", epoch, job_key AS "jobKey" FROM dossier_clock
    WHERE dossier_id = ${dossierId}::uuid ORDER BY "from"`
}

/** Ends a wait. */
async function endWait(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.sql`UPDATE dossier_clock SET "to" = ${at} WHERE id = ${id}::uuid`
}

/** The limit of a `run` or `extend` row as the table keeps it: the diagram's own words. */
function limitOf(row: Row): TimeLimit | undefined {
  return typeof row.limit === 'string' ? parseLimit(row.limit) : undefined
}

/** What the calendar makes of the rows at `now`. */
function read(platform: Pick<Platform, 'calendar'>, rows: Row[], now: Date) {
  const run = rows.find((row) => row.kind === 'run')
  const limit = run && limitOf(run)
  if (!run || !limit) return { state: 'not-started' as const }
  const waits = rows.filter((row) => row.kind === 'pause' || (row.kind === 'stop' && row.to))
  return readDossierClock(
    platform.calendar,
    {
      limit,
      acceptedAt: run.from,
      pauses: waits.map(({ from, to, kind }) => ({ from, to: to ?? undefined, kind })),
      extensions: rows.flatMap((row) => {
        const added = row.kind === 'extend' ? limitOf(row) : undefined
        return added && added.unit !== 'same-day' ? [{ at: row.from, unit: added.unit, value: added.value }] : []
      }),
      stoppedAt: rows.find((row) => row.kind === 'stop' && !row.to)?.from,
    },
    now,
  )
}

const shown = { 'not-started': 'none', running: 'running', paused: 'paused', stopped: 'stopped' } as const

/**
 * Moves the clock of a locked dossier, once per job, and writes the appointment that follows. `limit` in the diagram's
 * words goes with `start` and `extend`.
 */
export async function moveClock(
  platform: Pick<Platform, 'calendar' | 'clock'>,
  tx: Tx,
  dossier: LockedDossier,
  move: { kind: ClockMove; at: Date; limit?: string; job?: JobRef; elementId?: string },
): Promise<void> {
  const rows = await rowsOf(tx, dossier.id)
  const waiting = rows.find((row) => (row.kind === 'pause' || row.kind === 'stop') && !row.to)
  const started = rows.some((row) => row.kind === 'run')
  if (move.job && rows.some((row) => row.epoch === move.job?.epoch && String(row.jobKey) === move.job?.key)) return
  let told: 'start' | 'pause' | 'resume' | 'extend' | 'stop' = move.kind
  if (move.kind === 'start' && started) {
    if (!waiting) return
    told = 'resume'
    await endWait(tx, waiting.id, move.at)
  } else {
    if (!started && move.kind !== 'start') return
    if (waiting && move.kind === 'pause') return
    // A result that is available ends a wait that nobody ended.
    if (waiting && move.kind === 'stop') await endWait(tx, waiting.id, move.at)
    const kind = move.kind === 'start' ? 'run' : move.kind
    await tx.sql`
      INSERT INTO dossier_clock (id, dossier_id, kind, "from", "limit", epoch, job_key)
      VALUES (${newId()}::uuid, ${dossier.id}::uuid, ${kind}, ${move.at},
              ${move.limit ? JSON.stringify(move.limit) : null}::jsonb, ${move.job?.epoch ?? null},
              ${move.job?.key ?? null}::bigint)`
  }
  const now = platform.clock.now()
  const after = read(platform, await rowsOf(tx, dossier.id), now)
  const counted = after.state === 'not-started' ? null : await promised(tx, dossier, after.appointment)
  await setAppointment(tx, dossier, counted, shown[after.state])
  if (told === 'start') await tx.sql`UPDATE dossier SET accepted_at = ${move.at} WHERE id = ${dossier.id}::uuid`
  await appendEvent(tx, dossier, {
    type: 'clock',
    at: now,
    actor: 'system',
    data: { move: told, ...(counted ? { appointment: counted.toISOString() } : {}) },
    ...(move.elementId ? { elementId: move.elementId } : {}),
    ...(move.job ? { job: move.job } : {}),
  })
}

/** A day that a letter of apology promised stands against an earlier one that the limit alone would give. */
async function promised(tx: Tx, dossier: LockedDossier, counted: Date): Promise<Date> {
  const [apology] = await tx.sql<{ newDueAt: Date }>`
    SELECT new_due_at AS "newDueAt" FROM apology
    WHERE dossier_id = ${dossier.id}::uuid AND new_due_at > ${counted} ORDER BY new_due_at DESC LIMIT 1`
  return apology?.newDueAt ?? counted
}

/** Writes the appointment and moves the dossier's open tasks to their new place in the lists. */
export async function setAppointment(
  tx: Tx,
  dossier: LockedDossier,
  appointment: Date | null,
  clock: 'none' | 'running' | 'paused' | 'stopped',
): Promise<void> {
  await tx.sql`UPDATE dossier SET due_at = ${appointment}, clock = ${clock} WHERE id = ${dossier.id}::uuid`
  dossier.dueAt = appointment
  dossier.clock = clock
  if (appointment) {
    await tx.sql`
      UPDATE task SET sort_at = ${appointment}
      WHERE dossier_id = ${dossier.id}::uuid AND state IN ('open', 'claimed', 'decided')`
  }
}
