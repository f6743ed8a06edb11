import type { Build } from '../model/build.ts'
import type { Behaviour } from '../model/graph.ts'
import { extensionsOf, type Node } from '../model/node.ts'
import { compileJob } from './job-definition.ts'
import { jobBehaviour } from './job-task.ts'

/**
 * Sending a message is a job of the element; `holder` may carry zeebe:publishMessage, which Zeebe 8.5 accepts and does
 * nothing with: it is refused.
 */
export function compileMessageJob(element: Node, holder: Node, build: Build): Behaviour | undefined {
  const publications = extensionsOf(holder, 'zeebe:PublishMessage')
  const jobs = extensionsOf(element, 'zeebe:TaskDefinition')
  if (publications.length + jobs.length !== 1) {
    build.faults.add(
      element,
      "Must have either one 'zeebe:publishMessage' or one 'zeebe:taskDefinition' extension element",
    )
    return undefined
  }
  if (jobs.length === 0) {
    build.faults.add(
      element,
      "Elements of type 'PublishMessage' are currently not supported. Use a 'zeebe:taskDefinition'.",
    )
    return undefined
  }
  const job = compileJob(element, build)
  return job && jobBehaviour(job)
}
