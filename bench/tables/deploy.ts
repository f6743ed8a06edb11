import { join } from 'node:path'
import * as bpmn from '../../test/engine/bpmn.ts'
import { overGrpc } from '../load/over-grpc.ts'
import { engineSide } from '../process/sides.ts'
import { atMost, figure, type Table } from '../table.ts'

/** 250 groups of a choice, a task on each way and mappings; with start, end and joins about 500 elements. */
function diagramOf500(version: number): string {
  const body: string[] = []
  let last = 'start'
  for (let index = 0; index < 125; index++) {
    const [split, left, right, join] = ['split', 'left', 'right', 'join'].map((word) => `${word}-${index}`)
    if (!split || !left || !right || !join) continue
    body.push(
      bpmn.exclusive(split, `${split}-${right}`),
      bpmn.service(left, { type: 'work' }, bpmn.mappings({ inputs: { kind: '= service' } })),
      bpmn.script(right, `= copies * ${index + version}`, 'fee'),
      bpmn.exclusive(join),
      bpmn.path(last, split),
      bpmn.flow(split, left, '= amount > 100 and status = "open"'),
      bpmn.flow(split, right),
      bpmn.path(left, join),
      bpmn.path(right, join),
    )
    last = join
  }
  return bpmn.file('large', bpmn.start(), ...body, bpmn.end(), bpmn.path(last, 'end'))
}

export const deploy: Table = {
  title: 'Through gRPC, durable: deploying a diagram of 500 elements (ms)',
  limitSeconds: 60,
  async measure(options) {
    const engine = await engineSide(join(options.folder, 'engine'))
    const way = overGrpc(engine.port)
    const times: number[] = []
    // Two to warm up, then some more than runs, for one alone is short.
    for (let version = 0; version < options.runs * 2 + 2; version++) {
      const text = diagramOf500(version)
      const before = performance.now()
      await way.deploy({ processId: 'large', resources: [{ name: 'large.bpmn', text }], jobs: 0, variables: {} })
      times.push(performance.now() - before)
    }
    way.close()
    await engine.station.stop()
    const [first = Number.NaN, second = Number.NaN, ...warm] = times
    return {
      rows: [
        { name: 'first of a new process', figures: { ms: first } },
        { name: 'second', figures: { ms: second } },
        { name: 'further ones', figures: { ms: figure(warm) } },
      ],
      checks: [atMost('deploying 500 elements: ms', figure(warm).median, 150)],
    }
  },
}
