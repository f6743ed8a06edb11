import type { CommandName } from '../contract.ts'
import { activateJobs } from './activate-jobs.ts'
import { broadcastSignal } from './broadcast-signal.ts'
import { cancelProcessInstance } from './cancel-process-instance.ts'
import type { Command } from './command.ts'
import { completeJob } from './complete-job.ts'
import { createProcessInstance } from './create-process-instance.ts'
import { createProcessInstanceWithResult } from './create-process-instance-with-result.ts'
import { deleteResource } from './delete-resource.ts'
import { deployResource } from './deploy-resource.ts'
import { evaluateDecision } from './evaluate-decision.ts'
import { failJob } from './fail-job.ts'
import { migrateProcessInstance } from './migrate-process-instance.ts'
import { modifyProcessInstance } from './modify-process-instance.ts'
import { publishMessage } from './publish-message.ts'
import { releaseJobs } from './release-jobs.ts'
import { resolveIncident } from './resolve-incident.ts'
import { setVariables } from './set-variables.ts'
import { throwError } from './throw-error.ts'
import { updateJobRetries } from './update-job-retries.ts'
import { updateJobTimeout } from './update-job-timeout.ts'

/** All commands of the protocol, by name. */
export const commands: { readonly [Name in CommandName]: Command<Name> } = {
  deployResource,
  deleteResource,
  createProcessInstance,
  createProcessInstanceWithResult,
  cancelProcessInstance,
  modifyProcessInstance,
  migrateProcessInstance,
  publishMessage,
  broadcastSignal,
  activateJobs,
  releaseJobs,
  completeJob,
  failJob,
  throwError,
  updateJobRetries,
  updateJobTimeout,
  setVariables,
  resolveIncident,
  evaluateDecision,
}
