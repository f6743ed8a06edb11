import type { AttachedFile, FormContext } from './context.ts'
import type { Field, Form, Item } from './form.ts'
import { isFiles } from './kinds/files.ts'
import { isHidden, settle, type View } from './settle.ts'
import type { Language } from './text.ts'

/** A step with its answers in words, for the check-answers page and the case. */
export interface DescribedStep {
  key: string
  title: string
  rows: readonly DescribedRow[]
}

export interface DescribedRow {
  key: string
  /** As problems name it: `earlierResidences[0].fromDate` inside a list. */
  path: string
  label: string
  /** The answer in words; empty if there is none. */
  text: string
  /** For attachments. */
  files?: readonly AttachedFile[]
  /** For a list: the rows of each entry. */
  entries?: readonly (readonly DescribedRow[])[]
  personal?: string
}

/** Rows of what the form shows for these answers; hidden fields and steps have none. */
export function describe(form: Form, value: unknown, context: FormContext, language: Language): DescribedStep[] {
  const view = settle(form, value, { ...context, given: asGiven(value), only: undefined, readOnly: undefined })
  return form.steps
    .filter((step) => !isHidden(view, step.hide))
    .map((step) => ({
      key: step.key,
      title: step.title[language],
      rows: rowsOf(step.items, view, context, language, ''),
    }))
}

function rowsOf(
  items: readonly Item[],
  view: View,
  context: FormContext,
  language: Language,
  prefix: string,
): DescribedRow[] {
  return items.flatMap((item): DescribedRow[] => {
    if (item.type === 'group') return rowsOf(item.items, view, context, language, prefix)
    return item.type === 'field' ? rowOf(item.field, view, context, language, prefix) : []
  })
}

function rowOf(field: Field, view: View, context: FormContext, language: Language, prefix: string): DescribedRow[] {
  const settled = view.settled.get(field.key)
  if (!settled || settled.hidden) return []
  const { control } = field
  // A box that nobody ticked says no.
  const value = settled.value === undefined && control.kind === 'checkbox' ? false : settled.value
  const path = prefix + field.key
  const row: DescribedRow = {
    key: field.key,
    path,
    label: field.label[language],
    text: field.answer.print(value, { language, context, options: optionsFor(field, view) }),
    ...(field.personal === undefined ? {} : { personal: field.personal }),
  }
  if (control.kind === 'files' && isFiles(value)) return [{ ...row, files: value }]
  if (control.kind !== 'rows' || settled.rows.length === 0) return [row]
  const entries = settled.rows.map((inside, index) =>
    inside ? rowsOf(control.items, inside, context, language, `${path}[${index}].`) : [],
  )
  return [{ ...row, entries }]
}

function optionsFor({ control }: Field, view: View) {
  return control.kind === 'choice' || control.kind === 'checklist' ? view.scope.options(control.options) : []
}

/** Read-only answers are those of the value itself. */
function asGiven(value: unknown): FormContext['given'] {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {}
}
