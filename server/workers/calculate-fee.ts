/** `calculate-fee`: what the fee table says; amount and lines stay in PostgreSQL. Whole đồng, half up. */
import type { JsonValue } from '#feel'
import { appendEvent } from '../dossiers/timeline.ts'
import type { Texts } from '../problems.ts'
import type { ServiceRelease } from '../services/index.ts'
import { evaluateTable, rowsOf } from './decision-table.ts'
import type { Worker } from './worker.ts'

export interface FeeLine {
  label: Texts
  amount: number
  ground?: string
}

/** Lines and sum of what the table answered. Throws when it answered nothing: a service without a fee has no job. */
export function readFee(release: ServiceRelease, output: JsonValue): { amount: number; lines: FeeLine[] } {
  const { fee } = release.card
  const lines = rowsOf(output).flatMap(({ line, amount }): FeeLine[] => {
    if (typeof amount !== 'number') return []
    const label = (typeof line === 'string' ? fee.lines?.[line] : undefined) ?? fee.name
    return [{ label, amount: Math.floor(amount + 0.5), ...(fee.legalRef ? { ground: fee.legalRef } : {}) }]
  })
  if (lines.length === 0) throw new Error(`the fee table of ${release.serviceCode} gave no amount`)
  return { amount: lines.reduce((sum, line) => sum + line.amount, 0), lines }
}

export const calculateFee: Worker<JsonValue> = {
  type: 'calculate-fee',
  prepare: ({ platform, release, job }, dossier) => evaluateTable(platform, dossier, release, job.headers.decision),
  async handle({ platform, tx, dossier, release, job, jobRef }, output) {
    const { amount, lines } = readFee(release, output)
    await tx.sql`
      UPDATE dossier SET fee_amount = ${amount}, fee_lines = ${JSON.stringify(lines)}::jsonb WHERE id = ${dossier.id}::uuid`
    await appendEvent(tx, dossier, {
      type: 'fee',
      at: platform.clock.now(),
      actor: 'system',
      elementId: job.elementId,
      job: jobRef,
      data: { amount },
    })
    return undefined
  },
}
