import { type Expression, toJson } from '#feel'
import type { Answers, FormContext } from './context.ts'
import type { Field, Form, Option, Options, Placed } from './form.ts'
import { ownValue } from './kinds/rows.ts'
import { Scope } from './scope.ts'

/** What has become of one field of the input. */
export interface Settled {
  field: Field
  hidden: boolean
  /** Normalised; undefined if absent or hidden. May still be of a wrong type. */
  value: unknown
  /** May not be typed into: read-only, computed, or not asked for in this supplement. */
  locked: boolean
  /** The input tried to change what may not be changed. */
  changedLocked: boolean
  /** Stands as it was given and may not be changed in this supplement: judged when it was first submitted. */
  kept: boolean
  /** For a list that is one: its rows, undefined where a row is no object. */
  rows: readonly (View | undefined)[]
}

/** A form with answers in it: what is shown, demanded and on offer at this moment. */
export interface View {
  settled: ReadonlyMap<string, Settled>
  /** Keys of the input that the form does not have; not more than a hundred. */
  unknown: readonly string[]
  scope: Scope
}

const MOST_UNKNOWN = 100

/**
 * Normalises the input, drops hidden answers, works out computed ones and puts back what may not be changed. One pass in
 * the form's order reaches the fixed point of hiding.
 */
export function settle(form: Form, input: unknown, context: FormContext): View {
  const locks = context.only ? supplementLocks(form, context, context.only) : formLocks(context)
  return settleFields(form.order, input, new Scope(context), locks)
}

export function isHidden(view: View, hide: Expression | undefined): boolean {
  return hide !== undefined && view.scope.holds(hide)
}

export function isRequired(view: View, { required }: Field): boolean {
  return typeof required === 'boolean' ? required : view.scope.holds(required)
}

export function optionsOf(view: View, options: Options): readonly Option[] {
  return view.scope.options(options)
}

/** How far a field is bound to what is given. */
type Lock =
  | { state: 'open' }
  | { state: 'locked'; given: unknown; kept: boolean }
  /** Empty so far: it may be filled if the changed answers demand it. */
  | { state: 'if-demanded' }

type Locks = (field: Field) => Lock

function formLocks(context: FormContext): Locks {
  return (field) => {
    if (!field.readonly && !context.readOnly?.includes(field.key)) return { state: 'open' }
    const given = field.answer.normalise(ownValue(context.given, field.key) ?? field.initial, context)
    return { state: 'locked', given, kept: false }
  }
}

/** In a supplement only marked fields change, and fields that the changed answers newly open. */
function supplementLocks(form: Form, context: FormContext, only: readonly string[]): Locks {
  const marked = new Set(only.map(firstKey))
  const before = settle(form, context.given ?? {}, { ...context, only: undefined })
  return (field) => {
    const given = before.settled.get(field.key)
    if (marked.has(field.key) && !field.readonly) return { state: 'open' }
    if (given?.hidden) return { state: 'open' }
    if (given?.value === undefined) return { state: 'if-demanded' }
    return { state: 'locked', given: given.value, kept: true }
  }
}

function firstKey(path: string): string {
  return path.split(/[.[]/, 1)[0] ?? path
}

const NO_LOCKS: Locks = () => ({ state: 'open' })

function settleFields(order: readonly Placed[], input: unknown, scope: Scope, locks: Locks): View {
  const settled = new Map<string, Settled>()
  for (const { field, hide } of order) {
    const hidden = hide.some((expression) => scope.holds(expression))
    const one = hidden ? absent(field) : settleField(field, ownValue(input, field.key), scope, locks(field))
    settled.set(field.key, one)
    scope.set(field.key, one.value, one.value === undefined ? null : field.answer.toFeel(one.value))
  }
  const view = { settled, scope, unknown: unknownKeys(input, settled) }
  for (const [key, one] of settled) {
    // Demands may read any answer, so they are judged when all are known.
    if (!one.hidden && locks(one.field).state === 'if-demanded' && !isRequired(view, one.field)) {
      settled.set(key, { ...one, locked: true, changedLocked: one.value !== undefined })
    }
  }
  return view
}

function unknownKeys(input: unknown, settled: ReadonlyMap<string, Settled>): string[] {
  const unknown: string[] = []
  for (const key of typeof input === 'object' && input !== null ? Object.keys(input) : []) {
    if (!settled.has(key)) unknown.push(key)
    if (unknown.length === MOST_UNKNOWN) break
  }
  return unknown
}

function absent(field: Field): Settled {
  return { field, hidden: true, value: undefined, locked: false, changedLocked: false, kept: false, rows: [] }
}

function settleField(field: Field, input: unknown, scope: Scope, lock: Lock): Settled {
  const { context } = scope
  const shown = { field, hidden: false, locked: false, changedLocked: false, kept: false, rows: [] }
  if (field.computed) {
    return {
      ...shown,
      locked: true,
      value: field.answer.normalise(computedValue(field, field.computed, scope), context),
    }
  }
  const one = withRows({ ...shown, value: field.answer.normalise(input, context) }, scope)
  if (lock.state !== 'locked') return one
  const given = withRows({ ...shown, value: lock.given, locked: true, kept: lock.kept }, scope)
  return { ...given, changedLocked: one.value !== undefined && !equal(one.value, given.value) }
}

/** Rounded to the digits that the field has: nobody could mend a computed answer with too many. */
function computedValue({ control }: Field, computed: Expression, scope: Scope): unknown {
  const value = toJson(scope.evaluate(computed))
  if (control.kind !== 'number' || typeof value !== 'number') return value
  return Number(value.toFixed(control.decimalDigits))
}

/** Settles each row of a list as a small form of its own; a list that is too long is left for the schema to refuse. */
function withRows(one: Settled, scope: Scope): Settled {
  const { control } = one.field
  if (control.kind !== 'rows' || !Array.isArray(one.value) || one.value.length > control.maxItems) return one
  const list: readonly unknown[] = one.value
  const rows = list.map((row) =>
    typeof row === 'object' && row !== null && !Array.isArray(row)
      ? settleFields(control.order, row, scope.row(), NO_LOCKS)
      : undefined,
  )
  return { ...one, rows, value: rows.map((row, index) => (row ? answersOf(row) : list[index])) }
}

/** The answers of a view that are there, in the order of the form. */
export function answersOf(view: View, keys: Iterable<string> = view.settled.keys()): { [key: string]: unknown } {
  const answers: { [key: string]: unknown } = {}
  for (const key of keys) {
    const value = view.settled.get(key)?.value
    if (value !== undefined) answers[key] = value
  }
  return answers
}

/** Equality of JSON, whatever the order of an object's entries. */
export function equal(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((entry, i) => equal(entry, b[i]))
  }
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equal(ownValue(a, key), ownValue(b, key)))
  )
}

export type { Answers }
