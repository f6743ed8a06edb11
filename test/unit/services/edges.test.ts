import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { compileExpression, type JsonValue, toJson } from '#feel'
import { type Answers, check, compileForm, type Form, type FormContext, settle } from '#forms'
import { readDecisions } from '../../../server/modeling/lint/reading/decisions.ts'
import { namedPeriodsOfHanoi } from '../../services/periods.ts'
import { evaluate } from '../../services/tables.ts'
import {
  type Edge,
  type LookupAnswer,
  type Sample,
  type ServiceFiles,
  theExamples,
  theServices,
} from '../../services/the-services.ts'
import { unitOf } from '../../services/the-units.ts'

/** A Tuesday on which everything is in force. */
const SUBMITTED = '2017-12-12'

/** The sample with what an edge changes; a paper that is attached is a list of files under its key. */
function caseOf(sample: Sample, edge: Partial<Edge>): Answers {
  const papers = Object.entries({ ...sample.papers, ...edge.papers }).map(([key, count]): [string, JsonValue] => [
    key,
    Array.from({ length: count }, (_, at) => ({
      id: `${key}-${at}`,
      name: `${key}.pdf`,
      mime: 'application/pdf',
      size: 9,
    })),
  ])
  const answers = { ...sample.answers, ...Object.fromEntries(papers), ...edge.answers }
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== null))
}

function contextOf(sample: Sample, edge: Partial<Edge>, card: ServiceFiles['card']): FormContext {
  const submittedOn = edge.submittedOn ?? SUBMITTED
  const level = card.kind === 'service' ? card.level : 'commune'
  const dossier = { service: card.code, channel: 'online', unit: { code: sample.unit, level, district: null } }
  return {
    now: new Date(`${submittedOn}T09:00:00+07:00`),
    submittedOn,
    unit: unitOf,
    periods: namedPeriodsOfHanoi(),
    names: { dossier, lookup: { ...sample.lookups, ...edge.lookups } },
  }
}

/** What the card's derived values are for a case, as the workers work them out. */
function derivedOf(form: Form, derived: { [name: string]: string }, answers: Answers, context: FormContext) {
  const view = settle(form, answers, context)
  return Object.fromEntries(
    Object.entries(derived).map(([name, source]) => {
      const compiled = compileExpression(source.replace(/^=/, ''))
      if (!compiled.ok) throw new Error(`${name}: ${compiled.error}`)
      return [name, toJson(view.scope.evaluate(compiled.expression))]
    }),
  )
}

const nameOf = (edge: Edge): string => {
  if ('rule' in edge) return `${edge.rule} is ${edge.expect}: ${edge.says}`
  return 'fee' in edge ? `fee: ${edge.says}` : `${edge.crossRule} is ${edge.expect}: ${edge.says}`
}

for (const { code, card, pathOf, sample, edges } of [...theServices, ...theExamples]) {
  const textOf = (path: string) => readFileSync(pathOf(path), 'utf8')
  if (card.kind !== 'service') continue
  describe(code, () => {
    const path = card.files.form ?? ''
    const compiled = compileForm(JSON.parse(textOf(path)))
    if (!compiled.ok) throw new Error(`${path} does not compile`)
    if (!sample) {
      test.todo('has a sample')
      return
    }
    const { form } = compiled
    const tables = Promise.all(card.files.decisions.map((file) => readDecisions(textOf(file)))).then((all) =>
      all.flat(),
    )
    const judge = async (decision: string, edge: Partial<Edge>) => {
      const table = (await tables).find(({ id }) => id === decision)?.table
      if (!table) throw new Error(`there is no table ${decision}`)
      const rows = evaluate(table, derivedOf(form, card.derived, caseOf(sample, edge), contextOf(sample, edge, card)))
      return table.hitPolicy === 'FIRST' ? rows.slice(0, 1) : rows
    }
    const resultsOf = async (edge: Partial<Edge>) => {
      const rows = [
        ...(await judge(`${code}-eligibility`, edge)),
        ...(await judge(card.competence.decision ?? `${code}-competence`, edge)),
      ]
      return rows
    }

    test('its sample is accepted by the form and passes every rule that a table answers', async () => {
      const checked = check(form, caseOf(sample, {}), contextOf(sample, {}, card))
      expect(checked).toMatchObject({ ok: true, warnings: [] })
      const rows = await resultsOf({})
      expect(rows.filter(({ result }) => result !== 'pass')).toEqual([])
    })

    test('no rule has two results', async () => {
      for (const edge of [{}, ...edges]) {
        const rules = (await resultsOf(edge)).map(({ rule }) => String(rule))
        expect(rules.filter((rule, at) => rules.indexOf(rule) !== at)).toEqual([])
      }
    })

    test.each(edges.map((edge) => [nameOf(edge), edge] as const))('%s', async (_name, edge) => {
      if ('rule' in edge) {
        const found = (await resultsOf(edge)).find(({ rule }) => rule === edge.rule)
        expect(found?.result ?? 'open').toBe(edge.expect)
      } else if ('fee' in edge) {
        const lines = (await judge(card.fee.decision ?? '', edge)).map(({ line, quantity, amount }) => [
          line,
          quantity,
          amount,
        ])
        expect(lines).toEqual(edge.fee)
      } else {
        const checked = check(form, caseOf(sample, edge), contextOf(sample, edge, card))
        const problems = [...(checked.ok ? [] : checked.problems), ...checked.warnings]
        const rule = form.rules.find(({ id }) => id === edge.crossRule)
        // What is wrong with an answer by itself is said first: then its rules say nothing more.
        const broken = problems.some(
          ({ code, path }) =>
            code === `form.rule.${edge.crossRule}` || (rule?.fields.includes(path) && !code.startsWith('form.rule.')),
        )
        expect([rule?.id, broken]).toEqual([edge.crossRule, edge.expect === 'broken'])
      }
    })

    test('a register that was not asked leaves its rules open, as one that did not answer', async () => {
      const saying = (status: LookupAnswer['status']) =>
        Object.fromEntries(Object.keys(card.lookups).map((name) => [name, { status, entries: [] }]))
      const skipped = await resultsOf({ lookups: saying('skipped') })
      expect(skipped).toEqual(await resultsOf({ lookups: saying('unavailable') }))
      const lacking = await resultsOf({ lookups: saying('notFound') })
      const resultIn = (rows: typeof skipped, id: string) => rows.find(({ rule }) => rule === id)?.result ?? 'open'
      const asking = [...card.eligibility.rules, ...(card.competence.rules ?? [])].filter(({ register }) => register)
      // Some do not concern the sample at all, whatever the register says: a person has no line of business.
      const concerned = asking.filter(({ id }) => resultIn(lacking, id) !== 'pass' || resultIn(skipped, id) !== 'pass')
      expect(concerned.map(({ id }) => [id, resultIn(skipped, id)])).toEqual(concerned.map(({ id }) => [id, 'open']))
    })

    test('each rule has an edge', () => {
      const judged = new Set(edges.flatMap((edge) => ('rule' in edge ? [edge.rule] : [])))
      const rules = [...card.eligibility.rules, ...(card.competence.rules ?? [])]
      const unjudged = rules.filter(({ id, kind }) => kind !== 'officer' && !judged.has(id)).map(({ id }) => id)
      expect(unjudged).toEqual([])
    })
  })
}
