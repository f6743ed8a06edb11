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
    for (const rule of rules) {
      const row = {
        formVersion: dossier.formVersion,
        result: found[rule.id] ?? 'open',
        onFail: rule.onFail,
        ground: rule.legalRef,
        at: now,
      }
      await tx.ruleCheck.upsert({
        where: { dossierId_rule: { dossierId: dossier.id, rule: rule.id } },
        create: { dossierId: dossier.id, rule: rule.id, ...row },
        update: row,
      })
    }
    if (decisionId === release.card.eligibility.decision) {
      await tx.dossier.update({ where: { id: dossier.id }, data: { checkedVersion: dossier.formVersion } })
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
