import type { Key, ProcessMetadata } from '../contract.ts'
import type { Graph } from '../model/graph.ts'
import { Fault } from '../processing/fault.ts'
import { closeMessageStarts } from '../processing/message-starts.ts'
import type { Processing } from '../processing/processing.ts'
import { closeSignalStarts } from '../processing/signals.ts'
import { closeStartTimers } from '../processing/timers.ts'
import { hash, versionKey } from '../state/keys.ts'
import type { ProcessDefinition } from '../state/records.ts'
import type { Resource } from './resource.ts'

/** Stores a process as the next version of its id, unless it is the latest version already. */
export function deployProcess(p: Processing, resource: Resource, graph: Graph, deploymentKey: Key): ProcessMetadata {
  const bpmnProcessId = graph.process.id
  const latest = p.state.latestProcesses.get(hash(bpmnProcessId))
  const before = latest && p.state.processes.get(latest.key)
  if (before?.digest === resource.digest && before.resourceName === resource.name) return metadataOf(before)
  const definition: ProcessDefinition = {
    key: p.nextKey(),
    bpmnProcessId,
    version: (latest?.highest ?? 0) + 1,
    resourceName: resource.name,
    digest: resource.digest,
    deploymentKey,
  }
  const { key, version } = definition
  p.state.resources.put(resource.digest, resource.text)
  p.state.processes.insert(key, definition)
  p.state.latestProcesses.put(hash(bpmnProcessId), { key, version, highest: version })
  p.state.processVersions.insert(versionKey(bpmnProcessId, version), key)
  p.addGraph(key, graph)
  if (before) closeStarts(p, before.key)
  openStarts(p, definition, graph)
  return metadataOf(definition)
}

/** Opens the message, signal and timer start events of a version; one that can't be opened fails the deployment. */
function openStarts(p: Processing, { key, bpmnProcessId }: ProcessDefinition, graph: Graph): void {
  for (const start of graph.process.content?.starts ?? []) {
    const fault = start.catching?.openStart?.(p, start, { key, bpmnProcessId })
    if (fault instanceof Fault) throw new Error(fault.message)
  }
}

/** Closes the start events of a version that is no longer the latest. */
function closeStarts(p: Processing, processDefinitionKey: Key): void {
  closeMessageStarts(p, processDefinitionKey)
  closeSignalStarts(p, processDefinitionKey)
  closeStartTimers(p, processDefinitionKey)
}

function metadataOf({ bpmnProcessId, version, key, resourceName }: ProcessDefinition): ProcessMetadata {
  return { bpmnProcessId, version, processDefinitionKey: key, resourceName }
}
