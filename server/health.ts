/** Whether all parts are ready, each asked with a time-out; the answer is kept for a second. */
import type { Db } from './db.ts'
import type { Switchboard } from './messaging/index.ts'
import type { Zeebe } from './zeebe/index.ts'

export type PartState = { state: 'ready' | 'starting' | 'down'; detail?: string }
export interface Health {
  ready: boolean
  parts: { [part: string]: PartState }
}
export type HealthProbe = () => Promise<Health>

const askWithinMs = 3000
const keptMs = 1000

async function within(work: Promise<unknown>): Promise<PartState> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), askWithinMs)
  })
  try {
    await Promise.race([work, late])
    return { state: 'ready' }
  } catch {
    return { state: 'down' }
  } finally {
    clearTimeout(timer)
  }
}

/** A switchboard that is away makes nothing unready: messages wait. It is told all the same. */
export function healthProbe({
  db,
  zeebe,
  switchboard,
}: {
  db: Db
  zeebe: Zeebe
  switchboard: Switchboard | undefined
}): HealthProbe {
  let kept: { at: number; health: Promise<Health> } | undefined
  async function ask(): Promise<Health> {
    const [database, engine] = await Promise.all([within(db.$queryRaw`SELECT 1`), within(zeebe.topology())])
    const sms: PartState = switchboard?.state().state === 'bound' ? { state: 'ready' } : { state: 'down' }
    return {
      ready: database.state === 'ready' && engine.state === 'ready',
      parts: { database, engine, switchboard: sms },
    }
  }
  return () => {
    const now = performance.now()
    if (!kept || now - kept.at > keptMs) kept = { at: now, health: ask() }
    return kept.health
  }
}
