import { type FeelValue, type JsonValue, lookupIn, toJson } from '#feel'
import { bound, functionsOf } from './knowledge.ts'
import type {
  Decision,
  DecisionRequirements,
  EvaluatedDecisionPart,
  Outcome,
  Surroundings,
  Trace,
} from './requirements.ts'
import { checkType } from './result-types.ts'

export type DecisionResult =
  | { ok: true; output: JsonValue; evaluated: EvaluatedDecisionPart[] }
  /** `message` reads `Expected to evaluate decision '…', but …`; evaluated holds what went before, the failed one last. */
  | { ok: false; failedDecisionId: string; message: string; evaluated: EvaluatedDecisionPart[] }

export interface DecisionOptions {
  /** The instant that now() and today() read. */
  now: Date
}

/** Evaluates a decision after those that it requires, each once. */
export function evaluateDecision(
  requirements: DecisionRequirements,
  decisionId: string,
  variables: { [name: string]: JsonValue },
  { now }: DecisionOptions,
): DecisionResult {
  const decision = requirements.decisions.find(({ id }) => id === decisionId)
  if (!decision) {
    const message = failure(decisionId, `no decision found with id '${decisionId}'`)
    return { ok: false, failedDecisionId: decisionId, message, evaluated: [] }
  }
  const evaluated: EvaluatedDecisionPart[] = []
  const results = new Map<Decision, FeelValue>()
  const lookup = lookupIn(variables)
  for (const next of [...decision.requires, decision]) {
    const outcome = evaluateOne(next, { lookup, now }, results, evaluated)
    if (!outcome.ok) {
      return { ok: false, failedDecisionId: next.id, message: failure(decisionId, outcome.cause), evaluated }
    }
    results.set(next, outcome.value)
  }
  return { ok: true, output: toJson(results.get(decision) ?? null), evaluated }
}

const failure = (decisionId: string, cause: string): string =>
  `Expected to evaluate decision '${decisionId}', but ${cause}`

function evaluateOne(
  decision: Decision,
  around: Surroundings,
  results: ReadonlyMap<Decision, FeelValue>,
  evaluated: EvaluatedDecisionPart[],
): Outcome {
  const seen = new Map(decision.sees.map((other) => [other.resultName, results.get(other) ?? null]))
  const functions = functionsOf(decision.knowledge, around)
  const trace: Trace = { evaluatedInputs: [], matchedRules: [] }
  const outcome = decision.logic.evaluate(bound(bound(around, seen), functions), trace)
  evaluated.push({
    decisionId: decision.id,
    decisionName: decision.name,
    decisionType: decision.logic.type,
    decisionOutput: outcome.ok ? toJson(outcome.value) : null,
    ...trace,
  })
  return outcome.ok ? checkType(outcome.value, decision.resultType) : outcome
}
