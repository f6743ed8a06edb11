import { type DecisionResult, evaluateDecision as evaluate } from '../decisions/index.ts'
import { decisionsOf } from '../deployment/decision-versions.ts'
import type { Processing } from '../processing/processing.ts'
import { Refusal } from '../processing/refusal.ts'
import { hash, isKey } from '../state/keys.ts'
import type { DecisionDefinition, DecisionRequirementsDefinition } from '../state/records.ts'
import type { Answer, Command, Request } from './command.ts'

/** Evaluates the latest version of a decision by its id, or a certain one by its key. A failure is an answer too. */
export const evaluateDecision: Command<'evaluateDecision'> = {
  intent: 'EVALUATE',
  prepare: (request) =>
    namesNoDecision(request) ??
    ((p) => {
      const decision = findDecision(p, request)
      if (decision instanceof Refusal) return decision
      const drg = p.state.decisionRequirements.get(decision.requirementsKey)
      if (!drg) throw new Error(`Decision ${decision.key} has no decision requirements`)
      const now = new Date(p.now)
      const result = evaluate(p.requirements(drg.key), decision.id, request.variables ?? {}, { now })
      return answer(p, decision, drg, result)
    }),
}

/** The fault of a request that says neither id nor key. */
function namesNoDecision({ decisionId = '', decisionKey }: Request<'evaluateDecision'>): Refusal | undefined {
  if (decisionId !== '' || (decisionKey !== undefined && !decisionKey.startsWith('-'))) return undefined
  return new Refusal('INVALID_ARGUMENT', 'Expected either a decision id or a valid decision key, but none provided')
}

function findDecision(p: Processing, { decisionId = '', decisionKey }: Request<'evaluateDecision'>) {
  if (decisionId !== '') {
    const latest = p.state.latestDecisions.get(hash(decisionId))
    return (
      (latest && p.state.decisions.get(latest.key)) ??
      new Refusal(
        'INVALID_ARGUMENT',
        `Expected to evaluate decision '${decisionId}', but no decision found for id '${decisionId}'`,
      )
    )
  }
  return (
    (isKey(decisionKey) ? p.state.decisions.get(decisionKey) : undefined) ??
    new Refusal(
      'INVALID_ARGUMENT',
      `Expected to evaluate decision with key '${decisionKey}', but no decision found for key '${decisionKey}'`,
    )
  )
}

function answer(
  p: Processing,
  decision: DecisionDefinition,
  drg: DecisionRequirementsDefinition,
  result: DecisionResult,
): Answer<'evaluateDecision'> {
  const deployed = new Map(decisionsOf(p, drg.key).map((one) => [one.id, one]))
  return {
    decisionInstanceKey: p.nextKey(),
    decisionId: decision.id,
    decisionKey: decision.key,
    decisionName: decision.name,
    decisionVersion: decision.version,
    decisionRequirementsId: drg.id,
    decisionRequirementsKey: drg.key,
    evaluatedDecisions: result.evaluated.map((part) => {
      const { key, version } = deployed.get(part.decisionId) ?? decision
      return { ...part, decisionKey: key, decisionVersion: version }
    }),
    ...(result.ok
      ? { decisionOutput: result.output }
      : { failedDecisionId: result.failedDecisionId, failureMessage: result.message }),
  }
}
