import { type Component, isObject } from './component.ts'
import type { Option, Options } from './form.ts'

const MOST_OPTIONS = 500

/** The options of a choice: `values`, `valuesExpression`, or `valuesKey`, of which form-js takes the first that is there. */
export function readOptions(component: Component): Options {
  const values = component.value('values')
  if (values !== undefined) return { from: 'form', list: statedOptions(component, values) }
  const source = component.text('valuesExpression')
  const expression = source === undefined ? undefined : component.expression(source)
  if (expression) return { from: 'expression', expression }
  const name = component.text('valuesKey')
  if (name !== undefined) return { from: 'names', name }
  if (source === undefined) component.fault('a choice needs values, valuesKey or valuesExpression')
  return { from: 'form', list: [] }
}

function statedOptions(component: Component, values: ReturnType<Component['value']>): Option[] {
  if (!Array.isArray(values) || values.length === 0 || values.length > MOST_OPTIONS) {
    component.fault(`values must be a list of 1 to ${MOST_OPTIONS} options`)
    return []
  }
  const list = values.flatMap((entry): Option[] => {
    const value = isObject(entry) ? entry.value : entry
    const label = isObject(entry) ? (entry.label ?? value) : entry
    if (!isScalar(value) || !isScalar(label) || value === '') {
      component.fault('an option needs a value and a label')
      return []
    }
    const vi = String(label)
    return [{ value: String(value), label: { vi, en: component.property(`values.${value}:en`) ?? vi } }]
  })
  if (new Set(list.map((option) => option.value)).size < list.length) component.fault('two options have the same value')
  return list
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}
