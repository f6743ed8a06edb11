import type { Logic } from '../requirements.ts'
import type { XmlElement } from '../xml.ts'
import { type Reading, stepsOfEach } from './expressions.ts'

export function readLiteralExpression(element: XmlElement, reading: Reading): Logic | undefined {
  const expression = reading.expression(element)
  if (!expression) return undefined
  return {
    type: 'LITERAL_EXPRESSION',
    weight: 1,
    evaluate: (surroundings) => expression.evaluate(surroundings, stepsOfEach(1)),
  }
}
