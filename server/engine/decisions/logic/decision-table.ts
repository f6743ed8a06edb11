import { type FeelValue, toJson } from '#feel'
import type { Logic, Outcome, Surroundings, Trace } from '../requirements.ts'
import { childOf, childrenOf, textOf, type XmlElement } from '../xml.ts'
import type { OutputColumn } from './columns.ts'
import { type FeelTests, type FeelText, type Reading, stepsOfEach } from './expressions.ts'
import { aggregations, hitPolicies, type Row, rowValue } from './hit-policies.ts'

interface InputColumn {
  id: string
  name: string
  expression: FeelText
}
interface Rule {
  id: string
  /** From 1. */
  index: number
  tests: readonly FeelTests[]
  outputs: readonly FeelText[]
}
interface Table {
  inputs: readonly InputColumn[]
  outputs: readonly OutputColumn[]
  rules: readonly Rule[]
  isFirst: boolean
  decide: (rows: readonly Row[], outputs: readonly OutputColumn[]) => Outcome
  maxSteps: number
}

const idOf = (element: XmlElement): string => element.attributes.get('id') ?? ''

/** Longest part of an expression that stands in for a missing label, as in Zeebe. */
const nameLength = 30

function readInput(element: XmlElement, reading: Reading): InputColumn | undefined {
  const written = childOf(element, 'inputExpression')
  const expression = written
    ? reading.expression(written)
    : reading.fail(`The expression of the input '${idOf(element)}' must not be empty.`)
  if (!expression) return undefined
  const name = element.attributes.get('label') ?? expression.text.slice(0, nameLength)
  return { id: idOf(element), name, expression }
}

function readOutput(element: XmlElement, reading: Reading): OutputColumn {
  const values = childOf(element, 'outputValues')
  const otherwise = childOf(element, 'defaultOutputEntry')
  const name = element.attributes.get('name') ?? ''
  return {
    id: idOf(element),
    name,
    label: element.attributes.get('label') ?? name,
    values: values ? (textOf(values) ?? '').split(',').map((value) => value.trim().replaceAll(/["']/g, '')) : [],
    default: otherwise && reading.expression(otherwise),
  }
}

const isThere = <T>(value: T | undefined): value is T => value !== undefined

function readRule(element: XmlElement, index: number, reading: Reading): Rule {
  return {
    id: idOf(element),
    index,
    tests: childrenOf(element, 'inputEntry')
      .map((entry) => reading.tests(entry))
      .filter(isThere),
    outputs: childrenOf(element, 'outputEntry')
      .map((entry) => reading.expression(entry))
      .filter(isThere),
  }
}

function readDecide(element: XmlElement, outputs: number, reading: Reading): Table['decide'] | undefined {
  const policy = element.attributes.get('hitPolicy') ?? 'UNIQUE'
  const aggregation = element.attributes.get('aggregation')
  if (policy === 'COLLECT' && aggregation !== undefined) {
    if (outputs > 1) {
      return reading.fail("hit policy 'COLLECT' with aggregator is not defined for compound output")
    }
    const found = Object.hasOwn(aggregations, aggregation) ? aggregations[aggregation] : undefined
    return found ?? reading.fail(`unknown aggregation '${aggregation}'`)
  }
  const found = Object.hasOwn(hitPolicies, policy) ? hitPolicies[policy] : undefined
  return found ?? reading.fail(`unknown hit policy '${policy}'`)
}

/** A decision table; undefined if something in it is wrong, which `reading` then knows. */
export function readDecisionTable(element: XmlElement, reading: Reading): Logic | undefined {
  const failures = reading.failures.length
  const inputs = childrenOf(element, 'input').map((input) => readInput(input, reading))
  const outputs = childrenOf(element, 'output').map((output) => readOutput(output, reading))
  const rules = childrenOf(element, 'rule').map((rule, index) => readRule(rule, index + 1, reading))
  const decide = readDecide(element, outputs.length, reading)
  if (outputs.length === 0) reading.fail(`the decision table '${idOf(element)}' has no output`)
  if (outputs.length > 1) {
    for (const output of outputs) if (!output.name) reading.fail(`no output name defined for \`${output.label}\``)
  }
  for (const { id, tests, outputs: entries } of rules) {
    const fits = tests.length === inputs.length && entries.length === outputs.length
    if (!fits && reading.failures.length === failures)
      reading.fail(`the rule '${id}' does not have an entry per column`)
  }
  if (!decide || reading.failures.length > failures) return undefined
  const weight = inputs.length + rules.length * (inputs.length + outputs.length)
  const isFirst = element.attributes.get('hitPolicy') === 'FIRST'
  const table = { inputs: inputs.filter(isThere), outputs, rules, isFirst, decide, maxSteps: stepsOfEach(weight) }
  return {
    type: 'DECISION_TABLE',
    weight,
    evaluate: (surroundings, trace) => evaluateTable(table, surroundings, trace),
  }
}

function evaluateTable(table: Table, surroundings: Surroundings, trace: Trace): Outcome {
  const inputs: FeelValue[] = []
  for (const { id, name, expression } of table.inputs) {
    const input = expression.evaluate(surroundings, table.maxSteps)
    if (!input.ok) return input
    inputs.push(input.value)
    trace.evaluatedInputs.push({ inputId: id, inputName: name, inputValue: toJson(input.value) })
  }
  const rows: Row[] = []
  for (const rule of table.rules) {
    const match = matches(rule, inputs, surroundings, table.maxSteps)
    if (!match.ok) return match
    if (match.value !== true) continue
    const row = evaluateRow(rule, table, surroundings, trace)
    if (!row.ok) return row
    rows.push(row.values)
    if (table.isFirst) break
  }
  return rows.length === 0 ? defaults(table, surroundings) : table.decide(rows, table.outputs)
}

function matches(rule: Rule, inputs: readonly FeelValue[], surroundings: Surroundings, maxSteps: number): Outcome {
  for (const [index, test] of rule.tests.entries()) {
    const outcome = test(inputs[index] ?? null, surroundings, maxSteps)
    if (!outcome.ok || outcome.value !== true) return outcome
  }
  return { ok: true, value: true }
}

type RowResult = { ok: true; values: FeelValue[] } | { ok: false; cause: string }

function evaluateRow(rule: Rule, table: Table, surroundings: Surroundings, trace: Trace): RowResult {
  const values: FeelValue[] = []
  for (const output of rule.outputs) {
    const outcome = output.evaluate(surroundings, table.maxSteps)
    if (!outcome.ok) return outcome
    values.push(outcome.value)
  }
  trace.matchedRules.push({
    ruleId: rule.id,
    ruleIndex: rule.index,
    evaluatedOutputs: table.outputs.map(({ id, label }, index) => ({
      outputId: id,
      outputName: label,
      outputValue: toJson(values[index] ?? null),
    })),
  })
  return { ok: true, values }
}

/** What no matching rule leaves: the declared defaults of the outputs, null where there are none. */
function defaults({ outputs, maxSteps }: Table, surroundings: Surroundings): Outcome {
  const declared: { column: OutputColumn; value: FeelValue }[] = []
  for (const column of outputs) {
    if (!column.default) continue
    const outcome = column.default.evaluate(surroundings, maxSteps)
    if (!outcome.ok) return outcome
    declared.push({ column, value: outcome.value })
  }
  if (declared.length === 0) return { ok: true, value: null }
  const row = declared.map(({ value }) => value)
  return {
    ok: true,
    value: rowValue(
      row,
      declared.map(({ column }) => column),
    ),
  }
}
