import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { compileForm } from '#forms'
import { aForm, faultsOf } from './a-form.ts'

describe('a compiled form', () => {
  test('has a step for each group with a step, in file order, with its fields', () => {
    const form = aForm(
      {
        type: 'group',
        label: 'Người yêu cầu',
        properties: { step: 'requester', 'label:en': 'Requester' },
        components: [{ type: 'textfield', key: 'fullName', label: 'Họ tên', properties: { 'label:en': 'Full name' } }],
      },
      {
        type: 'group',
        label: 'Giấy tờ',
        properties: { step: 'papers' },
        components: [{ type: 'filepicker', key: 'scan', label: 'Bản chụp' }],
      },
    )
    expect(form.steps.map(({ key, title }) => [key, title.vi, title.en])).toEqual([
      ['requester', 'Người yêu cầu', 'Requester'],
      ['papers', 'Giấy tờ', 'Giấy tờ'],
    ])
    expect([...form.fields.keys()]).toEqual(['fullName', 'scan'])
    expect(form.fields.get('fullName')?.label).toEqual({ vi: 'Họ tên', en: 'Full name' })
  })

  test('without steps has one', () => {
    expect(aForm({ type: 'checkbox', key: 'seen' }).steps.map((step) => step.key)).toEqual(['form'])
  })

  test('keeps what others read from its fields', () => {
    const form = aForm({
      type: 'textfield',
      key: 'fullName',
      properties: { personal: 'name', prefill: 'person.fullName' },
    })
    expect(form.fields.get('fullName')).toMatchObject({ personal: 'name', prefill: 'person.fullName' })
  })

  test('every form of the project compiles', () => {
    const files = readdirSync('forms', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.form'))
    const faults = files.flatMap((file) => {
      const compiled = compileForm(JSON.parse(readFileSync(`forms/${file}`, 'utf8')))
      return compiled.ok ? [] : compiled.faults.map((fault) => ({ file, ...fault }))
    })
    expect(faults).toEqual([])
  })
})

describe('what an author is told', () => {
  const text = { type: 'textfield', key: 'a' }
  test.each([
    ['an unknown type', [{ type: 'hologram', key: 'a' }], 'a: there is no kind of field hologram'],
    [
      'an unknown kind',
      [{ ...text, properties: { kind: 'shoeSize' } }],
      'a: there is no kind of field textfield / shoeSize',
    ],
    ['a type of the object’s nature', [{ type: 'constructor', key: 'a' }], 'a: there is no kind of field constructor'],
    ['a key twice', [text, text], 'a: the key a is used twice'],
    ['no key', [{ type: 'textfield' }], 'test/0: not a key: (none)'],
    ['a key that reaches into prototypes', [{ ...text, key: '__proto__' }], '__proto__: not a key: __proto__'],
    ['a key that is a path', [{ ...text, key: 'a.b' }], 'a.b: not a key: a.b'],
    ['a key that FEEL needs', [{ ...text, key: 'today' }], 'today: not a key: today'],
    ['a broken expression', [{ ...text, conditional: { hide: '=1 +' } }], 'a: not FEEL'],
    [
      'an expression without its sign',
      [{ ...text, conditional: { hide: 'b = 1' } }],
      'a: an expression begins with "="',
    ],
    ['a pattern that is none', [{ ...text, validate: { pattern: '(' } }], 'a: not a pattern'],
    ['a pattern that looks behind', [{ ...text, validate: { pattern: '(?<=a)b' } }], 'a: not a pattern'],
    ['a choice without options', [{ type: 'select', key: 'a' }], 'a: a choice needs values'],
    ['an option twice', [{ type: 'select', key: 'a', values: ['x', 'x'] }], 'a: two options have the same value'],
    [
      'a default that is no option',
      [{ type: 'select', key: 'a', values: ['x'], defaultValue: 'y' }],
      'a: the default value is no option',
    ],
    ['a length that is a text', [{ ...text, validate: { maxLength: '5' } }], 'a: maxLength must be a number'],
    ['properties that are no texts', [{ ...text, properties: { kind: 5 } }], 'a: the property kind must be a text'],
    [
      'a bound that is no day',
      [{ type: 'datetime', subtype: 'date', key: 'a', properties: { notBefore: '2017-02-30' } }],
      'a: notBefore must be a day',
    ],
    ['a group with a path', [{ type: 'group', id: 'g', path: 'g', components: [text] }], 'g: a group has no path'],
    [
      'fields that hide each other',
      [
        { ...text, conditional: { hide: '=b = "x"' } },
        { ...text, key: 'b', conditional: { hide: '=a = "x"' } },
      ],
      'test: these fields depend on each other: a, b, a',
    ],
    [
      'a field that hides itself',
      [{ ...text, conditional: { hide: '=a = "x"' } }],
      'test: these fields depend on each other: a, a',
    ],
    [
      'a group hidden by what is in it',
      [{ type: 'group', conditional: { hide: '=a = "x"' }, components: [text] }],
      'test: these fields depend on each other: a, a',
    ],
    [
      'a list in a list',
      [{ type: 'dynamiclist', path: 'l', components: [{ type: 'dynamiclist', path: 'm', components: [text] }] }],
      'm: a list within a list',
    ],
    [
      'a rule without assert',
      [text, { type: 'text', id: 'r', text: 'x', properties: { kind: 'rule', rule: 'r', fields: 'a' } }],
      'r: a rule needs an assert',
    ],
    [
      'a rule at a field that is not there',
      [
        text,
        { type: 'text', id: 'r', text: 'x', properties: { kind: 'rule', rule: 'r', fields: 'z', assert: '=true' } },
      ],
      'test: the rule r names fields that are not there: z',
    ],
    [
      'something beside the steps',
      [{ type: 'group', label: 'x', properties: { step: 's' }, components: [] }, text],
      'a: in a form with steps',
    ],
    ['no object', [null], 'test: component 0 is no object'],
  ])('%s', (_name, components, fault) => {
    expect(faultsOf(...(components as Parameters<typeof faultsOf>)).join('\n')).toContain(fault)
  })

  test.each([null, 'form', [], 5])('%p is no form', (schema) => {
    expect(compileForm(schema).ok).toBe(false)
  })

  test('17: groups nested without end are refused, not followed', () => {
    let nested: Parameters<typeof faultsOf>[0] = { type: 'textfield', key: 'a' }
    for (let i = 0; i < 1000; i += 1) nested = { type: 'group', components: [nested] }
    expect(faultsOf(nested).join('\n')).toContain('groups lie more than 10 deep')
  })
})
