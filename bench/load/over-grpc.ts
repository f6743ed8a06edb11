import { setTimeout as pause } from 'node:timers/promises'
import { gatewayClient } from './gateway-client.ts'
import type { Way, WorkJob } from './way.ts'

/** A gateway at the end of one channel, spoken to without a client library's own costs. */
export interface Wire extends Way {
  close(): void
}

type Jobs = { jobs: WorkJob[] }

/** `streamed`: jobs are pushed through a stream instead of fetched by long polling. */
export function overGrpc(port: number, { streamed = false, batch = 64 } = {}): Wire {
  const { call, stream, close } = gatewayClient(port)
  const creation = (bpmnProcessId: string, variables: object) => ({
    bpmnProcessId,
    version: -1,
    variables: JSON.stringify(variables),
  })
  let taker: (jobs: WorkJob[]) => void = () => undefined
  /** One stream for all runs, as a worker has it. */
  let pushed: ReturnType<typeof stream> | undefined
  const stopPushing = async () => {
    taker = () => undefined
  }
  const terms = { type: 'work', worker: 'bench', timeout: 60_000 }
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
      if (streamed) {
        if (pushed) return stopPushing
        pushed = stream('StreamActivatedJobs', terms)
        pushed.on('data', (job: WorkJob) => taker([job]))
        pushed.on('error', () => undefined)
        // Nothing says that a stream is open, and jobs that were there before are not pushed.
        await pause(200)
        return stopPushing
      }
      let stopped = false
      let running: ReturnType<typeof stream> | undefined
      const round = () => {
        if (stopped) return
        running = stream('ActivateJobs', { ...terms, maxJobsToActivate: batch, requestTimeout: 2000 })
        running.on('data', ({ jobs }: Jobs) => taker(jobs))
        running.on('end', round)
        running.on('error', () => setTimeout(round, 20))
      }
      round()
      return async () => {
        stopped = true
        running?.cancel()
      }
    },
    close,
  }
}
