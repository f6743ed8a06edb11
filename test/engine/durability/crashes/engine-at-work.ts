import { join } from 'node:path'
import type { Incident, Job, Key } from '../../../../server/engine/index.ts'
import type { DiskTable } from '../../../../server/engine/state/disk.ts'
import { openDiskToRead } from '../../../../server/engine/state/disk-to-read.ts'
import { type EngineProcess, readyEngine } from '../../gateway/support/engine-process.ts'
import { type RawClient, rawClient } from '../../gateway/support/raw-client.ts'
import { type Dump, dumpOf } from '../dump.ts'
import { model } from '../story.ts'
import type { Action } from './script.ts'

/** What lies in the engine's folder, read beside the engine or after its death. */
export interface Stored {
  dump: Dump
  jobs: Job[]
  incidents: Incident[]
  instances: Key[]
}

const HOUR = 3_600_000

/** The real engine in a process of its own, on a folder, with a client that does what scripts say. */
export class EngineAtWork {
  readonly #folder: string
  #process: EngineProcess | undefined
  #client: RawClient | undefined

  constructor(folder: string) {
    this.#folder = folder
  }

  async start(): Promise<void> {
    const engine = await readyEngine(this.#folder)
    this.#process = engine
    this.#client = rawClient(`${engine.host}:${engine.port}`)
  }

  async kill(): Promise<void> {
    this.#client?.close()
    this.#process?.child.kill('SIGKILL')
    await this.#process?.exited
    this.#process = undefined
  }

  async stored(): Promise<Stored> {
    const disk = openDiskToRead(join(this.#folder, 'state'))
    try {
      const all = <Value>(table: DiskTable<Value>) =>
        [...table.getRange({ start: '', end: '\uffff' })].map(({ value }) => value)
      const elements = all(disk.table<{ key: Key; scopeKey?: Key; elementId: string }>('elementInstances'))
      return {
        dump: dumpOf(disk, { timeless: true }),
        jobs: all(disk.table<Job>('jobs')),
        incidents: all(disk.table<Incident>('incidents')),
        instances: elements.filter(({ scopeKey }) => scopeKey === undefined).map(({ key }) => key),
      }
    } finally {
      await disk.close()
    }
  }

  async deploy(): Promise<void> {
    await this.#to.call('DeployResource', { resources: [{ name: 'p.bpmn', content: Buffer.from(model) }] })
  }

  /** Sends an action, with keys of what was stored before; rejects as the call does. */
  async send(action: Action, { jobs, incidents, instances }: Stored): Promise<unknown> {
    const nth = <Item>(items: Item[], at: number) => items[at % Math.max(1, items.length)]
    const client = this.#to
    switch (action.do) {
      case 'create':
        return client.call('CreateProcessInstance', {
          bpmnProcessId: 'p',
          version: -1,
          variables: JSON.stringify(action.variables),
        })
      case 'publish': {
        const { name, correlationKey, messageId } = action
        const variables = JSON.stringify({ code: correlationKey, list: [1] })
        return client.call('PublishMessage', { name, correlationKey, messageId, timeToLive: String(HOUR), variables })
      }
      case 'signal':
        return client.call('BroadcastSignal', { signalName: 's', variables: '{"code":"x","list":[]}' })
      case 'activate':
        return client.stream('ActivateJobs', {
          type: action.type,
          worker: 'w',
          timeout: String(HOUR),
          maxJobsToActivate: 2,
          requestTimeout: '-1',
        }).answers
      case 'complete':
        return client.call('CompleteJob', { jobKey: nth(jobs, action.nth)?.key ?? '1', variables: '{"done":true}' })
      case 'fail':
        return client.call('FailJob', { jobKey: nth(jobs, action.nth)?.key ?? '1', retries: action.nth % 2 })
      case 'throw':
        return client.call('ThrowError', { jobKey: nth(jobs, action.nth)?.key ?? '1', errorCode: 'E' })
      case 'cancel':
        return client.call('CancelProcessInstance', { processInstanceKey: nth(instances, action.nth) ?? '1' })
      case 'set':
        return client.call('SetVariables', {
          elementInstanceKey: nth(instances, action.nth) ?? '1',
          variables: JSON.stringify({ code: 'w', set: action.nth }),
          local: false,
        })
      case 'resolve':
        return client.call('ResolveIncident', { incidentKey: nth(incidents, action.nth)?.key ?? '1' })
    }
  }

  get #to(): RawClient {
    if (!this.#client) throw new Error('The engine is not started')
    return this.#client
  }
}
