import { evaluate, unaryTest } from 'feelin'
import { type FeeRow, feeRows } from '../diagrams/fee-table.ts'
import { serve } from '../process/serve.ts'

/**
 * feelin evaluates texts: it has no form of an expression that is compiled once, so it parses at each evaluation. Of a
 * table the rows are tested until one matches.
 */

const context = { amount: 120, status: 'open' }

function firstMatch(rows: readonly FeeRow[]): unknown {
  for (const { amount, status, fee } of rows)
    if (
      unaryTest(amount, { ...context, '?': context.amount }).value === true &&
      unaryTest(status, { ...context, '?': context.status }).value === true
    )
      return evaluate(fee, context).value
  return null
}

const rows = feeRows(50)
const kinds = {
  expression: () => evaluate('amount > 100 and status = "open"', context).value,
  table: () => firstMatch(rows),
}

serve({
  run({ kind, seconds }: { kind: keyof typeof kinds; seconds: number }) {
    const evaluateOnce = kinds[kind]
    const until = performance.now() + seconds * 1000
    const from = performance.now()
    let count = 0
    while (performance.now() < until) {
      evaluateOnce()
      count += 1
    }
    return { perSecond: (count * 1000) / (performance.now() - from), answer: evaluateOnce() }
  },
})
