import { type FeelValue, nativeFunction } from '#feel'
import type { KnowledgeModel, Outcome, Surroundings } from './requirements.ts'
import { checkType } from './result-types.ts'
import { childrenOf, type XmlElement } from './xml.ts'

/** The formal parameters of a function definition or an encapsulated logic. */
export function parametersOf(element: XmlElement): KnowledgeModel['parameters'] {
  return childrenOf(element, 'formalParameter').map(({ attributes }) => ({
    name: attributes.get('name') ?? '',
    typeRef: attributes.get('typeRef'),
  }))
}

/** Surroundings in which some more names are known. */
export function bound({ lookup, now }: Surroundings, values: ReadonlyMap<string, FeelValue>): Surroundings {
  return { now, lookup: (name) => (values.has(name) ? values.get(name) : lookup(name)) }
}

/** What the models are known as in expressions: functions by their names. */
export function functionsOf(models: readonly KnowledgeModel[], around: Surroundings): ReadonlyMap<string, FeelValue> {
  return new Map(
    models.map((model) => {
      const names = model.parameters.map(({ name }) => name)
      return [
        model.name,
        nativeFunction(model.name, names, model.logic.weight, (args) => callModel(model, args, around)),
      ]
    }),
  )
}

/** Evaluates a model's logic with arguments in the order of its parameters, whose types are checked. */
export function callModel(model: KnowledgeModel, args: readonly FeelValue[], around: Surroundings): Outcome {
  const values = new Map(functionsOf(model.required, around))
  for (const [index, { name, typeRef }] of model.parameters.entries()) {
    const argument = checkType(args[index] ?? null, typeRef)
    if (!argument.ok) return argument
    values.set(name, argument.value)
  }
  return model.logic.evaluate(bound(around, values), { evaluatedInputs: [], matchedRules: [] })
}
