import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { workloads } from '../diagrams/workloads.ts'
import { overGrpc } from '../load/over-grpc.ts'
import { atPace } from '../load/pace.ts'
import { engineSide } from '../process/sides.ts'
import { atMost, figure, quantile, type Table } from '../table.ts'

const PER_SECOND = 500
const workload = workloads['one task']

export const paced: Table = {
  title: 'Through gRPC, durable: CompleteJob at 500/s, from the instant it is due to its answer (ms)',
  limitSeconds: 90,
  async measure(options) {
    const engine = await engineSide(join(options.folder, 'engine'))
    const way = overGrpc(engine.port)
    await way.deploy(workload)
    const calls = PER_SECOND * (options.quick ? 1 : 2)
    const runs: number[][] = []
    // The first run warms up.
    for (let run = 0; run <= options.runs; run++) {
      const keys: string[] = []
      const stop = await way.takeJobs((jobs) => keys.push(...jobs.map(({ key }) => key)))
      for (let made = 0; made < calls; made += 50)
        await Promise.all(Array.from({ length: 50 }, () => way.create(workload.processId, workload.variables)))
      while (keys.length < calls) await pause(20)
      await stop()
      runs.push(await atPace(PER_SECOND, calls, (index) => way.complete(keys[index] ?? '')))
    }
    way.close()
    await engine.station.stop()
    const [, ...measured] = runs.map((taken) => taken.sort((one, other) => one - other))
    const parts = [0.5, 0.95, 0.99].map((part) => figure(measured.map((taken) => quantile(taken, part))))
    const [p50, p95, p99] = parts
    if (!p50 || !p95 || !p99) throw new Error('Nothing was measured')
    return {
      rows: [{ name: 'CompleteJob', figures: { p50, p95, p99 } }],
      checks: [atMost('gRPC, CompleteJob at 500/s: p99 ms', p99.median, 20)],
    }
  },
}
