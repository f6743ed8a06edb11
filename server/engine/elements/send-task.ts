import type { ElementKind } from '../model/build.ts'
import { compileMessageJob } from './message-job.ts'

/** A job: the engine publishes nothing by itself. */
export const sendTask: ElementKind = {
  type: 'bpmn:SendTask',
  compile: (node, build) => compileMessageJob(node, node, build),
}
