import type { ElementKind } from '../model/build.ts'
import { compileJob } from './job-definition.ts'
import { jobBehaviour } from './job-task.ts'

/** A job for a worker. */
export const serviceTask: ElementKind = {
  type: 'bpmn:ServiceTask',
  compile(node, build) {
    const job = compileJob(node, build)
    return job && jobBehaviour(job)
  },
}
