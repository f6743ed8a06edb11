import type { Field, Form } from './form.ts'
import type { Problem } from './problem.ts'
import { type Language, quoted } from './text.ts'

/**
 * A problem where its field is out of sight (a summary, a list of open points): the message, with the field's label
 * before it unless it names the field itself; for a field of an entry also which entry: `Người có mặt 2, Họ và tên: …`.
 */
export function problemInFull(form: Form, { path, code, message }: Problem, language: Language): string {
  const text = message[language]
  if (code.startsWith('form.rule.')) return text
  const { field, entry } = placeOf(form, path)
  const label = field?.label[language]
  const shown = label !== undefined && !names(text, label, language) ? label : undefined
  const place = [entry && `${entry.list.label[language]} ${entry.number}`, shown].filter((part) => part !== undefined)
  return place.length === 0 ? text : `${place.join(', ')}: ${text}`
}

/** Whether the message speaks of the field by its label: quoted as ours do, or at its beginning as an author writes. */
function names(text: string, label: string, language: Language): boolean {
  return text.includes(quoted(label, language)) || text.toLowerCase().startsWith(label.toLowerCase())
}

interface Place {
  field?: Field
  /** Of a list, counted from 1. */
  entry?: { list: Field; number: number }
}

/** `copies` is a field; `places[1].fromDate` one of a list's second entry; `places[1]` that entry. */
function placeOf(form: Form, path: string): Place {
  const [, key = '', index, inner] = /^(\w+)(?:\[(\d+)\](?:\.(\w+))?)?$/.exec(path) ?? []
  const outer = form.fields.get(key)
  if (outer === undefined || index === undefined) return { ...(outer && { field: outer }) }
  const order = outer.control.kind === 'rows' ? outer.control.order : []
  const field = order.find((placed) => placed.field.key === inner)?.field
  return { ...(field && { field }), entry: { list: outer, number: Number(index) + 1 } }
}
