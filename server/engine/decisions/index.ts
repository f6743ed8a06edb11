/** DMN decisions as Zeebe 8.5 evaluates them: parsed and compiled once, evaluated many times. */
export { type DecisionOptions, type DecisionResult, evaluateDecision } from './evaluate.ts'
export { type ParsedDecisions, parseDecisions } from './parse.ts'
export type { Decision, DecisionRequirements, EvaluatedDecisionPart } from './requirements.ts'
