import { nativeFunction } from '#feel'
import { parametersOf } from '../knowledge.ts'
import type { Logic } from '../requirements.ts'
import { childOf, type XmlElement } from '../xml.ts'
import type { Reading } from './expressions.ts'
import { readLiteralExpression } from './literal-expression.ts'

/** An entry of a context that is a function of a literal expression. */
export function readFunction(element: XmlElement, reading: Reading): Logic | undefined {
  const body = childOf(element, 'literalExpression')
  if (!body) return reading.fail('expected literal expression in a function definition')
  const logic = readLiteralExpression(body, reading)
  if (!logic) return undefined
  const parameters = parametersOf(element)
  const names = parameters.map(({ name }) => name)
  return {
    type: 'UNKNOWN',
    weight: 1,
    evaluate: ({ lookup, now }) => {
      const value = nativeFunction('function', names, 1, (args) => {
        const values = new Map(names.map((name, index) => [name, args[index] ?? null]))
        const inner = { now, lookup: (name: string) => (values.has(name) ? values.get(name) : lookup(name)) }
        return logic.evaluate(inner, { evaluatedInputs: [], matchedRules: [] })
      })
      return { ok: true, value }
    },
  }
}
