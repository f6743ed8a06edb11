/**
 * Probes run where something may have happened: for a dossier's open rows after we told the engine something about it
 * (0.2, 1 and 5 s) or when any of its jobs arrives, for one row when an officer opens or claims it, and in a slow sweep,
 * oldest check first.
 */
import type { Platform } from '../platform.ts'
import { askEngine } from './projection.ts'

const soonMs = [200, 1000, 5000]
const sweepEveryMs = 5000
const sweepSize = 20
const staleMs = 10 * 60_000

type Probing = Pick<Platform, 'db' | 'epoch'>

interface OpenRow {
  id: string
  jobKey: string
  /** When the engine last said that its job is there. */
  checkedAt: Date
}

async function openRows({ db, epoch }: Probing, dossierId: string): Promise<OpenRow[]> {
  const rows = await db.sql<{ id: string; job_key: bigint; checked_at: Date }>`
    SELECT id, job_key, checked_at FROM task
    WHERE dossier_id = ${dossierId}::uuid AND epoch = ${epoch} AND state IN ('open', 'claimed')`
  return rows.map((row) => ({ id: row.id, jobKey: String(row.job_key), checkedAt: row.checked_at }))
}

/** Asks about every open task of a dossier now. */
export async function probeDossier(platform: Platform, dossierId: string, why: Why = 'told'): Promise<void> {
  const rows = await openRows(platform, dossierId)
  // A task that has just arrived has just been asked about.
  const fresh = why === 'arrived' ? platform.clock.now().getTime() - arrivalMs : Number.POSITIVE_INFINITY
  await Promise.all(rows.filter(({ checkedAt }) => checkedAt.getTime() < fresh).map((row) => askEngine(platform, row)))
}

type Why = 'told' | 'arrived'
const arrivalMs = 500

export interface Probes {
  soon(dossierId: string, why?: Why): void
  stop(): void
}

/** `of` gives the platform when the first probe runs: the two know each other. */
export function startProbes(of: () => Platform): Probes {
  const timers = new Map<string, NodeJS.Timeout[]>()
  const ask = (dossierId: string, why: Why) => {
    const platform = of()
    probeDossier(platform, dossierId, why).catch((error) => platform.log.warn({ err: error }, 'probe failed'))
  }
  const sweep = async () => {
    const platform = of()
    const before = new Date(platform.clock.now().getTime() - staleMs)
    const rows = await platform.db.task.findMany({
      where: { epoch: platform.epoch, state: { in: ['open', 'claimed'] }, checkedAt: { lt: before } },
      orderBy: { checkedAt: 'asc' },
      take: sweepSize,
      select: { id: true, jobKey: true },
    })
    for (const { id, jobKey } of rows) await askEngine(platform, { id, jobKey: String(jobKey) })
  }
  const sweeping = setInterval(
    () => void sweep().catch((error) => of().log.warn({ err: error }, 'task sweep failed')),
    sweepEveryMs,
  )
  return {
    soon(dossierId, why = 'told') {
      // What is planned after something we told comes soon enough for an arrival too.
      if (why === 'arrived' && timers.has(dossierId)) return
      for (const timer of timers.get(dossierId) ?? []) clearTimeout(timer)
      const planned = why === 'told' ? soonMs : soonMs.slice(0, 1)
      const made = planned.map((ms, index) =>
        setTimeout(() => {
          if (index === planned.length - 1) timers.delete(dossierId)
          ask(dossierId, why)
        }, ms),
      )
      timers.set(dossierId, made)
    },
    stop() {
      clearInterval(sweeping)
      for (const timer of [...timers.values()].flat()) clearTimeout(timer)
    },
  }
}
