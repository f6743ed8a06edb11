import { type Checked, type Field, type Form, type Item, inSentence, type Language, type Problem } from '#forms'
import type { ShownProblem } from './ProblemSummary.tsx'

/** Keys of the fields that a page shows, in its order. */
export function keysOf(items: readonly Item[]): string[] {
  return items.flatMap((item) => {
    if (item.type === 'field') return [item.field.key]
    return item.type === 'group' ? keysOf(item.items) : []
  })
}

/** The first problem at each path of these fields, in the order of the page. */
export function problemsOn(keys: readonly string[], problems: readonly Problem[]): Problem[] {
  const place = new Map(keys.map((key, index) => [key, index]))
  const seen = new Set<string>()
  return problems
    .filter(({ path }) => {
      const first = !seen.has(path)
      seen.add(path)
      return first && place.has(firstKey(path))
    })
    .sort((a, b) => (place.get(firstKey(a.path)) ?? 0) - (place.get(firstKey(b.path)) ?? 0))
}

export function problemsIn(checked: Checked): readonly Problem[] {
  return checked.ok ? [] : checked.problems
}

/** For the summary: the message, with the label before it unless it names the field. */
export function withLabel(form: Form, problem: Problem, language: Language): ShownProblem {
  const label = fieldAt(form, problem.path)?.label[language]
  const message = problem.message[language]
  const named = label === undefined || message.toLowerCase().includes(inSentence(label).toLowerCase())
  return { path: problem.path, text: named || problem.code.startsWith('form.rule.') ? message : `${label}: ${message}` }
}

function fieldAt(form: Form, path: string): Field | undefined {
  const outer = form.fields.get(firstKey(path))
  const inner = /\]\.([A-Za-z0-9_]+)$/.exec(path)?.[1]
  if (inner === undefined || outer?.control.kind !== 'rows') return outer
  return outer.control.order.find(({ field }) => field.key === inner)?.field
}

function firstKey(path: string): string {
  return path.split(/[.[]/, 1)[0] ?? path
}
