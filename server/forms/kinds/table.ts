import type { Component } from '../component.ts'
import type { Answer, Control, TextPurpose } from '../form.ts'
import { readOptions } from '../options.ts'
import { adminUnit, unitRules } from './admin-unit.ts'
import { checkbox } from './checkbox.ts'
import { checklist } from './checklist.ts'
import { choice } from './choice.ts'
import { date } from './date.ts'
import { dateTime } from './date-time.ts'
import { EMAIL_LENGTH, email } from './email.ts'
import { files, filesControl } from './files.ts'
import { nationalId } from './national-id.ts'
import { number, numberRules } from './number.ts'
import { NAME_LENGTH, personName } from './person-name.ts'
import { phone } from './phone.ts'
import { maxLengthOf, plainText, type TextRules } from './plain-text.ts'
import { time } from './time.ts'

/** What a component becomes: what a page shows, and how its answer is treated. */
export interface Kind {
  control: Control
  answer: Answer
}

export type ReadKind = (component: Component) => Kind

const ONE_LINE: TextRules = { lines: 'one', maxLength: 500 }
const MANY_LINES: TextRules = { lines: 'many', maxLength: 5000 }

/**
 * The kinds of fields: by component type, then by the property `kind` (for datetime the subtype); '' is the type
 * itself. A new kind is one file and one line here. `dynamiclist` stands apart, because it holds fields.
 */
export const KINDS: { readonly [type: string]: { readonly [kind: string]: ReadKind } } = {
  textfield: {
    '': (component) => ({
      control: { kind: 'text', purpose: 'plain', maxLength: maxLengthOf(component, ONE_LINE) },
      answer: plainText(component, ONE_LINE),
    }),
    personName: () => ({ control: line('personName', NAME_LENGTH.max), answer: personName() }),
    nationalId: (component) => ({
      control: { ...line('nationalId', 20), typeKey: component.property('typeKey') },
      answer: nationalId(component),
    }),
    phone: (component) => ({ control: line('phone', 20), answer: phone(component) }),
    email: () => ({ control: line('email', EMAIL_LENGTH), answer: email() }),
    time: () => ({ control: line('time', 5), answer: time() }),
  },
  textarea: {
    '': (component) => ({
      control: { kind: 'textarea', maxLength: maxLengthOf(component, MANY_LINES) },
      answer: plainText(component, MANY_LINES),
    }),
  },
  number: { '': numeric, money: numeric },
  select: { '': (component) => chosen(component, 'select'), adminUnit: unit },
  radio: { '': (component) => chosen(component, 'radio') },
  checklist: { '': several },
  taglist: { '': several },
  checkbox: { '': () => ({ control: { kind: 'checkbox' }, answer: checkbox() }) },
  datetime: {
    date: (component) => ({ control: { kind: 'date' }, answer: date(component) }),
    time: () => ({ control: line('time', 5), answer: time() }),
    datetime: () => ({ control: { kind: 'dateTime' }, answer: dateTime() }),
  },
  filepicker: {
    '': (component) => {
      const control = filesControl(component)
      return { control, answer: files(control) }
    },
  },
}

/** The kind of a component; undefined if there is no such type or kind. */
export function kindOf(component: Component): ReadKind | undefined {
  const { type } = component
  const kinds = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined
  const name = component.property('kind') ?? component.text('subtype') ?? validationType(component) ?? ''
  return kinds && Object.hasOwn(kinds, name) ? kinds[name] : undefined
}

/** form-js' own names for the same: a text field validated as e-mail or phone. */
function validationType(component: Component): string | undefined {
  const type = component.part('validate').text('validationType')
  return component.type === 'textfield' && (type === 'email' || type === 'phone') ? type : undefined
}

function line(purpose: TextPurpose, maxLength: number): Extract<Control, { kind: 'text' }> {
  return { kind: 'text', purpose, maxLength }
}

function numeric(component: Component): Kind {
  const rules = numberRules(component)
  return { control: { kind: 'number', ...rules }, answer: number(component, rules) }
}

function chosen(component: Component, appearance: 'select' | 'radio'): Kind {
  const options = readOptions(component)
  const shown = component.property('appearance') === 'radio' ? 'radio' : appearance
  return { control: { kind: 'choice', appearance: shown, options }, answer: choice(options) }
}

function several(component: Component): Kind {
  const options = readOptions(component)
  return { control: { kind: 'checklist', options }, answer: checklist(options) }
}

function unit(component: Component): Kind {
  const rules = unitRules(component)
  return { control: { kind: 'adminUnit', ...rules }, answer: adminUnit(rules) }
}
