import { openEngine } from '../../../server/engine/index.ts'
import { end, file, path, service, start } from '../bpmn.ts'

/**
 * Works on the data folder given as argument until it is killed: starts instances and completes their jobs, eight at a
 * time, and writes a line for every answer that it got.
 */
const engine = await openEngine({ folder: process.argv[2] ?? '', clock: { now: () => new Date() } })
const source = file('p', start(), service('a'), service('b'), end(), path('start', 'a', 'b', 'end'))
await engine.execute('deployResource', { resources: [{ name: 'p.bpmn', content: new TextEncoder().encode(source) }] })

const tell = (what: string, key: string) => process.stdout.write(`${what} ${key}\n`)

async function work(): Promise<never> {
  for (;;) {
    const created = await engine.execute('createProcessInstance', {
      bpmnProcessId: 'p',
      variables: { text: 'x'.repeat(500) },
    })
    if (!created.ok) throw new Error(created.rejection.reason)
    const { processInstanceKey } = created.answer
    tell('created', processInstanceKey)
    if (Number(processInstanceKey.slice(-1)) % 3 === 0) continue
    const [job] = engine.inspect
      .elementInstances(processInstanceKey)
      .flatMap(({ jobKey }) => jobKey ?? [])
      .map(engine.inspect.job)
    if (!job) throw new Error(`Instance ${processInstanceKey} has no job`)
    const completed = await engine.execute('completeJob', { jobKey: job.key, variables: { done: job.key } })
    if (!completed.ok) throw new Error(completed.rejection.reason)
    tell('completed', processInstanceKey)
  }
}
await Promise.all(Array.from({ length: 8 }, work))
