import { mixed } from 'yup'
import type { FeelValue } from '#feel'
import type { Answer, Control } from '../form.ts'
import { judged } from '../judged.ts'

export type RowsControl = Extract<Control, { kind: 'rows' }>

/** A list of objects. What lies in a row is checked field by field, each row as a form of its own (`check.ts`). */
export function rowsAnswer(control: RowsControl): Answer {
  return {
    normalise: (input) =>
      input === '' || input === null || (Array.isArray(input) && input.length === 0) ? undefined : input,
    schema: mixed().test(
      'rows',
      judged((rows) => {
        if (!Array.isArray(rows)) return 'form.not-a-list'
        if (rows.length > control.maxItems) return ['form.too-many-rows', { max: control.maxItems }]
        return rows.length < control.minItems ? ['form.too-few-rows', { min: control.minItems }] : undefined
      }),
    ),
    toFeel: (rows) => (Array.isArray(rows) ? rows.map((row): FeelValue => rowToFeel(row, control)) : null),
    print: (rows) => (Array.isArray(rows) ? String(rows.length) : ''),
    asks: 'add',
  }
}

function rowToFeel(row: unknown, control: RowsControl): FeelValue {
  const entries = control.order.map(({ field }): [string, FeelValue] => {
    const value = ownValue(row, field.key)
    return [field.key, value === undefined ? null : field.answer.toFeel(value)]
  })
  return Object.fromEntries(entries)
}

/** An object's own property; undefined for anything else, also for getters and what is inherited. */
export function ownValue(object: unknown, key: string): unknown {
  if (typeof object !== 'object' || object === null || Array.isArray(object)) return undefined
  return Object.getOwnPropertyDescriptor(object, key)?.value
}
