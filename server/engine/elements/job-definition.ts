import type { Build } from '../model/build.ts'
import type { Value } from '../model/expressions.ts'
import { childrenOf, extensionsOf, type Node, textOf } from '../model/node.ts'
import { evaluateNumber, evaluateString } from '../processing/evaluation.ts'
import { Fault } from '../processing/fault.ts'
import type { JobRequest } from '../processing/jobs.ts'
import type { Processing } from '../processing/processing.ts'
import type { ElementInstance } from '../state/records.ts'

/** A compiled zeebe:taskDefinition with its headers. */
export interface JobDefinition {
  type: Value
  retries: Value
  headers: { [name: string]: string }
}

const RESERVED_PREFIX = 'io.camunda.zeebe:'

/** Compiles the one zeebe:taskDefinition that the element must have. */
export function compileJob(node: Node, build: Build): JobDefinition | undefined {
  const definitions = extensionsOf(node, 'zeebe:TaskDefinition')
  const [definition] = definitions
  if (definitions.length !== 1 || !definition) {
    build.faults.add(node, "Must have exactly one 'zeebe:taskDefinition' extension element")
    return undefined
  }
  const type = textOf(definition, 'type') ?? ''
  const retries = textOf(definition, 'retries') ?? '3'
  if (type === '') build.faults.add(definition, "Attribute 'type' must be present and not empty")
  if (retries === '') build.faults.add(definition, "Attribute 'retries' must be present and not empty")
  const typeValue = build.value(definition, type)
  const retriesValue = build.value(definition, retries)
  const headers = readHeaders(node, build)
  return typeValue && retriesValue && { type: typeValue, retries: retriesValue, headers }
}

/** The zeebe:taskHeaders of an element; headers with an empty key or value are dropped. */
export function readHeaders(node: Node, build: Build): { [name: string]: string } {
  const headers = new Map<string, string>()
  const seen = new Set<string>()
  for (const list of extensionsOf(node, 'zeebe:TaskHeaders'))
    for (const header of childrenOf(list, 'values')) {
      const key = textOf(header, 'key') ?? ''
      const value = textOf(header, 'value') ?? ''
      if (key.startsWith(RESERVED_PREFIX))
        build.faults.add(
          list,
          `Attribute 'key' contains '${key}', but header keys starting with '${RESERVED_PREFIX}' are reserved for internal use.`,
        )
      if (seen.has(key)) build.faults.add(list, `Headers contain duplicate entries for key '${key}'`)
      seen.add(key)
      if (key !== '' && value !== '') headers.set(key, value)
    }
  return Object.fromEntries(headers)
}

/** What the job of this instance is: its type must be a string, its retries a number. */
export function evaluateJob(p: Processing, job: JobDefinition, instance: ElementInstance): JobRequest | Fault {
  const type = evaluateString(p, job.type, instance.key)
  if (type instanceof Fault) return type
  const retries = evaluateNumber(p, job.retries, instance.key)
  if (retries instanceof Fault) return retries
  return { type, retries: Math.trunc(retries), headers: job.headers }
}
