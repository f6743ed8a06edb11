import { setTimeout as pause } from 'node:timers/promises'
import { gatewayClient } from './gateway-client.ts'
import type { Way, WorkJob } from './way.ts'

/** A gateway at the end of one channel, spoken to without a client library's own costs. */
export interface Wire extends Way {
  close(): void
}

type Jobs = { jobs: WorkJob[] }

/** `streamed`: jobs are pushed through a stream instead of fetched by long polling; `timeout` of a taken job in ms. */
export function overGrpc(port: number, { streamed = false, batch = 64, timeout = 60_000 } = {}): Wire {
  const { call, stream, close } = gatewayClient(port)
  const creation = (bpmnProcessId: string, variables: object) => ({
    bpmnProcessId,
    version: -1,
    variables: JSON.stringify(variables),
  })
  /** One stream or one line of fetches for all runs, as a worker has it. */
  let taker: (jobs: WorkJob[]) => void = () => undefined
  let taking = false
  let closed = false
  const terms = { type: 'work', worker: 'bench', timeout }
  const push = () => {
    const pushed = stream('StreamActivatedJobs', terms)
    pushed.on('data', (job: WorkJob) => taker([job]))
    pushed.on('error', () => undefined)
  }
  const fetch = () => {
    if (closed) return
    const fetched = stream('ActivateJobs', { ...terms, maxJobsToActivate: batch, requestTimeout: 2000 })
    fetched.on('data', ({ jobs }: Jobs) => taker(jobs))
    fetched.on('end', fetch)
    fetched.on('error', () => setTimeout(fetch, 20))
  }
  return {
    async deploy({ resources }) {
      await call('DeployResource', {
        resources: resources.map(({ name, text }) => ({ name, content: Buffer.from(text) })),
      })
    },
    async create(processId, variables) {
      const { processInstanceKey } = await call<{ processInstanceKey: string }>(
        'CreateProcessInstance',
        creation(processId, variables),
      )
      return processInstanceKey
    },
    async createWithResult(processId, variables) {
      const request = { request: creation(processId, variables), requestTimeout: 60_000 }
      await call('CreateProcessInstanceWithResult', request)
    },
    async publish(name, correlationKey) {
      await call('PublishMessage', { name, correlationKey, timeToLive: 60_000 })
    },
    async complete(jobKey) {
      await call('CompleteJob', { jobKey, variables: '{"done":true}' })
    },
    async takeJobs(take) {
      taker = take
      if (!taking) {
        taking = true
        if (streamed) push()
        else fetch()
        // Nothing says that a stream is open, and jobs that were there before are not pushed.
        await pause(200)
      }
      return async () => {
        taker = () => undefined
      }
    },
    close() {
      closed = true
      close()
    },
  }
}
