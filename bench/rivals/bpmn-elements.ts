import * as elements from 'bpmn-elements'
import Moddle from 'bpmn-moddle'
import serialize, { TypeResolver } from 'moddle-context-serializer'
import { type Workload, type WorkloadName, workloads } from '../diagrams/workloads.ts'
import { serve } from '../process/serve.ts'

/**
 * bpmn-elements in memory: nothing is kept, nothing is logged. The diagram is parsed and its types resolved once per
 * workload, not per instance; services answer at the next turn of the event loop, as its own examples do.
 */

type Source = ReturnType<typeof serialize>
const silent = () => ({ debug() {}, warn() {}, error() {} })
const sources = new Map<WorkloadName, Source>()

async function sourceOf(name: WorkloadName) {
  const known = sources.get(name)
  if (known) return known
  const source = serialize(await new Moddle().fromXML(workloads[name].resources[0]?.text ?? ''), TypeResolver(elements))
  sources.set(name, source)
  return source
}

function service() {
  return {
    execute: (_message: unknown, done: (error: null, output: object) => void) =>
      setImmediate(done, null, { done: true }),
  }
}

function run(context: elements.ContextInstance, workload: Workload): Promise<void> {
  return new Promise((resolve, reject) => {
    const definition = new elements.Definition(context)
    definition.once('leave', () => resolve())
    definition.once('error', reject)
    if (workload.message !== undefined)
      definition.once('activity.wait', () => setImmediate(() => definition.signal({ id: workload.message })))
    definition.run()
  })
}

let drawn = 0

serve({
  async run({ workload: name, seconds, inFlight }: { workload: WorkloadName; seconds: number; inFlight: number }) {
    const workload: Workload = workloads[name]
    const source = await sourceOf(name)
    let over = false
    let ended = 0
    const one = () => {
      const environment = new elements.Environment({
        Logger: silent,
        variables: { ...workload.variables, code: `HN-${drawn++}` },
        extensions: {
          work(activity) {
            if (activity.type === 'bpmn:ServiceTask') Object.assign(activity.behaviour, { Service: service })
            return { activate() {}, deactivate() {} }
          },
        },
      })
      return run(elements.Context(source, environment), workload)
    }
    const slot = async () => {
      while (!over) {
        await one()
        ended += 1
      }
    }
    const slots = Promise.all(Array.from({ length: workload.inFlight ?? inFlight }, slot))
    await new Promise((resolve) => setTimeout(resolve, seconds * 300))
    const [before, from, cpu] = [ended, performance.now(), process.cpuUsage()]
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
    const { user, system } = process.cpuUsage(cpu)
    const instances = ended - before
    const passed = performance.now() - from
    over = true
    await slots
    return { instancesPerSecond: (instances * 1000) / passed, cpuMilliseconds: (user + system) / 1000 / instances }
  },
})
