import { lintModel } from '../model-linter.ts'
import type { Rule } from '../rule.ts'

/** What Zeebe 8.5 refuses or does not run, and what is no good BPMN anywhere (`bpmnlint-worker.mjs` names the rules). */
export const engineModel: Rule = {
  name: 'engine-model',
  judge: ({ card, files }) => lintModel(files.get(card.diagram) ?? ''),
}
