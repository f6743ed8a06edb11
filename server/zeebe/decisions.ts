import type { EvaluateDecisionResponse } from 'zeebe-node'
import type { JsonValue } from '../engine/contract.ts'
import { type DecisionAnswer, ZeebeError } from './port.ts'

/**
 * What a decision answered. An evaluation that failed is status OK on the wire; here it is FAILED_PRECONDITION, since
 * neither a repetition nor another engine changes it.
 */
export function decisionAnswer(response: EvaluateDecisionResponse): DecisionAnswer {
  if (response.failedDecisionId !== '') throw new ZeebeError('FAILED_PRECONDITION', response.failureMessage)
  const asked = response.evaluatedDecisions.findLast((decision) => decision.decisionId === response.decisionId)
  return {
    output: json(response.decisionOutput),
    matchedRules: (asked?.matchedRules ?? []).map(({ ruleId, ruleIndex, evaluatedOutputs }) => ({
      ruleId,
      ruleIndex,
      outputs: Object.fromEntries(evaluatedOutputs.map((output) => [output.outputName, json(output.outputValue)])),
    })),
    evaluatedInputs: (asked?.evaluatedInputs ?? []).map(({ inputName, inputValue }) => ({
      name: inputName,
      value: json(inputValue),
    })),
  }
}

const json = (text: string) => JSON.parse(text) as JsonValue
