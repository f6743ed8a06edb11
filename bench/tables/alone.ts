import { join } from 'node:path'
import { workloads } from '../diagrams/workloads.ts'
import { overGrpc } from '../load/over-grpc.ts'
import { dbosSide, engineSide } from '../process/sides.ts'
import { atMost, figure, interleaved, quantile, runSeconds, type Table } from '../table.ts'

const workload = workloads['one task']
/** So many runs of each side go before those that count. */
const WARM_RUNS = 3

export const alone: Table = {
  title: 'One client alone: an instance with one job, from the call to its result (ms)',
  limitSeconds: 90,
  async measure(options) {
    const engine = await engineSide(join(options.folder, 'engine'))
    const dbos = await dbosSide(options.folder)
    const way = overGrpc(engine.port, { streamed: true })
    await way.deploy(workload)
    const stop = await way.takeJobs((jobs) => {
      for (const { key } of jobs) void way.complete(key)
    })
    const seconds = runSeconds(options)
    const times = async () => {
      const until = performance.now() + seconds * 1000
      const taken: number[] = []
      while (performance.now() < until) {
        const before = performance.now()
        await way.createWithResult(workload.processId, workload.variables)
        taken.push(performance.now() - before)
      }
      return quantile(
        taken.sort((one, other) => one - other),
        0.5,
      )
    }
    // Both are measured warm: what V8 has not compiled yet takes several times as long.
    for (let lead = 0; lead < WARM_RUNS; lead++) await times()
    await dbos.station.ask('run', { steps: 1, seconds: seconds * WARM_RUNS, inFlight: 1 })
    const { engine: own = [], dbos: theirs = [] } = await interleaved<string, number>(options.runs, {
      engine: times,
      dbos: async () => (await dbos.station.ask<{ p50: number }>('run', { steps: 1, seconds, inFlight: 1 })).p50,
    })
    await stop()
    way.close()
    await Promise.all([engine.station.stop(), dbos.stop()])
    return {
      rows: [
        { name: 'engine, create with result, one job', figures: { p50: figure(own) } },
        { name: 'DBOS, one step', figures: { p50: figure(theirs) } },
      ],
      checks: [atMost('one client alone: p50 as part of DBOS’', figure(own).median / figure(theirs).median, 0.5)],
    }
  },
}
