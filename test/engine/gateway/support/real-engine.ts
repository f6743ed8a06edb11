import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Gateway, startGateway } from '../../../../server/engine/gateway/index.ts'
import { type OpenEngine, openEngine } from '../../../../server/engine/index.ts'
import { smallLogs } from '../../small-logs.ts'

/** The engine in a folder of its own, behind its gateway. */
export interface RunningEngine {
  engine: OpenEngine
  gateway: Gateway
  address: string
  /** Moves the engine's clock and does what is due. */
  advance(milliseconds: number): Promise<void>
  stop(): Promise<void>
}

export async function runningEngine(): Promise<RunningEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-engine-'))
  let ahead = 0
  const engine = await openEngine({ folder, disk: smallLogs, clock: { now: () => new Date(Date.now() + ahead) } })
  const gateway = await startGateway(engine)
  return {
    engine,
    gateway,
    address: gateway.address,
    async advance(milliseconds) {
      ahead += milliseconds
      await engine.tick()
    },
    async stop() {
      await gateway.stop()
      await engine.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
