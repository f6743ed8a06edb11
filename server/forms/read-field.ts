import type { Expression, JsonValue } from '#feel'
import type { Component } from './component.ts'
import { FUNCTION_NAMES } from './feel-names.ts'
import type { Answer, Field, Item } from './form.ts'
import { asOptionValue } from './kinds/choice.ts'
import { kindOf } from './kinds/table.ts'
import { hideOf, type Reading } from './reading.ts'
import { sameText } from './text.ts'

const MOST_FIELDS = 500

/** Names that are no keys: what FEEL sees beside the answers, and what objects have by nature. */
const RESERVED: ReadonlySet<string> = new Set([
  ...FUNCTION_NAMES,
  ...['today', 'now', 'submittedOn', 'dossier', 'case', 'facts', 'outcome', 'this', 'parent', 'i'],
  ...['constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf', 'toLocaleString', 'toJSON'],
])

export function readField(component: Component, reading: Reading): Item[] {
  const kind = kindOf(component)
  if (!kind) {
    component.fault(
      `there is no kind of field ${[component.type, component.property('kind')].filter(Boolean).join(' / ')}`,
    )
    return []
  }
  const { control, answer } = kind(component)
  return place(component, reading, component.text('key'), { control, answer })
}

export function place(
  component: Component,
  reading: Reading,
  key: string | undefined,
  kind: { control: Field['control']; answer: Answer },
): Item[] {
  if (key === undefined || !/^[A-Za-z][A-Za-z0-9_]{0,79}$/.test(key) || RESERVED.has(key)) {
    component.fault(`not a key: ${key ?? '(none)'}`)
    return []
  }
  if (reading.keys.has(key)) component.fault(`the key ${key} is used twice`)
  if (reading.keys.size >= MOST_FIELDS) component.fault(`a form has at most ${MOST_FIELDS} fields`)
  reading.keys.add(key)
  const computed = component.expressionProperty('computed')
  const label =
    component.type === 'datetime'
      ? (component.words('dateLabel', 'label:en') ?? component.words('label'))
      : component.words('label')
  const field: Field = {
    key,
    label: label ?? sameText(key),
    description: component.words('description'),
    ...kind,
    required: requiredOf(component),
    readonly: component.flag('readonly') || component.flag('disabled'),
    computed,
    initial: initialOf(component, kind.control),
    personal: component.property('personal'),
    prefill: component.property('prefill'),
    properties: component.properties(),
  }
  const own = hideOf(component)
  reading.placed.push({ field, hide: own ? [...reading.hide, own] : reading.hide })
  return [{ type: 'field', field }]
}

function requiredOf(component: Component): boolean | Expression {
  const required = component.part('validate').value('required')
  if (typeof required === 'string' && required !== '') return component.expression(required) ?? false
  if (typeof required === 'boolean' || required === undefined || required === null || required === '')
    return required === true
  component.fault('validate.required must be true, false or an expression')
  return false
}

/** A default must be an answer of the field's own kind. */
function initialOf(component: Component, control: Field['control']): JsonValue | undefined {
  const value = component.value('defaultValue')
  if (value === undefined || value === null || control.kind === 'rows' || control.kind === 'files') return undefined
  if (control.kind === 'choice' || control.kind === 'checklist') {
    const stated = Array.isArray(value) ? value.map(asOptionValue) : [asOptionValue(value)]
    const { options } = control
    if (options.from === 'form' && stated.some((entry) => !options.list.some((option) => option.value === entry))) {
      component.fault('the default value is no option')
    }
  }
  return value
}
