import { fileURLToPath } from 'node:url'
import { gatewayMethod } from '../../../../server/gateway-protocol/index.ts'
import { Beside } from '../../beside.ts'
import { inconsistencies } from '../../inconsistencies.ts'
import { type EngineProcess, engineProcess, firstLine, fromSources } from '../support/engine-process.ts'
import { type RawClient, rawClient } from '../support/raw-client.ts'
import { control, resources } from './models.ts'
import type { Pools } from './requests.ts'

const probe = fileURLToPath(new URL('./memory-probe.mjs', import.meta.url))

/** The engine in a process of its own, with a control instance that must run to its end. */
export class FuzzedEngine {
  readonly address: string
  readonly #process: EngineProcess
  readonly #client: RawClient
  readonly #beside: Beside
  #running: Promise<{ variables: string }> | undefined
  #died: string | undefined

  private constructor(engine: EngineProcess, address: string, folder: string) {
    this.#process = engine
    this.address = address
    this.#client = rawClient(address, { 'grpc.max_receive_message_length': -1 })
    this.#beside = new Beside(folder)
    void engine.exited.then((code) => {
      this.#died = `the engine ended (${code}): ${engine.errors()}`
    })
  }

  static async start(folder: string): Promise<FuzzedEngine> {
    const flags = ['--json', '--port', '0', '--data', folder, '--watch-stdin']
    const engine = engineProcess(flags, {}, ['--expose-gc', '--import', probe], fromSources)
    const { port } = JSON.parse(await firstLine(engine))
    return new FuzzedEngine(engine, `127.0.0.1:${port}`, folder)
  }

  async stop(): Promise<void> {
    this.#client.close()
    await this.#beside.close()
    this.#process.child.kill('SIGTERM')
    await this.#process.exited
  }

  /** Deploys what the requests are about. */
  async deploy(): Promise<void> {
    await this.#client.call('DeployResource', { resources: [...resources] })
  }

  /** Starts the control instance, whose result is waited for meanwhile. */
  async startControl(): Promise<void> {
    await this.#client.call('DeployResource', { resources: [control.resource] })
    this.#running = this.#client.call('CreateProcessInstanceWithResult', {
      request: {
        bpmnProcessId: control.processId,
        version: -1,
        variables: '{"in":1}',
        processDefinitionKey: '0',
        startInstructions: [],
        tenantId: '',
      },
      requestTimeout: '600000',
      fetchVariables: [],
    })
    // Its fate is asked for later.
    this.#running.catch(() => {})
  }

  /** The control instance runs to its end; throws where it does not. */
  async endControl(): Promise<void> {
    this.mustLive()
    const polled = this.#client.stream('ActivateJobs', {
      type: control.type,
      worker: 'control',
      timeout: '60000',
      maxJobsToActivate: 10,
      requestTimeout: '10000',
    })
    const jobs = (await polled.answers).flatMap(({ jobs }) => jobs)
    if (jobs.length !== 1) throw new Error(`the control instance has ${jobs.length} jobs instead of 1`)
    for (const { key } of jobs) await this.#client.call('CompleteJob', { jobKey: key, variables: '{"out":2}' })
    const result = await this.#running
    if (result?.variables !== '{"in":1,"out":2}')
      throw new Error(`the control instance ended with ${result?.variables}`)
  }

  mustLive(): void {
    if (this.#died !== undefined) throw new Error(this.#died)
    if (this.#process.errors() !== '') throw new Error(`the engine wrote: ${this.#process.errors()}`)
  }

  /** What does not hold of the state. */
  inconsistencies(): string[] {
    return this.#beside.read((inspect) => {
      const banned = inspect.rows().banned ?? 0
      return [...inconsistencies(inspect), ...(banned > 0 ? [`${banned} instances are banned`] : [])]
    })
  }

  /** The keys of what is there. */
  pools(): Pools {
    return this.#beside.read((inspect, state) => {
      const roots = inspect.processInstances()
      const keys = (records: { key: string }[]) => records.slice(0, 400).map(({ key }) => key)
      const known = inspect.processDefinitions().filter(({ bpmnProcessId }) => bpmnProcessId !== control.processId)
      return {
        definitions: keys(known),
        decisions: state.decisions.range('').map(([key]) => key),
        requirements: state.decisionRequirements.range('').map(([key]) => key),
        instances: keys(roots),
        elements: keys(roots.slice(0, 100).flatMap(({ key }) => inspect.elementInstances(key))),
        jobs: keys(inspect.jobs().reverse()),
        incidents: keys(inspect.incidents()),
      }
    })
  }

  /** Ends what the requests have started and takes away what they have deployed. */
  async clear(): Promise<void> {
    const roots = this.#beside.read((inspect) => inspect.processInstances())
    const gone = (call: Promise<unknown>) => call.then(() => {}).catch(() => {})
    await Promise.all(
      roots
        .filter(({ calledBy }) => calledBy === undefined)
        .map(({ key }) => gone(this.#client.call('CancelProcessInstance', { processInstanceKey: key }))),
    )
    const deployed = this.#beside.read((_, state) =>
      [state.processes, state.decisionRequirements, state.forms].flatMap((table) =>
        table.range('').map(([key]) => key),
      ),
    )
    for (const key of deployed) await gone(this.#client.call('DeleteResource', { resourceKey: key }))
  }

  /** Bytes that the engine's process holds after a collection. */
  async memory(): Promise<{ heapUsed: number; external: number; rss: number }> {
    const before = this.#process.output.length
    this.#process.child.kill('SIGUSR2')
    for (;;) {
      this.mustLive()
      const line = this.#process.output[before]
      if (line !== undefined) return JSON.parse(line).memory
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
}

export const encoded = (rpc: string, request: object): Buffer => gatewayMethod(rpc).requestSerialize(request)
