import { toJson } from '#feel'
import type { Build, ElementKind } from '../model/build.ts'
import type { Behaviour } from '../model/graph.ts'
import { extensionsOf, type Node, textOf } from '../model/node.ts'
import { evaluate } from '../processing/evaluation.ts'
import { Fault } from '../processing/fault.ts'
import { compileJob } from './job-definition.ts'
import { jobBehaviour } from './job-task.ts'
import { resultBehaviour } from './result-task.ts'

/** A FEEL expression whose result becomes a variable, or a job. */
export const scriptTask: ElementKind = {
  type: 'bpmn:ScriptTask',
  compile(node, build) {
    const scripts = extensionsOf(node, 'zeebe:Script')
    const jobs = extensionsOf(node, 'zeebe:TaskDefinition')
    if (scripts.length + jobs.length !== 1) {
      build.faults.add(node, "Must have either one 'zeebe:script' or one 'zeebe:taskDefinition' extension element")
      return undefined
    }
    const [script] = scripts
    if (script) return compileScript(script, build)
    const job = compileJob(node, build)
    return job && jobBehaviour(job)
  },
}

function compileScript(script: Node, build: Build): Behaviour | undefined {
  const source = textOf(script, 'expression') ?? ''
  const resultVariable = textOf(script, 'resultVariable') ?? ''
  if (source === '') build.faults.add(script, "Attribute 'expression' must be present and not empty")
  if (resultVariable === '') build.faults.add(script, "Attribute 'resultVariable' must be present and not empty")
  const expression = source === '' ? undefined : build.expression(script, source)
  return (
    expression &&
    resultBehaviour(resultVariable, (p, instance) => {
      const result = evaluate(p, expression, instance.key)
      return result instanceof Fault ? result : toJson(result.value)
    })
  )
}
