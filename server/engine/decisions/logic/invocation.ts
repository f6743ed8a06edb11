import type { FeelValue } from '#feel'
import { bound, callModel } from '../knowledge.ts'
import type { KnowledgeModel, Logic } from '../requirements.ts'
import { childOf, childrenOf, textOf, type XmlElement } from '../xml.ts'
import { type FeelText, type Reading, stepsOfEach } from './expressions.ts'

interface Binding {
  name: string
  expression: FeelText
}

/** A call of a business knowledge model that the decision requires, its parameters bound to expressions. */
export function readInvocation(element: XmlElement, reading: Reading): Logic | undefined {
  const called = childOf(element, 'literalExpression')
  const name = called && textOf(called)?.trim()
  if (!name) return reading.fail('expected invocation with literal expression')
  const bindings: Binding[] = []
  for (const binding of childrenOf(element, 'binding')) {
    const parameter = childOf(binding, 'parameter')?.attributes.get('name')
    const written = childOf(binding, 'literalExpression')
    if (parameter === undefined || !written) return reading.fail('expected binding with literal expression')
    const expression = reading.expression(written)
    if (!expression) return undefined
    bindings.push({ name: parameter, expression })
  }
  const model = reading.knowledge(name)
  if (!model) return reading.fail(`no BKM found with name '${name}'`)
  return invocationOf(model, bindings)
}

function invocationOf(model: KnowledgeModel, bindings: readonly Binding[]): Logic {
  return {
    type: 'INVOCATION',
    weight: bindings.length + model.logic.weight,
    evaluate: (surroundings) => {
      const values = new Map<string, FeelValue>()
      for (const { name, expression } of bindings) {
        const outcome = expression.evaluate(surroundings, stepsOfEach(bindings.length))
        if (!outcome.ok) return outcome
        values.set(name, outcome.value)
      }
      const missing = model.parameters.find(({ name }) => !values.has(name))
      if (missing) return { ok: false, cause: `no parameter found with name '${missing.name}'` }
      const args = model.parameters.map(({ name }) => values.get(name) ?? null)
      return callModel(model, args, bound(surroundings, values))
    },
  }
}
