import type { Day } from '#calendar'
import { dayOf } from '#calendar'
import { type Expression, type FeelValue, type JsonValue, toJson } from '#feel'
import { isObject } from './component.ts'
import type { FormContext } from './context.ts'
import { feelDate, feelInstant, functionsFor } from './feel-names.ts'
import type { Option, Options } from './form.ts'

/** Steps that one expression of a form may take: a form is checked at each key press. */
const MAX_STEPS = 20_000

/**
 * What the expressions of a form see at one moment of a check: the answers decided so far, the context's names, days
 * and functions. Answers in it have the right type or are absent.
 */
export class Scope {
  readonly context: FormContext
  /** The city's day of `context.now`. */
  readonly today: Day
  private readonly answers = new Map<string, { value: unknown; feel: FeelValue }>()
  private readonly outer: Scope | undefined
  private readonly fixed: ReadonlyMap<string, FeelValue>

  constructor(context: FormContext, outer?: Scope) {
    this.context = context
    this.outer = outer
    this.today = outer?.today ?? dayOf(context.now)
    this.fixed = outer?.fixed ?? this.fixedNames()
  }

  /** A scope for one row of a dynamic list: its answers come before those around it. */
  row(): Scope {
    return new Scope(this.context, this)
  }

  set(key: string, value: unknown, feel: FeelValue): void {
    this.answers.set(key, { value, feel })
  }

  /** An answer as it is kept; undefined if absent or hidden. */
  answer(key: string): unknown {
    return this.answers.has(key) ? this.answers.get(key)?.value : this.outer?.answer(key)
  }

  /** Null where the expression fails, so that a broken expression hides and demands nothing. */
  evaluate(expression: Expression): FeelValue {
    const result = expression.evaluate((name) => this.find(name), { now: this.context.now, maxSteps: MAX_STEPS })
    return result.ok ? result.value : null
  }

  holds(expression: Expression): boolean {
    return this.evaluate(expression) === true
  }

  /** The options of a choice as they are for these answers. */
  options(options: Options): readonly Option[] {
    if (options.from === 'form') return options.list
    if (options.from === 'names') return optionsFrom(this.context.names?.[options.name] ?? null)
    return optionsFrom(toJson(this.evaluate(options.expression)))
  }

  private find(name: string): FeelValue | undefined {
    const answer = this.answers.get(name)
    if (answer) return answer.feel
    return this.outer ? this.outer.find(name) : this.fixed.get(name)
  }

  private fixedNames(): ReadonlyMap<string, FeelValue> {
    const { context, today } = this
    return new Map<string, FeelValue>([
      ...Object.entries(context.names ?? {}),
      ...Object.entries(functionsFor(context, (key) => this.answer(key))),
      ['today', feelDate(today)],
      ['now', feelInstant(context.now)],
      ['submittedOn', feelDate(context.submittedOn ?? today)],
    ])
  }
}

/** A list of texts, or of `{value, label}` and optionally `labelEn`; everything else in it is passed over. */
function optionsFrom(list: JsonValue): Option[] {
  if (!Array.isArray(list)) return []
  return list.flatMap((entry): Option[] => {
    if (typeof entry === 'string' || typeof entry === 'number') {
      return [{ value: String(entry), label: { vi: String(entry), en: String(entry) } }]
    }
    if (!isObject(entry)) return []
    const { value, label, labelEn } = entry
    if (typeof value !== 'string' && typeof value !== 'number') return []
    const vi = typeof label === 'string' ? label : String(value)
    return [{ value: String(value), label: { vi, en: typeof labelEn === 'string' ? labelEn : vi } }]
  })
}
