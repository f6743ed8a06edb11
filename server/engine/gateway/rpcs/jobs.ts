import type { Engine } from '../../contract.ts'
import { execute } from '../execute.ts'
import { routedKey } from '../keys.ts'
import type { UnaryHandlers } from '../rpc.ts'
import { parseVariables } from '../variables.ts'

type Names = 'CompleteJob' | 'FailJob' | 'ThrowError' | 'UpdateJobRetries' | 'UpdateJobTimeout'

/** What may be done with a job by its key. */
export function jobRpcs(engine: Engine): Pick<UnaryHandlers, Names> {
  return {
    async CompleteJob({ jobKey, variables }) {
      return execute(engine, 'completeJob', { jobKey: routedKey(jobKey), variables: parseVariables(variables) })
    },
    async FailJob({ jobKey, retries, errorMessage, retryBackOff, variables }) {
      return execute(engine, 'failJob', {
        jobKey: routedKey(jobKey),
        retries,
        errorMessage,
        retryBackOff: Number(retryBackOff),
        variables: parseVariables(variables),
      })
    },
    async ThrowError({ jobKey, errorCode, errorMessage, variables }) {
      return execute(engine, 'throwError', {
        jobKey: routedKey(jobKey),
        errorCode,
        errorMessage,
        variables: parseVariables(variables),
      })
    },
    async UpdateJobRetries({ jobKey, retries }) {
      return execute(engine, 'updateJobRetries', { jobKey: routedKey(jobKey), retries })
    },
    async UpdateJobTimeout({ jobKey, timeout }) {
      return execute(engine, 'updateJobTimeout', { jobKey: routedKey(jobKey), timeout: Number(timeout) })
    },
  }
}
