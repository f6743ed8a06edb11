/** Decision tables judged row by row, as their authors read them. */
import { compileExpression, compileUnaryTests, type JsonValue, lookupIn, toJson } from '#feel'
import type { DecisionTable } from '../../server/modeling/lint/reading/decisions.ts'

const now = new Date('2017-12-14T10:00:00+07:00')

/** Answers of the rows that fire, in order. */
export function evaluate(
  table: DecisionTable,
  values: { readonly [name: string]: JsonValue },
): { [output: string]: JsonValue }[] {
  const lookup = lookupIn(values)
  const fires = (test: string, input: string) => {
    if (test.trim() === '') return true
    const compiled = compileUnaryTests(test)
    if (!compiled.ok) throw new Error(compiled.error)
    const tested = compiled.expression.test(values[input] ?? null, lookup, { now })
    return tested.ok && tested.value === true
  }
  return table.rows
    .filter((row) => row.tests.every((test, index) => fires(test, table.inputs[index]?.name ?? '')))
    .map((row) =>
      Object.fromEntries(
        row.answers.map((answer, index) => {
          const compiled = compileExpression(answer)
          const value = compiled.ok ? compiled.expression.evaluate(lookup, { now }) : undefined
          return [table.outputs[index]?.name ?? '', value?.ok ? toJson(value.value) : null]
        }),
      ),
    )
}
