import { evaluateDecision, parseDecisions } from '../../server/engine/decisions/index.ts'
import { compileExpression, lookupIn } from '../../server/feel/index.ts'
import { feeTable } from '../diagrams/fee-table.ts'
import { serve } from '../process/serve.ts'

/** FEEL and DMN as the engine evaluates them: compiled when they are deployed. */

const context = { amount: 120, status: 'open' }
const compiled = compileExpression('amount > 100 and status = "open"')
const parsed = parseDecisions(feeTable(50))
if (!compiled.ok || !parsed.ok) throw new Error('The expression or the table does not compile')
const { expression } = compiled
const { requirements } = parsed
const now = new Date()

const kinds = {
  expression() {
    const evaluation = expression.evaluate(lookupIn(context), { now })
    return evaluation.ok && evaluation.value
  },
  table() {
    const result = evaluateDecision(requirements, 'fee', context, { now })
    return result.ok && result.output
  },
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
