import type { Control, ControlKind, Field, View } from '#forms'

/** What a control of one kind gets. */
export interface ControlProps<K extends ControlKind = ControlKind> {
  field: Field
  control: Extract<Control, { kind: K }>
  path: string
  /** Id of the control, or of the first one of a group. */
  id: string
  /** As typed: it may not be normalised yet. */
  value: unknown
  /** The form around, or the row: what is shown, demanded and on offer. */
  view: View
}

/** A text as it stands in an input. */
export function typed(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}
