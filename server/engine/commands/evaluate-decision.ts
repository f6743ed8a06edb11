import { Refusal } from '../processing/refusal.ts'
import type { Command } from './command.ts'

/** Evaluates a decision of the latest or a certain version. */
export const evaluateDecision: Command<'evaluateDecision'> = {
  intent: 'EVALUATE',
  prepare:
    ({ decisionId = '' }) =>
    () =>
      new Refusal(
        'INVALID_ARGUMENT',
        `Expected to evaluate decision '${decisionId}', but no decision found for id '${decisionId}'`,
      ),
}
