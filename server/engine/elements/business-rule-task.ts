import type { JsonValue } from '../contract.ts'
import { evaluateDecision } from '../decisions/index.ts'
import type { Build, ElementKind } from '../model/build.ts'
import type { Behaviour } from '../model/graph.ts'
import { extensionsOf, type Node, textOf } from '../model/node.ts'
import { evaluateString } from '../processing/evaluation.ts'
import { Fault } from '../processing/fault.ts'
import type { Processing } from '../processing/processing.ts'
import { visibleVariables } from '../processing/variables.ts'
import { hash } from '../state/keys.ts'
import type { ElementInstance } from '../state/records.ts'
import { compileJob } from './job-definition.ts'
import { jobBehaviour } from './job-task.ts'
import { resultBehaviour } from './result-task.ts'

/** Evaluates the latest version of a decision by its id, or is a job. */
export const businessRuleTask: ElementKind = {
  type: 'bpmn:BusinessRuleTask',
  compile(node, build) {
    const decisions = extensionsOf(node, 'zeebe:CalledDecision')
    const jobs = extensionsOf(node, 'zeebe:TaskDefinition')
    if (decisions.length + jobs.length !== 1) {
      build.faults.add(
        node,
        "Must have either one 'zeebe:calledDecision' or one 'zeebe:taskDefinition' extension element",
      )
      return undefined
    }
    const [decision] = decisions
    if (decision) return compileDecision(decision, build)
    const job = compileJob(node, build)
    return job && jobBehaviour(job)
  },
}

function compileDecision(node: Node, build: Build): Behaviour | undefined {
  const decisionId = textOf(node, 'decisionId') ?? ''
  const resultVariable = textOf(node, 'resultVariable') ?? ''
  if (decisionId === '') build.faults.add(node, "Attribute 'decisionId' must be present and not empty")
  if (resultVariable === '') build.faults.add(node, "Attribute 'resultVariable' must be present and not empty")
  const id = build.value(node, decisionId)
  return (
    id &&
    resultBehaviour(resultVariable, (p, instance) => {
      const wanted = id.kind === 'static' ? id.text : evaluateString(p, id, instance.key)
      return wanted instanceof Fault ? wanted : decide(p, wanted, instance)
    })
  )
}

function decide(p: Processing, decisionId: string, instance: ElementInstance): JsonValue | Fault {
  const latest = p.state.latestDecisions.get(hash(decisionId))
  const decision = latest && p.state.decisions.get(latest.key)
  if (!decision)
    return new Fault(
      'CALLED_DECISION_ERROR',
      `Expected to evaluate decision '${decisionId}', but no decision found for id '${decisionId}'`,
      instance.key,
    )
  const variables = visibleVariables(p, instance.key)
  const result = evaluateDecision(p.requirements(decision.requirementsKey), decisionId, variables, {
    now: new Date(p.now),
  })
  return result.ok ? result.output : new Fault('DECISION_EVALUATION_ERROR', result.message, instance.key)
}
