import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { CommandName, Commands, Key } from '../server/engine/contract.ts'
import { openEngine } from '../server/engine/index.ts'
import { connectZeebe, type EngineKey, type Zeebe } from '../server/zeebe/index.ts'

/**
 * How fast the embedded engine is: instances of a process of three jobs are created while workers complete the jobs, once
 * through the platform's port to an engine in a process of its own, once in process without the wire. Both on the disk,
 * with every answer durable. `npm run bench -- --instances 2000 --workers 8 --creators 32`
 */

/** What the measured run needs of an engine, by whichever way. */
interface Way {
  name: string
  create(): Promise<void>
  /** Keys of up to `most` jobs of the type; waits a moment if there are none. */
  activate(type: string, most: number): Promise<string[]>
  complete(key: string): Promise<void>
  close(): Promise<void>
}

interface Figures {
  name: string
  seconds: number
  instancesPerSecond: number
  jobsPerSecond: number
  createP50: number
  createP95: number
}

interface Load {
  instances: number
  /** Workers; they share the three job types evenly. */
  workers: number
  /** Creations under way at once. */
  creators: number
  /** Jobs that a worker takes at once. */
  batch: number
}

const types = ['bench-a', 'bench-b', 'bench-c']
const model = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  id="definitions" targetNamespace="http://bpmn.io/schema/bpmn">
  <bpmn:process id="bench" isExecutable="true">
    <bpmn:startEvent id="start" /><bpmn:endEvent id="end" />
    ${types.map((type) => `<bpmn:serviceTask id="${type}"><bpmn:extensionElements><zeebe:taskDefinition type="${type}" /></bpmn:extensionElements></bpmn:serviceTask>`).join('')}
    ${['start', ...types].map((source, at) => `<bpmn:sequenceFlow id="flow-${at}" sourceRef="${source}" targetRef="${types[at] ?? 'end'}" />`).join('')}
  </bpmn:process>
</bpmn:definitions>`)
const resources = [{ name: 'bench.bpmn', content: model }]
const variables = { code: 'HN-2017-000001', service: 'birth-certificate-copy', copies: 2, urgent: false }

async function overTheWire(folder: string): Promise<Way> {
  const { child, port } = await engineChild(folder)
  const zeebe: Zeebe = connectZeebe({ address: `127.0.0.1:${port}` })
  const { processes } = await zeebe.deploy(resources)
  const processDefinitionKey = processes[0]?.key as EngineKey
  return {
    name: 'over gRPC',
    create: async () => void (await zeebe.create({ processDefinitionKey, variables })),
    async activate(type, maxJobs) {
      const request = { type, worker: 'bench', timeoutMs: 60_000, maxJobs, requestTimeoutMs: 500 }
      return (await zeebe.activateJobs(request)).map((job) => job.key)
    },
    complete: (key) => zeebe.completeJob(key as EngineKey, { done: true }),
    async close() {
      await zeebe.close()
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

async function engineChild(folder: string): Promise<{ child: ChildProcess; port: number }> {
  const main = fileURLToPath(new URL('../server/engine/main.ts', import.meta.url))
  const flags = ['--json', '--port', '0', '--data', folder, '--watch-stdin']
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...flags], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  return { child, port: JSON.parse(line).port }
}

async function inProcess(folder: string): Promise<Way> {
  const engine = await openEngine({ folder, clock: { now: () => new Date() } })
  async function execute<Name extends CommandName>(name: Name, request: Commands[Name]['request']) {
    const result = await engine.execute(name, request)
    if (!result.ok) throw new Error(`${name}: ${result.rejection.reason}`)
    return result.answer
  }
  await execute('deployResource', { resources })
  const take = async (type: string, maxJobsToActivate: number) => {
    const { jobs } = await execute('activateJobs', { type, worker: 'bench', timeout: 60_000, maxJobsToActivate })
    return jobs.map((job) => String(job.key))
  }
  return {
    name: 'in process',
    create: async () =>
      void (await execute('createProcessInstance', { bpmnProcessId: 'bench', version: -1, variables })),
    async activate(type, most) {
      const jobs = await take(type, most)
      if (jobs.length > 0) return jobs
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 20)
        const stop = engine.onJobAvailable(type, () => {
          clearTimeout(timer)
          stop()
          resolve()
        })
      })
      return take(type, most)
    },
    complete: async (key) => void (await execute('completeJob', { jobKey: key as Key, variables: { done: true } })),
    close: () => engine.stop(),
  }
}

async function measure(way: Way, { instances, workers, creators, batch }: Load): Promise<Figures> {
  const latencies: number[] = []
  let created = 0
  let completed = 0
  const creator = async () => {
    while (created++ < instances) {
      const before = performance.now()
      await way.create()
      latencies.push(performance.now() - before)
    }
  }
  const total = instances * types.length
  const worker = async (_: unknown, at: number) => {
    for (let round = at; completed < total; round++) {
      const keys = await way.activate(types[round % types.length] ?? '', batch)
      await Promise.all(keys.map((key) => way.complete(key)))
      completed += keys.length
    }
  }
  const before = performance.now()
  let finished = before
  const watch = async () => {
    await Promise.all(Array.from({ length: workers }, worker))
    finished = performance.now()
  }
  await Promise.all([...Array.from({ length: creators }, creator), watch()])
  const seconds = (finished - before) / 1000
  latencies.sort((a, b) => a - b)
  const percentile = (part: number) => latencies[Math.floor(part * (latencies.length - 1))] ?? Number.NaN
  return {
    name: way.name,
    seconds,
    instancesPerSecond: instances / seconds,
    jobsPerSecond: total / seconds,
    createP50: percentile(0.5),
    createP95: percentile(0.95),
  }
}

function print(rows: Figures[]): void {
  console.table(
    Object.fromEntries(
      rows.map((row) => [
        row.name,
        {
          seconds: Number(row.seconds.toFixed(2)),
          'instances/s': Math.round(row.instancesPerSecond),
          'jobs/s': Math.round(row.jobsPerSecond),
          'create p50 ms': Number(row.createP50.toFixed(1)),
          'create p95 ms': Number(row.createP95.toFixed(1)),
        },
      ]),
    ),
  )
}

const { values } = parseArgs({
  options: {
    instances: { type: 'string', default: '1000' },
    workers: { type: 'string', default: '9' },
    creators: { type: 'string', default: '16' },
    batch: { type: 'string', default: '32' },
  },
})
const load: Load = {
  instances: Number(values.instances),
  workers: Number(values.workers),
  creators: Number(values.creators),
  batch: Number(values.batch),
}
console.log(
  `${load.instances} instances of three jobs, ${load.creators} creators, ${load.workers} workers of ${load.batch}`,
)
const rows: Figures[] = []
for (const open of [inProcess, overTheWire]) {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-bench-'))
  const way = await open(folder)
  rows.push(await measure(way, load))
  await way.close()
  await rm(folder, { recursive: true, force: true })
}
print(rows)
const [alone, wired] = rows
if (alone && wired)
  console.log(
    `over gRPC / in process: ${(wired.instancesPerSecond / alone.instancesPerSecond).toFixed(2)} of the instances per second`,
  )
