import type { Engine } from '../../contract.ts'
import type { JobStreams } from '../job-streams.ts'
import type { LongPolling } from '../long-polling.ts'
import type { StreamingHandlers, UnaryHandlers } from '../rpc.ts'
import { activateJobsRpcs } from './activate-jobs.ts'
import { decisionRpcs } from './decisions.ts'
import { deploymentRpcs } from './deployment.ts'
import { instanceChangeRpcs } from './instance-changes.ts'
import { jobRpcs } from './jobs.ts'
import { messageRpcs } from './messages.ts'
import { processInstanceRpcs } from './process-instances.ts'
import { repairRpcs } from './repairs.ts'
import { signalRpcs } from './signals.ts'
import { streamJobsRpcs } from './stream-jobs.ts'
import { type Listening, topologyRpcs } from './topology.ts'

/** The calls with one answer, by their names in the protocol. */
export function unaryHandlers(engine: Engine, listening: () => Listening): UnaryHandlers {
  return {
    ...deploymentRpcs(engine),
    ...processInstanceRpcs(engine),
    ...instanceChangeRpcs(engine),
    ...jobRpcs(engine),
    ...messageRpcs(engine),
    ...signalRpcs(engine),
    ...repairRpcs(engine),
    ...decisionRpcs(engine),
    ...topologyRpcs(listening),
  }
}

/** The calls whose answers come as a stream, by their names in the protocol. */
export function streamingHandlers(engine: Engine, polling: LongPolling, streams: JobStreams): StreamingHandlers {
  return { ...activateJobsRpcs(engine, polling), ...streamJobsRpcs(streams) }
}
