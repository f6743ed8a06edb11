import type { Component } from './component.ts'
import type { Item } from './form.ts'
import { rowsAnswer } from './kinds/rows.ts'
import { readHtml, readMarkdown } from './markup.ts'
import { inOrder } from './order.ts'
import { place, readField } from './read-field.ts'
import { readRule } from './read-rule.ts'
import { hideOf, type Reading, within } from './reading.ts'

const DEEPEST_GROUPS = 10

/** Component types that show or do something, and hold no answer. */
const WITHOUT_ANSWER: ReadonlySet<string> = new Set([
  'button',
  'separator',
  'spacer',
  'image',
  'table',
  'iframe',
  'documentPreview',
])

export function readItem(component: Component, reading: Reading): Item[] {
  const read = Object.hasOwn(ITEMS, component.type) ? ITEMS[component.type] : undefined
  if (read) return read(component, reading)
  if (WITHOUT_ANSWER.has(component.type)) return []
  return readField(component, reading)
}

/** Components that are no single fields. */
const ITEMS: { readonly [type: string]: (component: Component, reading: Reading) => Item[] } = {
  group: readGroup,
  dynamiclist: readRows,
  text: (component, reading) =>
    component.property('kind') === 'rule' ? readRule(component, reading) : readShown(component, readMarkdown, 'text'),
  html: (component) => readShown(component, readHtml, 'content'),
}

function readGroup(component: Component, reading: Reading): Item[] {
  if (component.text('path')) component.fault('a group has no path: keys are flat')
  if (reading.depth >= DEEPEST_GROUPS) {
    component.fault(`groups lie more than ${DEEPEST_GROUPS} deep`)
    return []
  }
  const hide = hideOf(component)
  const inside = within(reading, hide)
  const items = component.children().flatMap((child) => readItem(child, inside))
  return [{ type: 'group', id: component.id, label: component.words('label'), hide, items }]
}

function readShown(
  component: Component,
  read: (source: string) => ReturnType<typeof readMarkdown>,
  name: string,
): Item[] {
  const text = component.words(name)
  if (!text) return []
  return [{ type: 'text', id: component.id, blocks: { vi: read(text.vi), en: read(text.en) }, hide: hideOf(component) }]
}

function readRows(component: Component, reading: Reading): Item[] {
  if (reading.inRow) {
    component.fault('a list within a list is not supported')
    return []
  }
  const inside: Reading = {
    placed: [],
    rules: reading.rules,
    keys: new Set(),
    depth: reading.depth + 1,
    hide: [],
    inRow: true,
  }
  const items = component.children().flatMap((child) => readItem(child, inside))
  const order = inOrder(inside.placed)
  if (!order.ok) {
    component.fault(`these fields depend on each other: ${order.cycle.join(', ')}`)
    return []
  }
  if (inside.placed.length === 0) component.fault('a list needs fields')
  const minItems = component.count('minItems') ?? 0
  const maxItems = Math.min(component.count('maxItems') ?? 20, 200)
  if (minItems > maxItems) component.fault('minItems is larger than maxItems')
  const control = { kind: 'rows', minItems, maxItems, items, order: order.placed } as const
  return place(component, reading, component.text('path'), { control, answer: rowsAnswer(control) })
}
