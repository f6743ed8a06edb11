/** Fills what a form demands, as an officer would who only wants to get on: for plays of any service's task forms. */
import type { JsonValue } from '#feel'
import { type Answers, check, compileForm, type Field, type Form, type FormContext, optionsOf, settle } from '#forms'

/** Rounds of filling: what is filled may show further fields. */
const MOST_ROUNDS = 12

export interface TaskFormView {
  readonly schema: JsonValue
  readonly names: { [name: string]: JsonValue }
  readonly now: Date
  readonly outcome: string
}

/** Valid answers for a task form, from what is given; throws where it finds none. */
export function fillForm({ schema, names, now, outcome }: TaskFormView, given: Answers = {}): Answers {
  const compiled = compileForm(schema)
  if (!compiled.ok) throw new Error(compiled.faults.map(({ at, message }) => `${at}: ${message}`).join('; '))
  const context: FormContext = { now, names: { ...names, outcome } }
  let answers: Answers = { ...given }
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const checked = check(compiled.form, answers, context)
    if (checked.ok) return checked.value
    const before = JSON.stringify(answers)
    for (const { path, code } of checked.problems)
      if (code === 'form.required') answers = filled(compiled.form, answers, context, path)
    if (JSON.stringify(answers) === before)
      throw new Error(
        `${compiled.form.id} ${outcome}: ${checked.problems.map(({ path, code }) => `${path} ${code}`).join(', ')}`,
      )
  }
  throw new Error(`${compiled.form.id} ${outcome}: no end of what is demanded`)
}

/** The answers with one more given: at `key` or at `rows[0].key`. */
function filled(form: Form, answers: Answers, context: FormContext, path: string): Answers {
  const [, key = '', index, inner] = /^(\w+)(?:\[(\d+)\]\.(\w+))?$/.exec(path) ?? []
  const field = form.fields.get(key)
  if (!field) return answers
  if (inner === undefined) return { ...answers, [key]: valueFor(field, form, answers, context) }
  const rows = answers[key]
  const own =
    field.control.kind === 'rows' ? field.control.order.find((placed) => placed.field.key === inner)?.field : undefined
  if (!own || !Array.isArray(rows)) return answers
  const changed = rows.map((row, at) =>
    at === Number(index) && typeof row === 'object' && row !== null && !Array.isArray(row)
      ? { ...row, [inner]: valueFor(own, form, answers, context) }
      : row,
  )
  return { ...answers, [key]: changed }
}

function valueFor(field: Field, form: Form, answers: Answers, context: FormContext): JsonValue {
  const { control } = field
  const options = () =>
    'options' in control ? optionsOf(settle(form, answers, context), control.options).map(({ value }) => value) : []
  switch (control.kind) {
    case 'checkbox':
      return true
    case 'choice':
      return options()[0] ?? null
    case 'checklist':
      return options()
    case 'number':
      return control.money ? feeOf(context) : 1
    case 'date':
      return dayOf(context.now)
    case 'rows':
      return [{}]
    case 'textarea':
      return 'Theo hồ sơ và sổ sách.'
    case 'text':
      return control.purpose === 'personName' ? 'Nguyễn Thị Hoa' : control.purpose === 'time' ? '09:00' : 'Theo hồ sơ'
    default:
      return null
  }
}

/** What is to be collected, as `case.fee` says. */
function feeOf(context: FormContext): JsonValue {
  const facts = context.names?.case
  const fee = typeof facts === 'object' && facts !== null && !Array.isArray(facts) ? facts.fee : undefined
  return fee ?? 0
}

const dayOf = (instant: Date): string => new Date(instant.getTime() + 7 * 3_600_000).toISOString().slice(0, 10)
