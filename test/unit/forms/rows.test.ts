import { describe, expect, test } from '@jest/globals'
import { aForm, codesOf, kept } from './a-form.ts'

const form = aForm(
  { type: 'radio', key: 'elsewhere', values: ['co', 'khong'] },
  {
    type: 'dynamiclist',
    path: 'places',
    conditional: { hide: '=elsewhere = "khong"' },
    validate: { required: '=elsewhere = "co"' },
    properties: { minItems: '1', maxItems: '3' },
    components: [
      { type: 'textfield', key: 'place', label: 'Nơi', validate: { required: true } },
      { type: 'datetime', subtype: 'date', key: 'from', dateLabel: 'Từ ngày' },
      { type: 'datetime', subtype: 'date', key: 'to', dateLabel: 'Đến ngày', properties: { notBefore: '=from' } },
      { type: 'textfield', key: 'why', conditional: { hide: '=elsewhere != "co" or to = null' } },
    ],
  },
)

describe('a list of rows', () => {
  test('keeps each row as a small form of its own', () => {
    const places = [
      { place: ' Huế ', from: '1/2/2010', why: 'dropped' },
      { place: 'Đà Nẵng', to: '2012-01-01', why: 'học' },
    ]
    expect(kept(form, { elsewhere: 'co', places }).places).toEqual([
      { place: 'Huế', from: '2010-02-01' },
      { place: 'Đà Nẵng', to: '2012-01-01', why: 'học' },
    ])
  })

  test('names the row and the field of each problem', () => {
    const places = [{ place: 'Huế' }, { from: '2012-01-02', to: '2012-01-01' }]
    expect(codesOf(form, { elsewhere: 'co', places })).toEqual({
      'places[1].place': 'form.required',
      'places[1].to': 'form.date-too-early',
    })
  })

  test('is required where the form says so', () => {
    expect(codesOf(form, { elsewhere: 'co', places: [] })).toEqual({ places: 'form.required' })
    expect(codesOf(form, { elsewhere: 'khong' })).toEqual({})
  })

  test.each([
    ['more rows than allowed', Array.from({ length: 4 }, () => ({ place: 'x' })), { places: 'form.too-many-rows' }],
    ['40: ten thousand rows', Array.from({ length: 10_000 }, () => ({ place: 'x' })), { places: 'form.too-many-rows' }],
    ['no list', { 0: { place: 'x' }, length: 1 }, { places: 'form.not-a-list' }],
    ['a text', 'x', { places: 'form.not-a-list' }],
    ['rows that are no objects', [null, 'x', [], { place: 'y' }], { places: 'form.too-many-rows' }],
    ['a row that is no object', [{ place: 'y' }, null], { 'places[1]': 'form.not-an-object' }],
    ['a row with a field of its own', [{ place: 'y', role: 'admin' }], { 'places[0].role': 'form.unknown-field' }],
    [
      '8: a row with a prototype',
      [JSON.parse('{"place":"y","__proto__":{"x":1}}')],
      { 'places[0].__proto__': 'form.unknown-field' },
    ],
  ])('refuses %s', (_name, places, codes) => {
    expect(codesOf(form, { elsewhere: 'co', places })).toEqual(codes)
  })
})
