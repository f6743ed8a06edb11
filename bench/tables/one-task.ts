import { join } from 'node:path'
import { workloads } from '../diagrams/workloads.ts'
import { drive } from '../load/drive.ts'
import { type MeasuredRun, measuredRun } from '../load/measured-run.ts'
import { overGrpc } from '../load/over-grpc.ts'
import { bpmnEngineSide, ceilingSide, dbosSide, engineSide } from '../process/sides.ts'
import { atLeast, figure, interleaved, type Row, ratio, runSeconds, type Table } from '../table.ts'

const flights = [1, 8, 64, 256]
const workload = workloads['one task']

interface Rate {
  instancesPerSecond: number
}
const rates = (results: readonly Rate[]) => results.map(({ instancesPerSecond }) => instancesPerSecond)

export const oneTask: Table = {
  title: 'Through gRPC, durable: create, activate, complete (instances/s)',
  limitSeconds: 180,
  async measure(options) {
    const engine = await engineSide(join(options.folder, 'engine'))
    const ceiling = await ceilingSide(1)
    const bpmnEngine = await bpmnEngineSide(options.folder)
    const dbos = await dbosSide(options.folder)
    const [way, bare] = [overGrpc(engine.port), overGrpc(ceiling.port)]
    await way.deploy(workload)
    const seconds = runSeconds(options)
    const rows: Row[] = []
    const byFlight = new Map<number, Record<string, Rate[]>>()
    let busiest: MeasuredRun[] = []
    for (const inFlight of flights) {
      const ours: MeasuredRun[] = []
      const results = await interleaved<string, Rate>(options.runs, {
        engine: async () => {
          const run = await measuredRun(engine, way, workload, { seconds, inFlight })
          ours.push(run)
          return run
        },
        ceiling: () => drive(bare, workload, { seconds, inFlight }),
        bpmnEngine: () => bpmnEngine.station.ask<Rate>('run', { folder: bpmnEngine.folder, seconds, inFlight }),
        // As many clients as were promised, in the place of 64.
        dbos: () => dbos.station.ask<Rate>('run', { steps: 1, seconds, inFlight: inFlight === 64 ? 32 : inFlight }),
      })
      byFlight.set(inFlight, results)
      busiest = ours
      const { engine: own = [], ceiling: top = [], bpmnEngine: files = [], dbos: database = [] } = results
      rows.push({
        name: `${inFlight} in flight`,
        figures: {
          engine: figure(rates(own)),
          'bare gRPC': figure(rates(top)),
          'bpmn-engine, durable': figure(rates(files)),
          'DBOS, one step': figure(rates(database)),
          'engine CPU ms': figure(ours.map(({ cpuMilliseconds }) => cpuMilliseconds)).median,
          'disk kB': figure(ours.map(({ writtenBytes }) => writtenBytes / 1000)).median,
          'commands/fsync': figure(ours.map(({ commandsPerCommit }) => commandsPerCommit)).median,
          'memory MB': figure(ours.map(({ own: bytes }) => bytes / 1e6)).median,
        },
      })
    }
    way.close()
    bare.close()
    await Promise.all([engine.station.stop(), ceiling.station.stop(), bpmnEngine.station.stop(), dbos.stop()])
    const of = (inFlight: number, side: string) => rates(byFlight.get(inFlight)?.[side] ?? [])
    return {
      rows,
      checks: [
        atLeast('gRPC, one task, 64 in flight: part of bare gRPC', ratio(of(64, 'engine'), of(64, 'ceiling')), 0.5),
        atLeast(
          'gRPC, one task, 64 in flight: × bpmn-engine with durable state',
          ratio(of(64, 'engine'), of(64, 'bpmnEngine')),
          8,
        ),
        atLeast('gRPC, one task, 64 in flight: × DBOS with 32 clients', ratio(of(64, 'engine'), of(64, 'dbos')), 2),
        atLeast(
          'gRPC, 256 in flight: commands per fsync',
          figure(busiest.map((run) => run.commandsPerCommit)).median,
          50,
        ),
      ],
    }
  },
}
