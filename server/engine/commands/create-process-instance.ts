import type { CreatedProcessInstance, CreateProcessInstanceRequest, Key } from '../contract.ts'
import { noneStart } from '../model/graph.ts'
import { startProcessInstance } from '../processing/process-instances.ts'
import type { Processing } from '../processing/processing.ts'
import { Refusal } from '../processing/refusal.ts'
import { hash, isKey, versionKey } from '../state/keys.ts'
import type { ProcessDefinition } from '../state/records.ts'
import type { Command } from './command.ts'
import { createAt } from './start-instructions.ts'

export const createProcessInstance: Command<'createProcessInstance'> = {
  intent: 'CREATE',
  prepare: (request) => namesNoProcess(request) ?? ((p) => create(p, request)),
}

/** The fault of a request that says neither id nor key. */
export function namesNoProcess({
  bpmnProcessId = '',
  processDefinitionKey,
}: CreateProcessInstanceRequest): Refusal | undefined {
  if (bpmnProcessId !== '' || (processDefinitionKey !== undefined && !processDefinitionKey.startsWith('-')))
    return undefined
  return new Refusal(
    'INVALID_ARGUMENT',
    'Expected either a bpmnProcessId or a processDefinitionKey, but neither was given',
  )
}

/** Creates an instance of the named process, at its none start event or where the start instructions say. */
export function create(p: Processing, request: CreateProcessInstanceRequest): CreatedProcessInstance | Refusal {
  const definition = findDefinition(p, request)
  if (definition instanceof Refusal) return definition
  const processInstanceKey = start(p, definition, request)
  if (processInstanceKey instanceof Refusal) return processInstanceKey
  return {
    processDefinitionKey: definition.key,
    bpmnProcessId: definition.bpmnProcessId,
    version: definition.version,
    processInstanceKey,
  }
}

function start(p: Processing, definition: ProcessDefinition, request: CreateProcessInstanceRequest): Key | Refusal {
  const graph = p.graph(definition.key)
  const { startInstructions = [], variables = {} } = request
  if (startInstructions.length > 0) {
    const elementIds = startInstructions.map(({ elementId }) => elementId)
    return createAt(p, definition, graph, elementIds, variables)
  }
  if (!noneStart(graph.process))
    return new Refusal(
      'INVALID_STATE',
      'Expected to create instance of process with none start event, but there is no such event',
    )
  return startProcessInstance(p, definition, { variables })
}

/** The id wins over the key; a negative version is the latest. */
function findDefinition(p: Processing, request: CreateProcessInstanceRequest): ProcessDefinition | Refusal {
  const { bpmnProcessId = '', version = -1, processDefinitionKey } = request
  if (bpmnProcessId !== '' && version < 0) {
    const latest = p.state.latestProcesses.get(hash(bpmnProcessId))
    return (
      (latest && p.state.processes.get(latest.key)) ??
      new Refusal('NOT_FOUND', `Expected to find process definition with process ID '${bpmnProcessId}', but none found`)
    )
  }
  if (bpmnProcessId !== '') {
    const key = p.state.processVersions.get(versionKey(bpmnProcessId, version))
    return (
      (key && p.state.processes.get(key)) ??
      new Refusal(
        'NOT_FOUND',
        `Expected to find process definition with process ID '${bpmnProcessId}' and version '${version}', but none found`,
      )
    )
  }
  return (
    (isKey(processDefinitionKey) ? p.state.processes.get(processDefinitionKey) : undefined) ??
    new Refusal('NOT_FOUND', `Expected to find process definition with key '${processDefinitionKey}', but none found`)
  )
}
