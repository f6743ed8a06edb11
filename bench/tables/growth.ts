import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { waitsAtUserTask, workloads } from '../diagrams/workloads.ts'
import { type EngineSide, engineSide } from '../process/sides.ts'
import type { InProcessResult } from '../stations/engine.ts'
import { atLeast, atMost, type Check, figure, interleaved, type Row, ratio, runSeconds, type Table } from '../table.ts'

/** A diagram's variables as the platform gives them to a case. */
const variables = { service: 'birth-certificate-copy', copies: 2, urgent: false }

export const growth: Table = {
  title: 'Instances waiting at a user task; one-task instances in process beside an empty engine',
  limitSeconds: 420,
  async measure(options) {
    const folder = join(options.folder, 'filled')
    const sizes = options.quick ? [1_000, 10_000, 100_000] : [1_000, 10_000, 100_000, 1_000_000]
    const empty = await engineSide(join(options.folder, 'empty'))
    let filled = await engineSide(folder)
    for (const { station } of [empty, filled])
      for (const workload of [workloads['one task'], waitsAtUserTask]) await station.ask('deploy', workload)
    const rows: Row[] = []
    const checks: Check[] = []
    let size = 0
    for (const next of sizes) {
      const made = await filled.station.ask<number>('fill', {
        processId: waitsAtUserTask.processId,
        from: size,
        to: next,
        variables,
      })
      size = next
      const openings: number[] = []
      const coldOpenings: number[] = []
      let resident = 0
      let own = 0
      // Opened anew in a process of its own: what the filling left in memory is gone.
      for (let opening = 0; opening < Math.min(options.runs, 3); opening++) {
        filled = await reopened(filled, folder)
        coldOpenings.push(filled.opening)
        filled = await reopened(filled, folder, true)
        openings.push(filled.opening)
        ;({ resident, own } = filled.station.usage())
      }
      const run = { workload: 'one task', seconds: runSeconds(options), inFlight: 64 }
      const run1 = (side: EngineSide) => () => side.station.ask<InProcessResult>('run', run)
      // Each warms up first: one of the two is fresh.
      await run1(filled)()
      await run1(empty)()
      const results = await interleaved(options.runs, { filled: run1(filled), empty: run1(empty) })
      const rates = (side: InProcessResult[]) => side.map(({ instancesPerSecond }) => instancesPerSecond)
      const compared = ratio(rates(results.filled), rates(results.empty))
      const disk = statSync(join(folder, 'state', 'data.mdb')).size
      const loaded = filled.station.usage()
      rows.push({
        name: size.toLocaleString('en-US'),
        figures: {
          'filled/s': made,
          'opening ms': figure(openings),
          'from a cold disk': figure(coldOpenings),
          'opened: MB resident': resident / 1e6,
          'of it own': own / 1e6,
          'after the load: MB resident': loaded.resident / 1e6,
          'own after the load': loaded.own / 1e6,
          'bytes each on disk': disk / size,
          'instances/s': figure(rates(results.filled)),
          'of an empty engine': compared,
          'CPU ms an instance': figure(results.filled.map(({ cpuMilliseconds }) => cpuMilliseconds)).median,
        },
      })
      if (size === 100_000) checks.push(atMost('100,000 waiting: opening ms', figure(openings).median, 2000))
      if (size === 1_000_000)
        checks.push(
          atLeast('1,000,000 waiting: part of an empty engine’s throughput', compared, 0.8),
          atMost('1,000,000 waiting: opening ms', figure(openings).median, 5000),
          atMost('1,000,000 waiting: MB resident, opened', resident / 1e6, 600),
          atMost('1,000,000 waiting: MB resident, after the load', loaded.resident / 1e6, 600),
          atMost('1,000,000 waiting: bytes each on disk', disk / size, 3000),
        )
    }
    await Promise.all([empty.station.stop(), filled.station.stop()])
    return { rows, checks }
  },
}

/** `warm`: the system still holds the file in memory, as after a restart of the engine alone. */
async function reopened({ station }: EngineSide, folder: string, warm = false): Promise<EngineSide> {
  await station.ask('close')
  await station.stop()
  const file = join(folder, 'state', 'data.mdb')
  if (!warm) execFileSync('dd', [`if=${file}`, 'iflag=nocache', 'count=0'], { stdio: 'ignore' })
  return engineSide(folder)
}
