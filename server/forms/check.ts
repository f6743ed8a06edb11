import type { JsonValue } from '#feel'
import type { Answers, FormContext } from './context.ts'
import type { Field, Form, Rule } from './form.ts'
import { verdictOf } from './judged.ts'
import { ownValue } from './kinds/rows.ts'
import { type Params, type Problem, problem } from './problem.ts'
import { answersOf, equal, isHidden, isRequired, type Settled, settle, type View } from './settle.ts'

export type Checked =
  /** `value` holds what is kept: normalised, without hidden answers, with computed ones. */
  | { ok: true; value: Answers; warnings: readonly Problem[] }
  | { ok: false; problems: readonly Problem[]; warnings: readonly Problem[] }

/** More problems help nobody, and an answer of a megabyte about a megabyte of nonsense helps an attacker. */
const MOST_PROBLEMS = 100

/**
 * Checks an input against a form. The same input and context give the same answer on the server and in the browser.
 * Never throws for any input; checking the value of an accepted input again gives the same value.
 */
export function check(form: Form, input: unknown, context: FormContext): Checked {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { ok: false, problems: [problem('', 'form.not-an-object')], warnings: [] }
  }
  const view = settle(form, input, context)
  const problems = problemsOf(view, form.fields.keys(), '')
  const broken = brokenRules(form, view, problems, context)
  problems.push(...broken.flatMap(({ severity, found }) => (severity === 'error' ? [found] : [])))
  const warnings = broken.flatMap(({ severity, found }) => (severity === 'warn' ? [found] : []))
  if (problems.length > 0) return { ok: false, problems: problems.slice(0, MOST_PROBLEMS), warnings }
  return { ok: true, value: accepted(answersOf(view, form.fields.keys())), warnings }
}

/** Fields that there are not, then problems of single answers in the order of the form. */
function problemsOf(view: View, keys: Iterable<string>, prefix: string): Problem[] {
  const problems = view.unknown.map((key) => problem(prefix + key.slice(0, 100), 'form.unknown-field'))
  for (const key of keys) {
    const settled = view.settled.get(key)
    if (settled && !settled.hidden && problems.length < MOST_PROBLEMS) {
      problems.push(...problemsOfField(view, settled, prefix + key))
    }
  }
  return problems
}

function problemsOfField(view: View, settled: Settled, path: string): Problem[] {
  const { field, value } = settled
  const label: Params = { labelVi: field.label.vi, labelEn: field.label.en }
  if (settled.changedLocked) return [problem(path, 'form.read-only', label)]
  if (settled.kept) return []
  if (isMissing(field, value)) {
    // A computed answer is missing because what it is worked out from is; that is asked for there.
    const demanded = !field.computed && isRequired(view, field)
    return demanded ? [problem(path, 'form.required', { ...label, asks: field.answer.asks })] : []
  }
  try {
    field.answer.schema.validateSync(value, { strict: true, abortEarly: true, context: view.scope })
  } catch (error) {
    const [code, params] = verdictOf(error)
    return [problem(path, code, { ...label, ...params })]
  }
  return settled.rows.flatMap((row, index) => problemsOfRow(field, row, value, index, path))
}

function problemsOfRow(field: Field, row: View | undefined, value: unknown, index: number, path: string): Problem[] {
  const at = `${path}[${index}]`
  if (!row || field.control.kind !== 'rows' || !Array.isArray(value)) return [problem(at, 'form.not-an-object')]
  return problemsOf(row, row.settled.keys(), `${at}.`)
}

/** A box that must be ticked counts as unanswered until it is. */
function isMissing({ control }: Field, value: unknown): boolean {
  return value === undefined || (control.kind === 'checkbox' && value === false)
}

interface Broken {
  severity: Rule['severity']
  found: Problem
}

/** Rules over several answers; answers that are wrong by themselves read as absent, so that nothing is said twice. */
function brokenRules(form: Form, view: View, problems: readonly Problem[], context: FormContext): Broken[] {
  for (const { path } of problems) {
    const key = path.split(/[.[]/, 1)[0]
    if (key && view.settled.has(key)) view.scope.set(key, undefined, null)
  }
  return form.rules
    .filter((rule) => isBroken(rule, view) && (!context.only || mayBeMended(rule, form, view, context)))
    .map((rule) => ({ severity: rule.severity, found: problemOfRule(rule, view) }))
}

function isBroken(rule: Rule, view: View): boolean {
  if (rule.hide.some((hide) => isHidden(view, hide))) return false
  if (rule.when && !view.scope.holds(rule.when)) return false
  return view.scope.evaluate(rule.assert) === false
}

/** In a supplement: whether an answer that the rule reads has changed. What stands as submitted was judged then. */
function mayBeMended(rule: Rule, form: Form, view: View, context: FormContext): boolean {
  const reads = new Set([...rule.fields, ...rule.assert.variables, ...(rule.when?.variables ?? [])])
  return [...reads].some((key) => {
    const field = form.fields.get(key)
    if (!field) return false
    const given = field.answer.normalise(ownValue(context.given, key), context)
    return !equal(given, view.settled.get(key)?.value)
  })
}

function problemOfRule(rule: Rule, view: View): Problem {
  const shown = rule.fields.find((key) => view.settled.get(key)?.hidden === false)
  return {
    path: shown ?? rule.fields[0] ?? '',
    code: `form.rule.${rule.id}`,
    message: rule.message,
    fields: rule.fields,
    ...(rule.legalRef === undefined ? {} : { legalRef: rule.legalRef }),
  }
}

/** What has passed all schemas is JSON; anything else would be a kind whose schema lets too much through. */
function accepted(answers: { [key: string]: unknown }): Answers {
  const value: Answers = {}
  for (const [key, answer] of Object.entries(answers)) value[key] = jsonOf(answer)
  return value
}

function jsonOf(value: unknown): JsonValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (Array.isArray(value)) return value.map(jsonOf)
  if (typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, jsonOf(entry)]))
  throw new TypeError(`an accepted answer is a ${typeof value}`)
}
