import type { JsonValue } from '#feel'
import {
  type DecisionRequirements,
  type DecisionResult,
  evaluateDecision,
  parseDecisions,
} from '../../../server/engine/decisions/index.ts'

export const now = new Date('2026-03-05T02:30:00Z')

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

export interface TableText {
  hitPolicy?: string
  aggregation?: string
  /** Expressions; a label may be given for each. */
  inputs: (string | { expression: string; label: string })[]
  /** Names; declared values and a default may be given for each. */
  outputs: (string | { name: string; label?: string; values?: string; default?: string })[]
  /** Per rule the input entries, then the output entries. */
  rules: string[][]
}

/** A decision table as a modeller writes it; ids are made from positions. */
export function aTable({ hitPolicy, aggregation, inputs, outputs, rules }: TableText): string {
  const attributes = `${hitPolicy ? ` hitPolicy="${hitPolicy}"` : ''}${aggregation ? ` aggregation="${aggregation}"` : ''}`
  const text = (content: string): string => `<text>${escaped(content)}</text>`
  const inputXml = inputs.map((input, index) => {
    const { expression, label } = typeof input === 'string' ? { expression: input, label: undefined } : input
    const named = label === undefined ? '' : ` label="${escaped(label)}"`
    return `<input id="in${index}"${named}><inputExpression id="ie${index}">${text(expression)}</inputExpression></input>`
  })
  const outputXml = outputs.map((output, index) => {
    const { name, label, values, default: otherwise } = typeof output === 'string' ? { name: output } : { ...output }
    const declared = values === undefined ? '' : `<outputValues>${text(values)}</outputValues>`
    const standard = otherwise === undefined ? '' : `<defaultOutputEntry>${text(otherwise)}</defaultOutputEntry>`
    const named = label === undefined ? '' : ` label="${escaped(label)}"`
    return `<output id="out${index}" name="${escaped(name)}"${named}>${declared}${standard}</output>`
  })
  const ruleXml = rules.map((cells, index) => {
    const entries = cells.map((cell, at) => {
      const kind = at < inputs.length ? 'inputEntry' : 'outputEntry'
      return `<${kind} id="r${index}e${at}">${text(cell)}</${kind}>`
    })
    return `<rule id="rule${index + 1}">${entries.join('')}</rule>`
  })
  return `<decisionTable id="table"${attributes}>${[...inputXml, ...outputXml, ...ruleXml].join('')}</decisionTable>`
}

export interface DecisionText {
  id: string
  name?: string
  logic: string
  requires?: string[]
  knows?: string[]
  variable?: string
}

export function aDecision({ id, name = id, logic, requires = [], knows = [], variable = '' }: DecisionText): string {
  const decisions = requires.map(
    (other) => `<informationRequirement><requiredDecision href="#${other}"/></informationRequirement>`,
  )
  const models = knows.map(
    (other) => `<knowledgeRequirement><requiredKnowledge href="#${other}"/></knowledgeRequirement>`,
  )
  return `<decision id="${id}" name="${name}">${variable}${decisions.join('')}${models.join('')}${logic}</decision>`
}

export const aLiteral = (text: string): string => `<literalExpression><text>${escaped(text)}</text></literalExpression>`

export const aFile = (...elements: string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="drg" name="Rules" namespace="test">${elements.join('')}</definitions>`

export function parsed(...elements: string[]): DecisionRequirements {
  const result = parseDecisions(aFile(...elements))
  if (!result.ok) throw new Error(result.error)
  return result.requirements
}

export function errorOf(xml: string): string {
  const result = parseDecisions(xml)
  if (result.ok) throw new Error('the file was accepted')
  return result.error
}

export function evaluate(
  requirements: DecisionRequirements,
  id: string,
  variables: { [name: string]: JsonValue } = {},
): DecisionResult {
  return evaluateDecision(requirements, id, variables, { now })
}

/** The output of a table alone in its file. */
export function outcomeOf(table: TableText, variables: { [name: string]: JsonValue }): JsonValue | { failed: string } {
  const result = evaluate(parsed(aDecision({ id: 'd', logic: aTable(table) })), 'd', variables)
  return result.ok ? result.output : { failed: result.message }
}
