import { status } from '@grpc/grpc-js'
import type { ActivateJobsRequest } from '../../../gateway-protocol/index.ts'
import type { Commands, Engine } from '../../contract.ts'
import { execute } from '../execute.ts'
import { faultOfRejection, GatewayFault } from '../fault.ts'
import { jobBatches, wireJob } from '../job-batches.ts'
import type { Attempt, LongPolling } from '../long-polling.ts'
import type { StreamingHandlers } from '../rpc.ts'
import { checkTenant } from '../tenant.ts'

/** How long a request waits that leaves it to the gateway (requestTimeout 0), in milliseconds. */
const defaultWait = 10_000

type Activation = Commands['activateJobs']['request']

/** ActivateJobs: what is there at once, else the first that comes before the time is over. */
export function activateJobsRpcs(engine: Engine, polling: LongPolling): Pick<StreamingHandlers, 'ActivateJobs'> {
  return {
    async ActivateJobs(request, { signal, send }) {
      const activation = checkedActivation(request)
      const wait = Number(request.requestTimeout) || defaultWait
      const attempt = attemptFor(engine, activation, signal, (jobs) => send({ jobs }))
      await polling.serve(activation.type, attempt, { wait, signal })
    },
  }
}

function attemptFor(
  engine: Engine,
  activation: Activation,
  signal: AbortSignal,
  send: (jobs: ReturnType<typeof wireJob>[]) => void,
): Attempt {
  return async () => {
    let sent = 0
    let more = true
    while (more && sent < activation.maxJobsToActivate) {
      const batch = await take({ ...activation, maxJobsToActivate: activation.maxJobsToActivate - sent }, sent > 0)
      if (signal.aborted && batch.jobs.length > 0) {
        await execute(engine, 'releaseJobs', { jobKeys: batch.jobs.map((job) => job.key) })
        return 'served'
      }
      for (const jobs of jobBatches(batch.jobs.map(wireJob))) send(jobs)
      sent += batch.jobs.length
      more = batch.more && batch.jobs.length > 0
    }
    return sent > 0 ? 'served' : 'nothing'
  }

  /** A refusal after a first batch ends the stream instead of failing it: the client keeps what it has. */
  async function take(request: Activation, keepsSome: boolean): Promise<Commands['activateJobs']['answer']> {
    try {
      return await execute(engine, 'activateJobs', request)
    } catch (fault) {
      if (keepsSome && fault instanceof GatewayFault) return { jobs: [], more: false }
      if (fault instanceof GatewayFault && fault.code === status.RESOURCE_EXHAUSTED) throw exhausted(request.type)
      throw fault
    }
  }
}

/** The command for a request. Throws INVALID_ARGUMENT in the order and words of the engine of Zeebe. */
function checkedActivation(request: ActivateJobsRequest): Activation {
  for (const tenantId of request.tenantIds) checkTenant('ActivateJobs', tenantId)
  const { type, worker, maxJobsToActivate, fetchVariable } = request
  const timeout = Number(request.timeout)
  if (maxJobsToActivate < 1)
    throw refused(`max jobs to activate to be greater than zero, but it was '${maxJobsToActivate}'`)
  if (timeout < 1) throw refused(`timeout to be greater than zero, but it was '${timeout}'`)
  if (type === '') throw refused('type to be present, but it was blank')
  return { type, worker, timeout, maxJobsToActivate, ...(fetchVariable.length > 0 ? { fetchVariable } : {}) }
}

function refused(reason: string): GatewayFault {
  return faultOfRejection({
    code: 'INVALID_ARGUMENT',
    intent: 'ACTIVATE',
    reason: `Expected to activate job batch with ${reason}`,
  })
}

function exhausted(type: string): GatewayFault {
  const text = `Expected to activate jobs of type '${type}', but no jobs available and at least one broker returned 'RESOURCE_EXHAUSTED'. Please try again later.`
  return new GatewayFault(status.RESOURCE_EXHAUSTED, text)
}
