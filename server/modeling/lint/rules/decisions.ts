import { compileExpression, compileUnaryTests } from '#feel'
import type { Remark } from '../finding.ts'
import type { Card } from '../reading/card.ts'
import type { DecisionTable } from '../reading/decisions.ts'
import type { Rule } from '../rule.ts'
import type { Service } from '../service.ts'

const SHAPES: Readonly<Record<string, { hitPolicies: readonly string[]; outputs: readonly string[] }>> = {
  eligibility: { hitPolicies: ['COLLECT'], outputs: ['rule', 'result'] },
  competence: { hitPolicies: ['COLLECT'], outputs: ['rule', 'result'] },
  fee: { hitPolicies: ['FIRST', 'UNIQUE', 'COLLECT'], outputs: ['line', 'quantity', 'unitPrice', 'amount'] },
  limit: { hitPolicies: ['FIRST', 'UNIQUE'], outputs: ['limit'] },
}
const RESULTS = ['"pass"', '"fail"', '"open"']

/** Tables see derived values, give what the workers read, state a legal ground for each row, and cover the card's rules. */
export const decisions: Rule = {
  name: 'decisions',
  judge(service) {
    const { card } = service
    const known = new Map(service.decisions.map((decision) => [decision.id, decision.table]))
    const remarks: Remark[] = []
    for (const id of card.decisionIds) {
      const table = known.get(id)
      if (!table)
        remarks.push({ file: card.decisions[0] ?? card.path, at: id, message: 'the decision table is missing' })
      else
        remarks.push(
          ...judgeTable(service, table).map((remark) => ({ file: card.decisions[0] ?? card.path, ...remark })),
        )
    }
    return remarks
  },
}

function judgeTable({ card }: Service, table: DecisionTable): Remark[] {
  const remarks: Remark[] = []
  const say = (at: string, message: string) => remarks.push({ at, message })
  const suffix = table.id.startsWith(`${card.code}-`) ? table.id.slice(card.code.length + 1) : ''
  const shape = SHAPES[suffix]
  if (!shape) return [{ at: table.id, message: `the id must be ${card.code}-${Object.keys(SHAPES).join(' | -')}` }]
  if (!shape.hitPolicies.includes(table.hitPolicy))
    say(table.id, `hit policy ${shape.hitPolicies.join(' or ')}, not ${table.hitPolicy}`)
  const outputs = table.outputs.map(({ name }) => name)
  for (const output of shape.outputs) if (!outputs.includes(output)) say(table.id, `the output ${output} is missing`)
  for (const { name, label } of table.inputs) {
    if (!card.derived.has(name)) say(table.id, `${name} is no derived value of the card`)
    if (!label) say(table.id, `the input ${name} has no label`)
  }
  for (const row of table.rows) {
    if (!row.annotation) say(row.id, 'the legal ground (annotation) is missing')
    for (const test of row.tests) {
      const compiled = test.trim() === '' ? undefined : compileUnaryTests(test)
      if (compiled && !compiled.ok) say(row.id, compiled.error)
    }
    for (const answer of row.answers) {
      const compiled = compileExpression(answer)
      if (!compiled.ok) say(row.id, compiled.error)
      else
        for (const name of compiled.expression.variables)
          if (!card.derived.has(name)) say(row.id, `${name} is no derived value`)
    }
  }
  if (outputs.includes('rule')) judgeRules(card, table, say)
  return remarks
}

function judgeRules(card: Card, table: DecisionTable, say: (at: string, message: string) => void): void {
  const { rules } = card
  const [rule, result] = ['rule', 'result'].map((name) => table.outputs.findIndex((output) => output.name === name))
  const answered = new Set<string>()
  for (const row of table.rows) {
    const id = (row.answers[rule ?? 0] ?? '').replace(/"/g, '')
    answered.add(id)
    if (rules.get(id) !== table.id) say(row.id, `${id} is no rule of the card for this decision`)
    if (!RESULTS.includes(row.answers[result ?? 1] ?? '')) say(row.id, 'the result is "pass", "fail" or "open"')
  }
  for (const [id, decision] of rules)
    if (decision === table.id && !answered.has(id) && !card.officerRules.has(id))
      say(table.id, `no row gives the rule ${id}`)
}
