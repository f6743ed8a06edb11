import { DBOS } from '@dbos-inc/dbos-sdk'
import { serve } from '../process/serve.ts'

/**
 * DBOS on PostgreSQL as the product runs it (synchronous commits on the same disk). Workflows are called in the process
 * that runs them, with no wire between client and engine; the pool has a connection per client, tracing is off and only
 * errors are logged.
 */

const url = process.env.BENCH_DATABASE_URL ?? ''

async function step(): Promise<{ done: boolean }> {
  return { done: true }
}
function workflowOf(steps: number) {
  return DBOS.registerWorkflow(
    async (variables: object) => {
      for (let index = 0; index < steps; index++) await DBOS.runStep(step, { name: `task-${index}` })
      return variables
    },
    { name: `steps-${steps}` },
  )
}
const workflows = new Map([1, 10].map((steps) => [steps, workflowOf(steps)]))

DBOS.setConfig({
  name: 'bench',
  systemDatabaseUrl: url,
  systemDatabasePoolSize: 40,
  logLevel: 'error',
  enableOTLP: false,
})
await DBOS.launch()

serve({
  async run({ steps, seconds, inFlight }: { steps: number; seconds: number; inFlight: number }) {
    const workflow = workflows.get(steps)
    if (!workflow) throw new Error(`There is no workflow of ${steps} steps`)
    let over = false
    const times: number[] = []
    let drawn = 0
    const slot = async () => {
      while (!over) {
        const before = performance.now()
        await workflow({ code: `HN-${drawn++}`, service: 'birth-certificate-copy', copies: 2, urgent: false })
        times.push(performance.now() - before)
      }
    }
    const slots = Promise.all(Array.from({ length: inFlight }, slot))
    await new Promise((resolve) => setTimeout(resolve, seconds * 300))
    times.length = 0
    const from = performance.now()
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
    const measured = times.splice(0)
    const instancesPerSecond = (measured.length * 1000) / (performance.now() - from)
    over = true
    await slots
    measured.sort((one, other) => one - other)
    return { instancesPerSecond, p50: measured[Math.floor(measured.length / 2)] ?? Number.NaN }
  },
  async close() {
    await DBOS.shutdown()
  },
})
