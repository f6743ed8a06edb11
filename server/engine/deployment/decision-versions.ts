import type { DecisionMetadata, DecisionRequirementsMetadata, Key } from '../contract.ts'
import type { DecisionRequirements } from '../decisions/index.ts'
import type { Processing } from '../processing/processing.ts'
import { hash } from '../state/keys.ts'
import type { DecisionDefinition, DecisionRequirementsDefinition, LatestVersion } from '../state/records.ts'
import type { Resource } from './resource.ts'

/** A DRG and its decisions as they stand after a deployment. */
export interface DeployedDecisions {
  decisionRequirements: DecisionRequirementsMetadata
  decisions: DecisionMetadata[]
}

/**
 * Stores a DRG and all its decisions as next versions of their ids, unless it is the latest version already and still
 * has the latest version of each of its decisions.
 */
export function deployDecisions(
  p: Processing,
  resource: Resource,
  requirements: DecisionRequirements,
  deploymentKey: Key,
): DeployedDecisions {
  const latest = p.state.latestDecisionRequirements.get(hash(requirements.id))
  const before = latest && p.state.decisionRequirements.get(latest.key)
  if (before && before.digest === resource.digest && before.resourceName === resource.name) {
    const decisions = decisionsOf(p, before.key)
    const current = decisions.every(({ id, key }) => p.state.latestDecisions.get(hash(id))?.key === key)
    if (current) return described(before, decisions)
  }
  const drg: DecisionRequirementsDefinition = {
    key: p.nextKey(),
    id: requirements.id,
    name: requirements.name,
    version: (latest?.version ?? 0) + 1,
    resourceName: resource.name,
    digest: resource.digest,
    deploymentKey,
  }
  p.state.resources.put(resource.digest, resource.text)
  p.state.decisionRequirements.insert(drg.key, drg)
  p.state.latestDecisionRequirements.put(hash(drg.id), latestOf(drg))
  const decisions = requirements.decisions.map(({ id, name }) => {
    const decision: DecisionDefinition = {
      key: p.nextKey(),
      id,
      name,
      version: (p.state.latestDecisions.get(hash(id))?.version ?? 0) + 1,
      requirementsKey: drg.key,
      deploymentKey,
    }
    p.state.decisions.insert(decision.key, decision)
    p.state.latestDecisions.put(hash(id), latestOf(decision))
    p.state.decisionsByRequirements.insert(drg.key + decision.key, 1)
    return decision
  })
  return described(drg, decisions)
}

/** The decisions of a DRG, in the order of their keys. */
export function decisionsOf(p: Processing, requirementsKey: Key): DecisionDefinition[] {
  return p.state.decisionsByRequirements
    .range(requirementsKey)
    .flatMap(([row]) => p.state.decisions.get(row.slice(requirementsKey.length)) ?? [])
}

function latestOf({ key, version }: { key: Key; version: number }): LatestVersion {
  return { key, version, highest: version }
}

function described(drg: DecisionRequirementsDefinition, decisions: DecisionDefinition[]): DeployedDecisions {
  return {
    decisionRequirements: {
      dmnDecisionRequirementsId: drg.id,
      dmnDecisionRequirementsName: drg.name,
      version: drg.version,
      decisionRequirementsKey: drg.key,
      resourceName: drg.resourceName,
    },
    decisions: decisions.map(({ id, name, version, key }) => ({
      dmnDecisionId: id,
      dmnDecisionName: name,
      version,
      decisionKey: key,
      dmnDecisionRequirementsId: drg.id,
      decisionRequirementsKey: drg.key,
    })),
  }
}
