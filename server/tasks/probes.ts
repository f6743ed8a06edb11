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

async function openRows({ db, epoch }: Probing, dossierId: string): Promise<{ id: string; jobKey: string }[]> {
  const rows = await db.task.findMany({
    where: { dossierId, epoch, state: { in: ['open', 'claimed'] } },
    select: { id: true, jobKey: true },
  })
  return rows.map(({ id, jobKey }) => ({ id, jobKey: String(jobKey) }))
}

/** Asks about every open task of a dossier now. */
export async function probeDossier(platform: Platform, dossierId: string): Promise<void> {
  await Promise.all((await openRows(platform, dossierId)).map((row) => askEngine(platform, row)))
}

export interface Probes {
  soon(dossierId: string, why?: 'told' | 'arrived'): void
  stop(): void
}

/** `of` gives the platform when the first probe runs: the two know each other. */
export function startProbes(of: () => Platform): Probes {
  const timers = new Map<string, NodeJS.Timeout[]>()
  const ask = (dossierId: string) => {
    const platform = of()
    probeDossier(platform, dossierId).catch((error) => platform.log.warn({ err: error }, 'probe failed'))
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
          ask(dossierId)
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
