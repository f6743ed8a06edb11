// Runs bpmnlint on diagrams sent to it. A thread of its own: bpmnlint is CommonJS that requires ES modules, which only
// Node's own loader can do, and a large diagram keeps nobody else waiting.
import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'
import { BpmnModdle } from 'bpmn-moddle'

const load = createRequire(import.meta.url)
const { Linter } = load('bpmnlint')
const NodeResolver = load('bpmnlint/lib/resolver/node-resolver.js')
const zeebe = load('zeebe-bpmn-moddle/resources/zeebe.json')

const config = {
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

/** @param {string} xml */
async function lint(xml) {
  const { rootElement } = await new BpmnModdle({ zeebe }).fromXML(xml)
  // A linter keeps what its rules have seen: the second diagram would be blamed for the first.
  const linter = new Linter({ config, resolver: new NodeResolver({ require: load }) })
  const reports = await linter.lint(rootElement)
  return Object.entries(reports).flatMap(([rule, found]) =>
    found
      .filter(({ category }) => category !== 'info')
      .map(({ id, message }) => ({ at: id, message: `${message} (${rule})` })),
  )
}

parentPort?.on('message', async ({ id, xml }) => {
  try {
    parentPort?.postMessage({ id, remarks: await lint(xml) })
  } catch (error) {
    parentPort?.postMessage({ id, failure: error instanceof Error ? error.message : String(error) })
  }
})
