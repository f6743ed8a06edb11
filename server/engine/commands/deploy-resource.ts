import type { DeployedResource, Key } from '../contract.ts'
import { deployDecisions } from '../deployment/decision-versions.ts'
import { deployForm } from '../deployment/form-versions.ts'
import { readResource } from '../deployment/kinds.ts'
import { deployProcess } from '../deployment/process-versions.ts'
import { type ReadResource, toResource } from '../deployment/resource.ts'
import type { Processing } from '../processing/processing.ts'
import { Refusal } from '../processing/refusal.ts'
import type { Command } from './command.ts'

/** Deploys resources, all or none; the rejection lists all faults of all of them. */
export const deployResource: Command<'deployResource'> = {
  intent: 'CREATE',
  async prepare({ resources }) {
    if (resources.length === 0) return refuse('Expected to deploy at least one resource, but none given')
    const read: ReadResource[] = []
    const faults: string[] = []
    for (const given of resources) {
      const reading = await readResource(toResource(given))
      if (reading.ok) read.push(reading.read)
      else faults.push(`'${given.name}': ${reading.error}`)
    }
    faults.push(...duplicates(read))
    if (faults.length > 0)
      return refuse(['Expected to deploy new resources, but encountered the following errors:', ...faults].join('\n'))
    return (p) => deploy(p, read)
  },
}

function refuse(reason: string) {
  return new Refusal('INVALID_ARGUMENT', reason)
}

function deploy(p: Processing, resources: ReadResource[]): { key: Key; deployments: DeployedResource[] } {
  const key = p.nextKey()
  const processes: DeployedResource[] = []
  const decisions: DeployedResource[] = []
  const requirements: DeployedResource[] = []
  const forms: DeployedResource[] = []
  for (const read of resources) {
    if (read.kind === 'processes')
      for (const graph of read.graphs) processes.push({ process: deployProcess(p, read.resource, graph, key) })
    else if (read.kind === 'decisions') {
      const deployed = deployDecisions(p, read.resource, read.requirements, key)
      requirements.push({ decisionRequirements: deployed.decisionRequirements })
      for (const decision of deployed.decisions) decisions.push({ decision })
    } else forms.push({ form: deployForm(p, read.resource, read.formId, key) })
  }
  return { key, deployments: [...processes, ...decisions, ...requirements, ...forms] }
}

/** Ids that two resources of the deployment declare. */
function duplicates(resources: ReadResource[]): string[] {
  const seen = new Map<string, string>()
  const faults: string[] = []
  for (const read of resources)
    for (const [what, id] of declared(read)) {
      const other = seen.get(`${what} ${id}`)
      if (other === undefined) seen.set(`${what} ${id}`, read.resource.name)
      else faults.push(`Duplicated ${what} in resources '${other}' and '${read.resource.name}'`)
    }
  return faults
}

function declared(read: ReadResource): [what: string, id: string][] {
  if (read.kind === 'processes') return read.graphs.map(({ process }) => ['process id', process.id])
  if (read.kind === 'decisions')
    return [
      ['decision requirements id', read.requirements.id],
      ...read.requirements.decisions.map(({ id }): [string, string] => ['decision id', id]),
    ]
  return [['form id', read.formId]]
}
