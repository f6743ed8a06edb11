import { createRequire } from 'node:module'
import { type LintConfig, Linter } from 'bpmnlint'
import NodeResolver from 'bpmnlint/lib/resolver/node-resolver.js'
import type { Rule } from '../rule.ts'

const CONFIG: LintConfig = {
  extends: 'plugin:camunda-compat/camunda-cloud-8-5',
  rules: {
    'user-task-definition': 'off', // Job-based user tasks are what 8.5 to 8.8 offer over gRPC.
    'conditional-flows': 'error',
    'end-event-required': 'error',
    'event-based-gateway': 'error',
    'event-sub-process-typed-start-event': 'error',
    'no-bpmndi': 'error',
    'no-disconnected': 'error',
    'no-duplicate-sequence-flows': 'error',
    'no-gateway-join-fork': 'error',
    'no-implicit-end': 'error',
    'no-implicit-split': 'error',
    'single-blank-start-event': 'error',
    'single-event-definition': 'error',
    'sub-process-blank-start-event': 'error',
  },
}

/** What Zeebe 8.5 refuses or does not run, and what is no good BPMN anywhere. */
export const engineModel: Rule = {
  name: 'engine-model',
  async judge({ diagram }) {
    const resolver = new NodeResolver({ require: createRequire(import.meta.url) })
    // A linter keeps what its rules have seen: the second diagram would be blamed for the first.
    const reports = await new Linter({ config: CONFIG, resolver }).lint(diagram.root)
    return Object.entries(reports).flatMap(([rule, found]) =>
      found
        .filter(({ category }) => category !== 'info')
        .map(({ id, message }) => ({ at: id, message: `${message} (${rule})` })),
    )
  },
}
