import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Station } from '../process/station.ts'
import { figure, interleaved, runSeconds, type Table } from '../table.ts'

export const disk: Table = {
  title: 'What the disk allows: bare syncs, and LMDB with durable puts of 200 bytes (per second)',
  limitSeconds: 60,
  async measure(options) {
    const folder = join(options.folder, 'disk')
    mkdirSync(folder)
    const station = await Station.start('station-puts')
    await station.ask('open', { folder })
    const seconds = runSeconds(options) / 2
    const puts = (inFlight: number) => () => station.ask<number>('puts', { seconds, inFlight })
    const results = await interleaved<string, number>(options.runs, {
      'write and fdatasync, one after another': () => station.ask('syncs', { seconds }),
      'LMDB put, 1 in flight': puts(1),
      'LMDB put, 64 in flight': puts(64),
      'LMDB put, 4096 in flight': puts(4096),
    })
    await station.ask('close')
    await station.stop()
    return {
      rows: Object.entries(results).map(([name, rates]) => ({ name, figures: { 'per second': figure(rates) } })),
      checks: [],
    }
  },
}
