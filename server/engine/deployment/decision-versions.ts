import type { DecisionMetadata, DecisionRequirementsMetadata, Key } from '../contract.ts'
import type { DecisionRequirements } from '../decisions/index.ts'
import type { Processing } from '../processing/processing.ts'
import { hash } from '../state/keys.ts'
import type { DecisionDefinition, DecisionRequirementsDefinition } from '../state/records.ts'
import type { Resource } from './resource.ts'
import { keepResource, releaseResource } from './stored-resources.ts'
import { addVersion, nextVersion, removeVersion, type VersionLine } from './version-lines.ts'

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
    version: nextVersion(requirementsLine(p), requirements.id),
    resourceName: resource.name,
    digest: resource.digest,
    deploymentKey,
  }
  keepResource(p, resource, drg.key)
  p.state.decisionRequirements.insert(drg.key, drg)
  addVersion(requirementsLine(p), drg.id, drg)
  const decisions = requirements.decisions.map(({ id, name }) => {
    const decision: DecisionDefinition = {
      key: p.nextKey(),
      id,
      name,
      version: nextVersion(decisionLine(p), id),
      requirementsKey: drg.key,
      deploymentKey,
    }
    p.state.decisions.insert(decision.key, decision)
    addVersion(decisionLine(p), id, decision)
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

/** Removes a DRG with its decisions; versions before take the places of those that were the latest. */
export function deleteDecisions(p: Processing, { key, id, version, digest }: DecisionRequirementsDefinition): void {
  for (const decision of decisionsOf(p, key)) {
    removeVersion(decisionLine(p), decision.id, decision.version)
    p.state.decisions.delete(decision.key)
    p.state.decisionsByRequirements.delete(key + decision.key)
  }
  removeVersion(requirementsLine(p), id, version)
  p.state.decisionRequirements.delete(key)
  releaseResource(p, digest, key)
  p.dropDefinition(key)
}

/** A DRG or decision counts from the latest version that is left. */
function requirementsLine({ state }: Processing): VersionLine {
  return { latest: state.latestDecisionRequirements, versions: state.decisionRequirementsVersions }
}

function decisionLine({ state }: Processing): VersionLine {
  return { latest: state.latestDecisions, versions: state.decisionVersions }
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
