import type { StreamingCalls } from '../../../gateway-protocol/index.ts'
import { invalidArgument } from '../fault.ts'
import type { JobStreams, StreamTerms } from '../job-streams.ts'
import type { StreamingHandlers } from '../rpc.ts'
import { checkTenant } from '../tenant.ts'

/** StreamActivatedJobs: jobs are pushed as they become activatable; only the client ends it. */
export function streamJobsRpcs(streams: JobStreams): Pick<StreamingHandlers, 'StreamActivatedJobs'> {
  return {
    async StreamActivatedJobs(request, client) {
      await streams.serve(checkedTerms(request), client)
    },
  }
}

/** The terms of a request. Throws INVALID_ARGUMENT in the words of Zeebe's gateway. */
function checkedTerms(request: StreamingCalls['StreamActivatedJobs']['request']): StreamTerms {
  for (const tenantId of request.tenantIds) checkTenant('StreamActivatedJobs', tenantId)
  const { type, worker, fetchVariable } = request
  const timeout = Number(request.timeout)
  if (type.trim() === '') throw refused('type to be present, but it was blank')
  if (timeout < 1) throw refused(`timeout to be greater than zero, but it was ${timeout}`)
  return { type, worker, timeout, ...(fetchVariable.length > 0 ? { fetchVariable } : {}) }
}

const refused = (what: string) => invalidArgument(`Expected to stream activated jobs with ${what}`)
