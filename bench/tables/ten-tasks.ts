import { join } from 'node:path'
import { workloads } from '../diagrams/workloads.ts'
import { drive } from '../load/drive.ts'
import { overGrpc } from '../load/over-grpc.ts'
import { ceilingSide, dbosSide, engineSide } from '../process/sides.ts'
import { atLeast, figure, interleaved, ratio, runSeconds, type Table } from '../table.ts'

const workload = workloads['ten tasks in a row']

export const tenTasks: Table = {
  title: 'Through gRPC, durable: ten tasks in a row, jobs streamed (instances/s)',
  limitSeconds: 120,
  async measure(options) {
    const engine = await engineSide(join(options.folder, 'engine'))
    const ceiling = await ceilingSide(10)
    const dbos = await dbosSide(options.folder)
    const [way, bare] = [overGrpc(engine.port, { streamed: true }), overGrpc(ceiling.port, { streamed: true })]
    await way.deploy(workload)
    // They end in waves, of which a run must hold several.
    const seconds = runSeconds(options) * 2.5
    const results = await interleaved<string, { instancesPerSecond: number }>(options.runs, {
      engine64: () => drive(way, workload, { seconds, inFlight: 64 }),
      engine32: () => drive(way, workload, { seconds, inFlight: 32 }),
      ceiling: () => drive(bare, workload, { seconds, inFlight: 64 }),
      dbos: () => dbos.station.ask('run', { steps: 10, seconds, inFlight: 32 }),
    })
    way.close()
    bare.close()
    await Promise.all([engine.station.stop(), ceiling.station.stop(), dbos.stop()])
    const rates = (side: string) => (results[side] ?? []).map(({ instancesPerSecond }) => instancesPerSecond)
    return {
      rows: [
        { name: 'engine, 64 in flight', figures: { 'instances/s': figure(rates('engine64')) } },
        { name: 'engine, 32 in flight', figures: { 'instances/s': figure(rates('engine32')) } },
        { name: 'bare gRPC, 64 in flight', figures: { 'instances/s': figure(rates('ceiling')) } },
        { name: 'DBOS, ten steps, 32 clients', figures: { 'instances/s': figure(rates('dbos')) } },
      ],
      checks: [
        atLeast(
          'gRPC, ten tasks streamed, 32 in flight: × DBOS, ten steps, 32 clients',
          ratio(rates('engine32'), rates('dbos')),
          2,
        ),
      ],
    }
  },
}
