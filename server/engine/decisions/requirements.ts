import type { FeelValue, Lookup } from '#feel'
import type { EvaluatedDecision } from '../contract.ts'

/** What a decision's evaluation tells, without the keys and versions that a deployment gives. */
export type EvaluatedDecisionPart = Omit<EvaluatedDecision, 'decisionKey' | 'decisionVersion'>

/** Kinds of decision logic, in Zeebe's words. */
export type DecisionType =
  | 'DECISION_TABLE'
  | 'LITERAL_EXPRESSION'
  | 'CONTEXT'
  | 'INVOCATION'
  | 'LIST'
  | 'RELATION'
  | 'UNKNOWN'

/** What logic is evaluated with. */
export interface Surroundings {
  lookup: Lookup
  now: Date
}

export type Outcome = { ok: true; value: FeelValue } | { ok: false; cause: string }

/** What a table has to tell besides its outcome; empty for other logic. */
export interface Trace {
  evaluatedInputs: EvaluatedDecisionPart['evaluatedInputs']
  matchedRules: EvaluatedDecisionPart['matchedRules']
}

/** A decision's logic, compiled. */
export interface Logic {
  type: DecisionType
  evaluate(surroundings: Surroundings, trace: Trace): Outcome
  /** Expressions in it, which bounds what one evaluation costs. */
  weight: number
}

/** A business knowledge model: logic with parameters that expressions call by its name. */
export interface KnowledgeModel {
  name: string
  parameters: readonly { name: string; typeRef: string | undefined }[]
  logic: Logic
  required: readonly KnowledgeModel[]
}

export interface Decision {
  id: string
  name: string
  /** The variable under which decisions that require this one see its result. */
  resultName: string
  /** The type that the result must have, if any is declared. */
  resultType: string | undefined
  logic: Logic
  /** All decisions that it needs, directly or not, in an order in which they can be evaluated. */
  requires: readonly Decision[]
  /** Those whose results it sees. */
  sees: readonly Decision[]
  knowledge: readonly KnowledgeModel[]
}

/** A decision requirements graph: one DMN file, compiled. */
export interface DecisionRequirements {
  id: string
  name: string
  /** In the order of the file. */
  decisions: readonly Decision[]
}
