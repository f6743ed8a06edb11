import type { Key, ProcessMetadata } from '../contract.ts'
import type { Graph } from '../model/graph.ts'
import { Fault } from '../processing/fault.ts'
import { closeMessageStarts } from '../processing/message-starts.ts'
import type { Processing } from '../processing/processing.ts'
import { closeSignalStarts } from '../processing/signals.ts'
import { closeStartTimers } from '../processing/timers.ts'
import { hash } from '../state/keys.ts'
import type { ProcessDefinition } from '../state/records.ts'
import type { Resource } from './resource.ts'
import { keepResource, releaseResource } from './stored-resources.ts'
import { addVersion, nextVersion, removeVersion, type VersionLine } from './version-lines.ts'

/** Stores a process as the next version of its id, unless it is the latest version already. */
export function deployProcess(p: Processing, resource: Resource, graph: Graph, deploymentKey: Key): ProcessMetadata {
  const bpmnProcessId = graph.process.id
  const latest = p.state.latestProcesses.get(hash(bpmnProcessId))
  const before = latest && p.state.processes.get(latest.key)
  if (before?.digest === resource.digest && before.resourceName === resource.name) return metadataOf(before)
  const definition: ProcessDefinition = {
    key: p.nextKey(),
    bpmnProcessId,
    version: nextVersion(linesOf(p), bpmnProcessId),
    resourceName: resource.name,
    digest: resource.digest,
    deploymentKey,
  }
  const { key } = definition
  keepResource(p, resource, key)
  p.state.processes.insert(key, definition)
  addVersion(linesOf(p), bpmnProcessId, definition)
  p.addGraph(key, graph)
  if (before) closeStarts(p, before.key)
  openStarts(p, definition, graph)
  return metadataOf(definition)
}

/**
 * Removes a version of which no instance runs. If it was the latest, its start events close and those of the version
 * before open again.
 */
export function deleteProcess(p: Processing, definition: ProcessDefinition): void {
  const { key, bpmnProcessId, version, digest } = definition
  const { wasLatest, latest } = removeVersion(linesOf(p), bpmnProcessId, version)
  p.state.processes.delete(key)
  releaseResource(p, digest, key)
  p.dropDefinition(key)
  if (wasLatest) closeStarts(p, key)
  const before = latest === undefined ? undefined : p.state.processes.get(latest)
  if (before) openStarts(p, before, p.graph(before.key))
}

function linesOf({ state }: Processing): VersionLine {
  return { latest: state.latestProcesses, versions: state.processVersions, retired: state.retiredProcesses }
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
