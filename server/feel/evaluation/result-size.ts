import type { FeelValue } from '../types.ts'
import { partsOf } from '../values/json.ts'
import { budgets, type Run } from './run.ts'

/**
 * Refuses results that are too big to be written out. Lists that hold one list many times are small in memory and huge
 * in JSON, so what counts is what would be written.
 */
export function checkSize(value: FeelValue, run: Run): void {
  let values = 0
  let text = 0
  const visit = (visited: FeelValue, depth: number): void => {
    values += 1
    if (typeof visited === 'string') text += visited.length
    if (values > budgets.resultValues || text > budgets.resultText || depth > budgets.resultDepth) {
      throw run.failure('the result is too big')
    }
    for (const part of partsOf(visited)) visit(part, depth + 1)
  }
  if (value !== null && typeof value === 'object') visit(value, 0)
}
