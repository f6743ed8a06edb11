/** `check-eligibility`: what each rule of the card says, from the decision table; a rule without an answer is open. */
import type { JsonValue } from '#feel'
import { appendEvent } from '../dossiers/timeline.ts'
import type { EligibilityRule, ServiceRelease } from '../services/index.ts'
import { evaluateTable, rowsOf } from './decision-table.ts'
import type { Worker } from './worker.ts'

export type RuleResult = 'pass' | 'fail' | 'open'

/** Two results of one rule: fail before open before pass. */
const weight: { [result in RuleResult]: number } = { fail: 2, open: 1, pass: 0 }
const isResult = (value: unknown): value is RuleResult => typeof value === 'string' && Object.hasOwn(weight, value)

/** The rules of the card that a decision answers for. */
export function rulesOf(release: ServiceRelease, decisionId: string): EligibilityRule[] {
  const { eligibility, competence } = release.card
  if (decisionId === eligibility.decision) return eligibility.rules
  return decisionId === competence.decision ? (competence.rules ?? []) : []
}

/** The result of each rule: what the table said, open where it said nothing. */
export function readChecks(rules: EligibilityRule[], output: JsonValue): { [rule: string]: RuleResult } {
  const checks: { [rule: string]: RuleResult } = {}
  for (const { rule, result } of rowsOf(output)) {
    if (typeof rule !== 'string' || !isResult(result)) continue
    const before = checks[rule]
    if (before === undefined || weight[result] > weight[before]) checks[rule] = result
  }
  return Object.fromEntries(rules.map(({ id }) => [id, checks[id] ?? 'open']))
}

export const checkEligibility: Worker<JsonValue> = {
  type: 'check-eligibility',
  prepare: ({ platform, release, job }, dossier) => evaluateTable(platform, dossier, release, job.headers.decision),
  async handle({ platform, tx, dossier, release, job, jobRef }, output) {
    const decisionId = job.headers.decision ?? ''
    const rules = rulesOf(release, decisionId)
    const found = readChecks(rules, output)
    const now = platform.clock.now()
    const column = (read: (rule: EligibilityRule) => string) => rules.map(read)
    await tx.sql`
      INSERT INTO rule_check (dossier_id, rule, form_version, result, on_fail, ground, at)
      SELECT ${dossier.id}::uuid, rule, ${dossier.formVersion}::int, result, on_fail, ground, ${now}::timestamptz
      FROM unnest(${column(({ id }) => id)}::text[], ${column(({ id }) => found[id] ?? 'open')}::text[],
                  ${column(({ onFail }) => onFail)}::text[], ${column(({ legalRef }) => legalRef)}::text[])
           AS checked (rule, result, on_fail, ground)
      ON CONFLICT (dossier_id, rule) DO UPDATE SET form_version = EXCLUDED.form_version, result = EXCLUDED.result,
        on_fail = EXCLUDED.on_fail, ground = EXCLUDED.ground, at = EXCLUDED.at`
    if (decisionId === release.card.eligibility.decision) {
      await tx.sql`UPDATE dossier SET checked_version = ${dossier.formVersion} WHERE id = ${dossier.id}::uuid`
    }
    await appendEvent(tx, dossier, {
      type: 'checked',
      at: now,
      actor: 'system',
      elementId: job.elementId,
      job: jobRef,
      data: { checks: found },
    })
    const held = job.variables.checks
    const before = typeof held === 'object' && held !== null && !Array.isArray(held) ? held : {}
    return { checks: { ...before, ...found } }
  },
}
