import type { Component } from './component.ts'
import type { Item, Rule } from './form.ts'
import type { Reading } from './reading.ts'

/** A cross rule, from a `text` component of kind `rule` (docs/forms.md, "Cross rules"). */
export function readRule(component: Component, reading: Reading): Item[] {
  const id = component.property('rule')
  const assert = component.expressionProperty('assert')
  const message = component.words('text')
  const severity = component.property('severity') ?? 'error'
  const fields = (component.property('fields') ?? '').split(/\s+/).filter(Boolean)
  if (id === undefined || !/^[a-z][a-z0-9-]{0,79}$/.test(id)) component.fault('a rule needs an id in kebab case')
  if (!message) component.fault('a rule needs a text')
  if (fields.length === 0) component.fault('a rule names the fields it is shown at')
  if (component.property('assert') === undefined) component.fault('a rule needs an assert')
  if (severity !== 'error' && severity !== 'warn') component.fault('the severity of a rule is error or warn')
  if (reading.inRow) component.fault('a rule does not lie in a list')
  if (id === undefined || !assert || !message) return []
  if (reading.rules.some((rule) => rule.id === id)) component.fault(`there are two rules ${id}`)
  const rule: Rule = {
    id,
    fields,
    severity: severity === 'warn' ? 'warn' : 'error',
    when: component.expressionProperty('when'),
    assert,
    message,
    legalRef: component.property('legalRef'),
    hide: reading.hide,
  }
  reading.rules.push(rule)
  return [{ type: 'rule', rule }]
}

/** Rules may stand before the fields that they name, so this is asked when all are read. */
export function checkRules(reading: Reading, root: Component): void {
  for (const { id, fields } of reading.rules) {
    const unknown = fields.filter((key) => !reading.keys.has(key))
    if (unknown.length > 0) root.fault(`the rule ${id} names fields that are not there: ${unknown.join(', ')}`)
  }
}
