import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { waitsForAnHour, workloads } from '../diagrams/workloads.ts'
import { overGrpc, type Wire } from '../load/over-grpc.ts'
import { atPace } from '../load/pace.ts'
import { type EngineSide, engineSide } from '../process/sides.ts'
import { atMost, figure, quantile, type Row, type Table, type TableOptions } from '../table.ts'

const PER_SECOND = 100
const HOUR = 3_600_000
const workload = workloads['one task']

interface Storm {
  name: string
  prepare(engine: EngineSide, count: number): Promise<unknown>
  left: 'timersLeft' | 'messagesLeft'
}
const storms: Storm[] = [
  {
    name: 'timers',
    prepare: ({ station }, count) =>
      station.ask('fill', { processId: waitsForAnHour.processId, from: 0, to: count, variables: {} }),
    left: 'timersLeft',
  },
  {
    name: 'messages',
    prepare: ({ station }, count) => station.ask('fillMessages', { count, timeToLive: HOUR }),
    left: 'messagesLeft',
  },
]

export const storms100k: Table = {
  title: 'All at once: 100,000 timers, 100,000 messages; meanwhile 100 creations a second through gRPC (ms)',
  limitSeconds: 240,
  async measure(options) {
    const engine = await engineSide(join(options.folder, 'engine'))
    // The clock leaps by hours: no job that is being worked may fall due by that.
    const way = overGrpc(engine.port, { streamed: true, timeout: 1000 * HOUR })
    await way.deploy(workload)
    await engine.station.ask('deploy', waitsForAnHour)
    const stop = await way.takeJobs((jobs) => {
      for (const { key } of jobs) void way.complete(key)
    })
    await foreground(way, 200)
    const rows: Row[] = []
    const checks = []
    for (const storm of storms) {
      const { quiet, during, seconds } = await strike(engine, way, storm, options)
      const p99 = {
        quiet: figure(quiet.map((taken) => quantile(taken, 0.99))),
        during: figure(during.map((taken) => quantile(taken, 0.99))),
      }
      rows.push({
        name: storm.name,
        figures: {
          'quiet p50': figure(quiet.map((taken) => quantile(taken, 0.5))),
          'quiet p99': p99.quiet,
          'in the storm p50': figure(during.map((taken) => quantile(taken, 0.5))),
          'in the storm p99': p99.during,
          'storm s': figure(seconds),
        },
      })
      checks.push(atMost(`storm of ${storm.name}: foreground p99 × quiet`, p99.during.median / p99.quiet.median, 3))
    }
    // What was created last is still being worked.
    await pause(1000)
    await stop()
    way.close()
    await engine.station.stop()
    return { rows, checks }
  },
}

async function strike(engine: EngineSide, way: Wire, storm: Storm, options: TableOptions) {
  const count = options.quick ? 20_000 : 100_000
  const quiet: number[][] = []
  const during: number[][] = []
  const seconds: number[] = []
  for (let run = 0; run < Math.min(options.runs, 2); run++) {
    await storm.prepare(engine, count)
    await pause(500)
    quiet.push(await foreground(way, 300))
    await engine.station.ask('advance', 2 * HOUR)
    const from = performance.now()
    const taken: number[] = []
    while (await engine.station.ask<boolean>(storm.left)) taken.push(...(await foreground(way, 50)))
    seconds.push((performance.now() - from) / 1000)
    during.push(taken.sort((one, other) => one - other))
  }
  return { quiet, during, seconds }
}

/** Creations at a steady pace; how long each took, shortest first. */
async function foreground(way: Wire, calls: number): Promise<number[]> {
  const taken = await atPace(PER_SECOND, calls, () => way.create(workload.processId, workload.variables))
  return taken.sort((one, other) => one - other)
}
