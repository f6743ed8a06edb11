import { type Gateway, startGateway } from '../../server/engine/gateway/index.ts'
import { type OpenEngine, openEngine } from '../../server/engine/index.ts'
import { type Workload, type WorkloadName, workloads } from '../diagrams/workloads.ts'
import { countingDisk } from '../load/counting-disk.ts'
import { drive } from '../load/drive.ts'
import { inProcess } from '../load/in-process.ts'
import type { Way } from '../load/way.ts'
import { serve } from '../process/serve.ts'

/** The engine as `npm run engine` has it: with its gateway, and a way to load it without the wire. */

export interface InProcessRun {
  workload: WorkloadName
  seconds: number
  inFlight: number
}
export interface InProcessResult {
  instancesPerSecond: number
  /** Of this process, driver and engine together, per instance. */
  cpuMilliseconds: number
  commandsPerCommit: number
  writtenBytes?: number
}

const disk = countingDisk()
let opened: { engine: OpenEngine; gateway: Gateway; way: Way } | undefined
let commands = 0
let ahead = 0
const engineOf = () => {
  if (!opened) throw new Error('The engine is not open')
  return opened
}

function counted(engine: OpenEngine): OpenEngine {
  const { execute } = engine
  return {
    ...engine,
    execute(name, request) {
      commands += 1
      return execute(name, request)
    },
  }
}

serve({
  /** Opens the folder; how long that took, in milliseconds, and the gateway's port. */
  async open({ folder }: { folder: string }) {
    process.env.TZ = 'Asia/Ho_Chi_Minh'
    const before = performance.now()
    const clock = { now: () => new Date(Date.now() + ahead) }
    const engine = counted(await openEngine({ folder, clock, disk: disk.open, maxQueue: 1_000_000 }))
    const milliseconds = performance.now() - before
    const gateway = await startGateway(engine)
    opened = { engine, gateway, way: inProcess(engine) }
    return { milliseconds, port: gateway.port }
  },
  async close() {
    const { engine, gateway } = engineOf()
    await gateway.stop()
    await engine.stop()
    opened = undefined
  },
  async deploy(workload: Workload) {
    await engineOf().way.deploy(workload)
  },
  async run({ workload: name, seconds, inFlight }: InProcessRun): Promise<InProcessResult> {
    const workload: Workload = workloads[name]
    let [cpu, commits, calls] = [process.cpuUsage(), disk.commits(), commands]
    const driven = await drive(engineOf().way, workload, {
      seconds,
      inFlight: workload.inFlight ?? inFlight,
      begins: () => {
        ;[cpu, commits, calls] = [process.cpuUsage(), disk.commits(), commands]
      },
      ends: () => {
        cpu = process.cpuUsage(cpu)
        commits = disk.commits() - commits
        calls = commands - calls
      },
    })
    return {
      instancesPerSecond: driven.instancesPerSecond,
      cpuMilliseconds: (cpu.user + cpu.system) / 1000 / driven.instances,
      commandsPerCommit: calls / commits,
    }
  },
  /** Creates instances that wait, 512 at a time; how many a second. */
  async fill({ processId, from, to, variables }: { processId: string; from: number; to: number; variables: object }) {
    const { way } = engineOf()
    const before = performance.now()
    let next = from
    const slot = async () => {
      while (next < to) await way.create(processId, { ...variables, code: `HN-${next++}` })
    }
    await Promise.all(Array.from({ length: 512 }, slot))
    return ((to - from) * 1000) / (performance.now() - before)
  },
  async fillMessages({ count, timeToLive }: { count: number; timeToLive: number }) {
    let next = 0
    const { engine } = engineOf()
    const slot = async () => {
      while (next < count)
        await engine.execute('publishMessage', {
          name: 'nobody-waits',
          correlationKey: `HN-${next++}`,
          timeToLive,
          messageId: '',
        })
    }
    await Promise.all(Array.from({ length: 512 }, slot))
  },
  /** Moves the clock on; what falls due by that is done at once. */
  advance(milliseconds: number) {
    ahead += milliseconds
    void engineOf().engine.tick()
  },
  counts: () => ({ commits: disk.commits(), commands }),
  timersLeft: () => engineOf().engine.inspect.lists.timers({ limit: 1 }).items.length > 0,
  messagesLeft: () => engineOf().engine.inspect.lists.messages({ limit: 1 }).items.length > 0,
})
