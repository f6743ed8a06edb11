import type { JsonValue } from '#feel'
import { Component, type FormFault, isObject } from './component.ts'
import type { Form, Step } from './form.ts'
import { inOrder } from './order.ts'
import { readItem } from './read-items.ts'
import { checkRules } from './read-rule.ts'
import { hideOf, type Reading, within } from './reading.ts'
import { sameText } from './text.ts'

export type CompiledForm = { ok: true; form: Form } | { ok: false; faults: readonly FormFault[] }

/** Compiles a form-js schema. Never throws: everything that an author has to mend comes back as faults. */
export function compileForm(schema: JsonValue): CompiledForm {
  if (!isObject(schema)) return { ok: false, faults: [{ at: '', message: 'a form is a JSON object' }] }
  const faults: FormFault[] = []
  const root = new Component(schema, faults, 'form')
  const reading: Reading = { placed: [], rules: [], keys: new Set(), depth: 0, hide: [], inRow: false }
  const steps = readSteps(root, reading)
  const order = inOrder(reading.placed)
  if (!order.ok) root.fault(`these fields depend on each other: ${order.cycle.join(', ')}`)
  checkRules(reading, root)
  if (faults.length > 0 || !order.ok) return { ok: false, faults }
  const fields = new Map(reading.placed.map(({ field }) => [field.key, field]))
  return { ok: true, form: { id: root.id, steps, fields, rules: reading.rules, order: order.placed } }
}

/** Groups with the property `step` are steps; without any, the whole form is one. */
function readSteps(root: Component, reading: Reading): Step[] {
  const children = root.children()
  if (!children.some((child) => child.property('step') !== undefined)) {
    return [
      {
        key: 'form',
        title: sameText(''),
        hide: undefined,
        items: children.flatMap((child) => readItem(child, reading)),
      },
    ]
  }
  const seen = new Set<string>()
  return children.flatMap((child): Step[] => {
    const key = child.property('step')
    if (child.type !== 'group' || key === undefined) {
      child.fault('in a form with steps everything lies in a group with the property step')
      return []
    }
    if (seen.has(key)) child.fault(`there are two steps ${key}`)
    seen.add(key)
    const title = child.words('label')
    if (!title) child.fault('a step needs a label')
    const hide = hideOf(child)
    const inside = within(reading, hide)
    return [
      { key, title: title ?? sameText(key), hide, items: child.children().flatMap((item) => readItem(item, inside)) },
    ]
  })
}
