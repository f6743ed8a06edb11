import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { serviceOf20, type Workload } from '../diagrams/workloads.ts'
import { drive } from '../load/drive.ts'
import { overGrpc } from '../load/over-grpc.ts'
import { playExtract } from '../load/play-extract.ts'
import { engineSide } from '../process/sides.ts'
import { atLeast, figure, runSeconds, type Table } from '../table.ts'

const EXTRACT = resolve(import.meta.dirname, '../../processes/commune/commune-civil-status-extract.bpmn')
const extract: Workload = {
  processId: 'commune-civil-status-extract',
  resources: [{ name: 'commune-civil-status-extract.bpmn', text: readFileSync(EXTRACT, 'utf8') }],
  jobs: 0,
  variables: {},
}

export const service: Table = {
  title: 'Through gRPC, durable: whole cases, 64 in flight of the small and 16 of the whole one (cases/s)',
  limitSeconds: 90,
  async measure(options) {
    const engine = await engineSide(join(options.folder, 'engine'))
    const way = overGrpc(engine.port, { streamed: true })
    await way.deploy(serviceOf20)
    await way.deploy(extract)
    const seconds = runSeconds(options)
    const small: number[] = []
    const whole: { casesPerSecond: number; jobs: number }[] = []
    for (let run = 0; run < options.runs; run++) {
      small.push((await drive(way, serviceOf20, { seconds, inFlight: 64 })).instancesPerSecond)
      whole.push(await playExtract(engine.port, { seconds: seconds * 3, inFlight: 16 }))
    }
    way.close()
    await engine.station.stop()
    return {
      rows: [
        { name: 'service of 20 elements, 4 tasks', figures: { 'cases/s': figure(small) } },
        {
          name: 'copy of a civil-status extract, handed over',
          figures: {
            'cases/s': figure(whole.map(({ casesPerSecond }) => casesPerSecond)),
            'jobs a case': figure(whole.map(({ jobs }) => jobs)).median,
          },
        },
      ],
      checks: [atLeast('gRPC, service of 20 elements with 4 tasks: cases/s', figure(small).median, 250)],
    }
  },
}
