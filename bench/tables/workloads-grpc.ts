import { join } from 'node:path'
import { type Workload, workloadNames, workloads } from '../diagrams/workloads.ts'
import { measuredRun } from '../load/measured-run.ts'
import { overGrpc } from '../load/over-grpc.ts'
import { engineSide } from '../process/sides.ts'
import { figure, type Row, runSeconds, type Table } from '../table.ts'

export const workloadsGrpc: Table = {
  title: 'Through gRPC, durable, 64 in flight, jobs streamed: what an instance costs',
  limitSeconds: 150,
  async measure(options) {
    const engine = await engineSide(join(options.folder, 'engine'))
    const way = overGrpc(engine.port, { streamed: true })
    const seconds = runSeconds(options) * 0.7
    for (const name of workloadNames) await way.deploy(workloads[name])
    const runs = new Map(workloadNames.map((name) => [name, [] as Awaited<ReturnType<typeof measuredRun>>[]]))
    for (let run = 0; run < options.runs; run++)
      for (const name of workloadNames) {
        const workload: Workload = workloads[name]
        runs.get(name)?.push(await measuredRun(engine, way, workload, { seconds, inFlight: workload.inFlight ?? 64 }))
      }
    way.close()
    await engine.station.stop()
    const rows: Row[] = [...runs].map(([name, measured]) => ({
      name,
      figures: {
        'instances/s': figure(measured.map((run) => run.instancesPerSecond)),
        'CPU ms': figure(measured.map((run) => run.cpuMilliseconds)),
        'disk kB': figure(measured.map((run) => run.writtenBytes / 1000)).median,
        'commands/fsync': figure(measured.map((run) => run.commandsPerCommit)).median,
        'memory MB': figure(measured.map((run) => run.own / 1e6)).median,
      },
    }))
    return { rows, checks: [] }
  },
}
