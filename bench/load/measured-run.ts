import type { Workload } from '../diagrams/workloads.ts'
import type { EngineSide } from '../process/sides.ts'
import type { Usage } from '../process/station.ts'
import { drive } from './drive.ts'
import type { Way } from './way.ts'

/** A run through gRPC and what the engine's process used for each instance of it. */
export interface MeasuredRun {
  instancesPerSecond: number
  cpuMilliseconds: number
  /** Bytes of memory of the engine's own at the end. */
  own: number
  writtenBytes: number
  commandsPerCommit: number
}

interface Counts {
  commits: number
  commands: number
}

export async function measuredRun(
  { station }: EngineSide,
  way: Way,
  workload: Workload,
  load: { seconds: number; inFlight: number },
): Promise<MeasuredRun> {
  const at: { usage: Usage; counts: Promise<Counts> }[] = []
  const note = () => void at.push({ usage: station.usage(), counts: station.ask<Counts>('counts') })
  const { instances, instancesPerSecond } = await drive(way, workload, { ...load, begins: note, ends: note })
  const [before, after] = at
  if (!before || !after) throw new Error('The run had no measured part')
  const [from, to] = [await before.counts, await after.counts]
  return {
    instancesPerSecond,
    cpuMilliseconds: ((after.usage.cpuSeconds - before.usage.cpuSeconds) * 1000) / instances,
    own: after.usage.own,
    writtenBytes: (after.usage.written - before.usage.written) / instances,
    commandsPerCommit: (to.commands - from.commands) / (to.commits - from.commits),
  }
}
