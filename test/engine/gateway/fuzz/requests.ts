import type { Dice } from '../../dice.ts'
import { ids, resources } from './models.ts'
import { int32, int64, text, variables } from './values.ts'

/** Keys that the engine holds, by what they are keys of. */
export interface Pools {
  definitions: string[]
  decisions: string[]
  requirements: string[]
  instances: string[]
  elements: string[]
  jobs: string[]
  incidents: string[]
}

type Maker = (dice: Dice, pools: Pools) => object

/** A key of the pool; sometimes of another one, sometimes of none. */
function key(dice: Dice, pools: Pools, of: keyof Pools): string {
  if (dice.chance(0.06)) return int64(dice)
  const pool = dice.chance(0.06) ? Object.values<string[]>({ ...pools }).flat() : pools[of]
  return dice.anyOf(pool) ?? String(2251799813685249n + BigInt(dice.upTo(5000)))
}

const name = (dice: Dice, known: readonly string[]) => (dice.chance(0.85) ? (dice.anyOf(known) ?? '') : text(dice))
const tenant = (dice: Dice) => (dice.chance(0.95) ? '' : dice.pick(['<default>', 'hn', ' ']))
const several = <Item>(dice: Dice, make: () => Item) => Array.from({ length: dice.upTo(4) }, make)

const creation: Maker = (dice, pools) => ({
  ...(dice.chance(0.7)
    ? { bpmnProcessId: name(dice, ids.processes), version: dice.chance(0.8) ? -1 : int32(dice) }
    : { processDefinitionKey: key(dice, pools, 'definitions') }),
  variables: variables(dice),
  startInstructions: dice.chance(0.1) ? several(dice, () => ({ elementId: name(dice, ids.elements) })) : [],
  tenantId: tenant(dice),
})

function resource(dice: Dice): { name: string; content: Buffer } {
  const { name: known, content } = dice.pick([resources[0] ?? { name: '', content: Buffer.alloc(0) }, ...resources])
  if (dice.chance(0.4)) return { name: known, content }
  if (dice.chance(0.1)) return { name: text(dice), content }
  if (dice.chance(0.1)) return { name: known, content: dice.bytes(dice.upTo(300)) }
  const broken = Buffer.from(content)
  for (let at = dice.upTo(4); at >= 0; at--) broken[dice.upTo(broken.length)] = dice.upTo(256)
  return { name: known, content: dice.chance(0.2) ? broken.subarray(0, dice.upTo(broken.length)) : broken }
}

/** A request of each rpc: mostly what a client could mean. */
export const makers: Readonly<Record<string, Maker>> = {
  Topology: () => ({}),
  DeployResource: (dice) => ({ resources: several(dice, () => resource(dice)), tenantId: tenant(dice) }),
  DeployProcess: (dice) => ({
    processes: several(dice, () => resource(dice)).map(({ name, content }) => ({ name, definition: content })),
  }),
  DeleteResource: (dice, pools) => ({ resourceKey: key(dice, pools, dice.pick(['definitions', 'requirements'])) }),
  CreateProcessInstance: creation,
  CreateProcessInstanceWithResult: (dice, pools) => ({
    ...(dice.chance(0.97) && { request: creation(dice, pools) }),
    requestTimeout: dice.chance(0.8) ? String(dice.upTo(300)) : int64(dice),
    fetchVariables: several(dice, () => text(dice)),
  }),
  CancelProcessInstance: (dice, pools) => ({ processInstanceKey: key(dice, pools, 'instances') }),
  ModifyProcessInstance: (dice, pools) => ({
    processInstanceKey: key(dice, pools, 'instances'),
    activateInstructions: several(dice, () => ({
      elementId: name(dice, ids.elements),
      ancestorElementInstanceKey: dice.chance(0.7) ? '-1' : key(dice, pools, 'elements'),
      variableInstructions: dice.chance(0.7)
        ? []
        : [{ variables: variables(dice), scopeId: dice.chance(0.5) ? '' : name(dice, ids.elements) }],
    })),
    terminateInstructions: several(dice, () => ({ elementInstanceKey: key(dice, pools, 'elements') })),
  }),
  MigrateProcessInstance: (dice, pools) => ({
    processInstanceKey: key(dice, pools, 'instances'),
    ...(dice.chance(0.95) && {
      migrationPlan: {
        targetProcessDefinitionKey: key(dice, pools, 'definitions'),
        mappingInstructions: dice.chance(0.5)
          ? ids.elements.map((id) => ({ sourceElementId: id, targetElementId: id }))
          : several(dice, () => ({
              sourceElementId: name(dice, ids.elements),
              targetElementId: name(dice, ids.elements),
            })),
      },
    }),
  }),
  SetVariables: (dice, pools) => ({
    elementInstanceKey: key(dice, pools, dice.pick(['elements', 'instances'])),
    variables: variables(dice),
    local: dice.chance(0.5),
  }),
  ResolveIncident: (dice, pools) => ({ incidentKey: key(dice, pools, 'incidents') }),
  ActivateJobs: (dice) => ({
    type: name(dice, ids.types),
    worker: text(dice),
    timeout: int64(dice),
    maxJobsToActivate: int32(dice),
    fetchVariable: several(dice, () => text(dice)),
    requestTimeout: dice.chance(0.6) ? '-1' : int64(dice),
    tenantIds: dice.chance(0.9) ? [] : [tenant(dice)],
  }),
  StreamActivatedJobs: (dice) => ({
    type: name(dice, ids.types),
    worker: text(dice),
    timeout: int64(dice),
    fetchVariable: several(dice, () => text(dice)),
    tenantIds: dice.chance(0.9) ? [] : [tenant(dice)],
  }),
  CompleteJob: (dice, pools) => ({ jobKey: key(dice, pools, 'jobs'), variables: variables(dice) }),
  FailJob: (dice, pools) => ({
    jobKey: key(dice, pools, 'jobs'),
    retries: int32(dice),
    errorMessage: text(dice),
    retryBackOff: int64(dice),
    variables: variables(dice),
  }),
  ThrowError: (dice, pools) => ({
    jobKey: key(dice, pools, 'jobs'),
    errorCode: name(dice, ids.errors),
    errorMessage: text(dice),
    variables: variables(dice),
  }),
  UpdateJobRetries: (dice, pools) => ({ jobKey: key(dice, pools, 'jobs'), retries: int32(dice) }),
  UpdateJobTimeout: (dice, pools) => ({ jobKey: key(dice, pools, 'jobs'), timeout: int64(dice) }),
  PublishMessage: (dice) => ({
    name: name(dice, ids.messages),
    correlationKey: name(dice, ['x', 'y', 'z', '']),
    timeToLive: dice.chance(0.9) ? String(dice.upTo(2000)) : int64(dice),
    messageId: dice.chance(0.7) ? '' : text(dice),
    variables: variables(dice),
    tenantId: tenant(dice),
  }),
  BroadcastSignal: (dice) => ({
    signalName: name(dice, ids.signals),
    variables: variables(dice),
    tenantId: tenant(dice),
  }),
  EvaluateDecision: (dice, pools) => ({
    ...(dice.chance(0.6) ? { decisionId: name(dice, ids.decisions) } : { decisionKey: key(dice, pools, 'decisions') }),
    variables: variables(dice),
    tenantId: tenant(dice),
  }),
}

/** How often an rpc is asked for beside the others: what makes work for the rest more often. */
const weights: Readonly<Record<string, number>> = {
  CreateProcessInstance: 6,
  CompleteJob: 8,
  ActivateJobs: 3,
  Topology: 0.3,
  DeleteResource: 0.3,
  DeployResource: 0.5,
  DeployProcess: 0.3,
  CancelProcessInstance: 0.5,
}
const lots = Object.keys(makers).flatMap((rpc) => Array<string>(Math.round((weights[rpc] ?? 1.5) * 10)).fill(rpc))

export const anRpc = (dice: Dice): string => dice.anyOf(lots) ?? 'Topology'
