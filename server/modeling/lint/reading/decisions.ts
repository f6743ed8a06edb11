/** Decision tables as the rules see them. */

import type { ModdleElement } from 'bpmn-moddle'
import { DmnModdle } from 'dmn-moddle'
import { listOf, oneOf, textOf } from './moddle.ts'

export interface Column {
  name: string
  label: string
}
export interface Row {
  id: string
  /** Legal ground. */
  annotation: string
  tests: readonly string[]
  answers: readonly string[]
}
export interface DecisionTable {
  id: string
  name: string
  hitPolicy: string
  inputs: readonly Column[]
  outputs: readonly Column[]
  rows: readonly Row[]
}
/** A decision without a table, such as a literal expression, has `table` undefined. */
export interface Decision {
  id: string
  table: DecisionTable | undefined
}

const entries = (row: ModdleElement, name: string) => listOf(row, name).map((entry) => textOf(entry, 'text'))

function readTable(decision: ModdleElement): DecisionTable | undefined {
  const logic = oneOf(decision, 'decisionLogic')
  if (logic?.$type !== 'dmn:DecisionTable') return undefined
  return {
    id: textOf(decision, 'id'),
    name: textOf(decision, 'name'),
    hitPolicy: textOf(logic, 'hitPolicy') || 'UNIQUE',
    inputs: listOf(logic, 'input').map((input) => ({
      name: textOf(oneOf(input, 'inputExpression'), 'text').trim(),
      label: textOf(input, 'label'),
    })),
    outputs: listOf(logic, 'output').map((output) => ({
      name: textOf(output, 'name'),
      label: textOf(output, 'label'),
    })),
    rows: listOf(logic, 'rule').map((row) => ({
      id: textOf(row, 'id'),
      annotation: textOf(row, 'description').trim(),
      tests: entries(row, 'inputEntry'),
      answers: entries(row, 'outputEntry'),
    })),
  }
}

/** Rejects with the parser's words where the text is no DMN. */
export async function readDecisions(xml: string): Promise<Decision[]> {
  const { rootElement } = await new DmnModdle().fromXML(xml)
  return listOf(rootElement, 'drgElement')
    .filter((element) => element.$type === 'dmn:Decision')
    .map((decision) => ({ id: textOf(decision, 'id'), table: readTable(decision) }))
}
