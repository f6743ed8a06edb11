import type { EvaluatedDecision as WireDecision } from '../../../gateway-protocol/index.ts'
import type { Engine, EvaluatedDecision } from '../../contract.ts'
import { execute } from '../execute.ts'
import { engineKey, isGiven } from '../keys.ts'
import type { UnaryHandlers } from '../rpc.ts'
import { checkTenant, defaultTenant } from '../tenant.ts'
import { parseVariables } from '../variables.ts'

/** Evaluating decisions. A failed evaluation is an answer too: failedDecisionId and failureMessage instead of an output. */
export function decisionRpcs(engine: Engine): Pick<UnaryHandlers, 'EvaluateDecision'> {
  return {
    async EvaluateDecision({ decisionId, decisionKey, variables, tenantId }) {
      checkTenant('EvaluateDecision', tenantId)
      const byKey = isGiven(decisionKey) ? { decisionKey: engineKey(decisionKey) } : {}
      const answer = await execute(engine, 'evaluateDecision', {
        ...(decisionId === '' ? byKey : { decisionId }),
        variables: parseVariables(variables),
      })
      return {
        ...answer,
        decisionOutput: answer.decisionOutput === undefined ? '' : JSON.stringify(answer.decisionOutput),
        evaluatedDecisions: answer.evaluatedDecisions.map(wireDecision),
        failedDecisionId: answer.failedDecisionId ?? '',
        failureMessage: answer.failureMessage ?? '',
        tenantId: defaultTenant,
      }
    },
  }
}

function wireDecision(decision: EvaluatedDecision): WireDecision {
  return {
    ...decision,
    decisionOutput: JSON.stringify(decision.decisionOutput),
    evaluatedInputs: decision.evaluatedInputs.map((input) => ({
      ...input,
      inputValue: JSON.stringify(input.inputValue),
    })),
    matchedRules: decision.matchedRules.map((rule) => ({
      ...rule,
      evaluatedOutputs: rule.evaluatedOutputs.map((output) => ({
        ...output,
        outputValue: JSON.stringify(output.outputValue),
      })),
    })),
    tenantId: defaultTenant,
  }
}
