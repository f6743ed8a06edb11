import { Station } from '../process/station.ts'
import { atLeast, figure, interleaved, ratio, runSeconds, type Table } from '../table.ts'

interface Evaluated {
  perSecond: number
  answer: unknown
}
const kinds = [
  { kind: 'expression', name: 'amount > 100 and status = "open"', wanted: 50 },
  { kind: 'table', name: 'decision table of 50 rows, the last one matches', wanted: 20 },
]

export const feel: Table = {
  title: 'FEEL and DMN beside feelin (evaluations/s)',
  limitSeconds: 90,
  async measure(options) {
    const [own, rival] = await Promise.all([Station.start('station-feel'), Station.start('rival-feelin')])
    const seconds = runSeconds(options) / 2
    const rows = []
    const checks = []
    for (const { kind, name, wanted } of kinds) {
      const results = await interleaved<string, Evaluated>(options.runs, {
        engine: () => own.ask('run', { kind, seconds }),
        feelin: () => rival.ask('run', { kind, seconds }),
      })
      const { engine = [], feelin = [] } = results
      if (JSON.stringify(engine[0]?.answer) !== JSON.stringify(feelin[0]?.answer))
        throw new Error(`${name}: ${JSON.stringify(engine[0]?.answer)} and ${JSON.stringify(feelin[0]?.answer)} differ`)
      const rates = (side: Evaluated[]) => side.map(({ perSecond }) => perSecond)
      rows.push({
        name,
        figures: {
          engine: figure(rates(engine)),
          feelin: figure(rates(feelin)),
          ratio: ratio(rates(engine), rates(feelin)),
        },
      })
      checks.push(atLeast(`FEEL, ${name}: × feelin`, ratio(rates(engine), rates(feelin)), wanted))
    }
    await Promise.all([own.stop(), rival.stop()])
    return { rows, checks }
  },
}
