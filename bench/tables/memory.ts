import { join } from 'node:path'
import { workloadNames, workloads } from '../diagrams/workloads.ts'
import { engineSide } from '../process/sides.ts'
import { Station } from '../process/station.ts'
import type { InProcessResult } from '../stations/engine.ts'
import { atLeast, type Check, figure, interleaved, type Row, ratio, runSeconds, type Table } from '../table.ts'

/** bpmn-elements has no message correlation by key, so it is told which instance is meant; and no decision tables. */
const withoutRival = ['decision table']
/** Promised of the ratio to bpmn-elements. */
const promised: { [name: string]: number } = { 'one task': 10, 'ten tasks in a row': 10 }

export const memory: Table = {
  title: 'In process, durable, 64 in flight, beside bpmn-elements in memory (instances/s)',
  limitSeconds: 400,
  async measure(options) {
    const [engine, rival] = [
      await engineSide(join(options.folder, 'engine')),
      await Station.start('rival-bpmn-elements'),
    ]
    const rows: Row[] = []
    const checks: Check[] = []
    for (const workload of workloadNames) {
      await engine.station.ask('deploy', workloads[workload])
      // Instances of many jobs end in waves, of which a run must hold several.
      const waves = workloads[workload].jobs > 1 ? 2.5 : 1
      const run = { workload, seconds: runSeconds(options) * waves, inFlight: 64 }
      const none: InProcessResult[] = []
      const { ours, theirs = none } = await interleaved<string, InProcessResult>(options.runs, {
        ours: () => engine.station.ask<InProcessResult>('run', run),
        ...(!withoutRival.includes(workload) && { theirs: () => rival.ask<InProcessResult>('run', run) }),
      })
      if (!ours) continue
      const rates = (results: InProcessResult[]) => results.map(({ instancesPerSecond }) => instancesPerSecond)
      const compared = theirs.length > 0
      rows.push({
        name: workload,
        figures: {
          engine: figure(rates(ours)),
          'bpmn-elements': compared ? figure(rates(theirs)) : 'has none',
          ratio: compared ? ratio(rates(ours), rates(theirs)) : '',
          'CPU ms/instance': figure(ours.map(({ cpuMilliseconds }) => cpuMilliseconds)).median,
          'of bpmn-elements': compared ? figure(theirs.map(({ cpuMilliseconds }) => cpuMilliseconds)).median : '',
          'commands/fsync': figure(ours.map(({ commandsPerCommit }) => commandsPerCommit)).median,
        },
      })
      const wanted = promised[workload]
      if (wanted !== undefined)
        checks.push(
          atLeast(`in process, ${workload}: × bpmn-elements in memory`, ratio(rates(ours), rates(theirs)), wanted),
        )
    }
    await Promise.all([engine.station.stop(), rival.stop()])
    return { rows, checks }
  },
}
