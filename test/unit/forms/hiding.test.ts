import { describe, expect, test } from '@jest/globals'
import { aContext, aForm, codesOf, kept } from './a-form.ts'

const text = (key: string, more = {}) => ({ type: 'textfield', key, ...more })
const shownWhen = (condition: string) => ({ conditional: { hide: `=not(${condition})` } })

describe('hidden answers', () => {
  test('are dropped, and what hangs on them with them', () => {
    const form = aForm(
      text('a'),
      text('b', shownWhen('a = "x"')),
      text('c', shownWhen('b = "x"')),
      text('d', shownWhen('c = null')),
    )
    expect(kept(form, { a: 'x', b: 'x', c: 'x', d: 'x' })).toEqual({ a: 'x', b: 'x', c: 'x' })
    expect(kept(form, { a: 'y', b: 'x', c: 'x', d: 'x' })).toEqual({ a: 'y', d: 'x' })
  })

  test('are dropped whatever the order in which the fields stand', () => {
    const form = aForm(text('c', shownWhen('b = "x"')), text('b', shownWhen('a = "x"')), text('a'))
    expect(kept(form, { a: 'y', b: 'x', c: 'x' })).toEqual({ a: 'y' })
  })

  test('are not judged', () => {
    const form = aForm(text('a'), text('b', { ...shownWhen('a = "x"'), validate: { required: true, maxLength: 1 } }))
    expect(codesOf(form, { a: 'y', b: 'long' })).toEqual({})
    expect(codesOf(form, { a: 'x', b: 'long' })).toEqual({ b: 'form.too-long' })
    expect(codesOf(form, { a: 'x' })).toEqual({ b: 'form.required' })
  })

  test('of a hidden group are dropped with it', () => {
    const form = aForm(text('a'), {
      type: 'group',
      ...shownWhen('a = "x"'),
      components: [{ type: 'group', components: [text('b')] }],
    })
    expect(kept(form, { a: 'y', b: 'x' })).toEqual({ a: 'y' })
    expect(kept(form, { a: 'x', b: 'x' })).toEqual({ a: 'x', b: 'x' })
  })

  test('anything but true shows a field', () => {
    const form = aForm(
      text('a', { conditional: { hide: '="yes"' } }),
      text('b', { conditional: { hide: '=nobody.knows' } }),
    )
    expect(kept(form, { a: '1', b: '2' })).toEqual({ a: '1', b: '2' })
  })

  test('see the context: the unit, the day, the outcome', () => {
    const form = aForm(
      text('a', { conditional: { hide: '=dossier.unit.level = "district"' } }),
      text('b', { conditional: { hide: '=today < date("2017-12-15")' } }),
      text('c', { conditional: { hide: '=outcome != "refuse"' } }),
    )
    const names = { dossier: { unit: { level: 'district' } }, outcome: 'refuse' }
    expect(kept(form, { a: '1', b: '2', c: '3' }, aContext({ names }))).toEqual({ c: '3' })
  })
})

describe('what is demanded', () => {
  test('may depend on other answers', () => {
    const form = aForm(
      { type: 'radio', key: 'pickup', values: ['mot-cua', 'buu-dien'] },
      text('address', { validate: { required: '=pickup = "buu-dien"' } }),
    )
    expect(codesOf(form, { pickup: 'mot-cua' })).toEqual({})
    expect(codesOf(form, { pickup: 'buu-dien' })).toEqual({ address: 'form.required' })
    expect(codesOf(form, { pickup: 'buu-dien', address: '  ' })).toEqual({ address: 'form.required' })
  })

  test('may depend on an attachment', () => {
    const form = aForm(text('reason', { validate: { required: '=not(hasAttachment("letter"))' } }), {
      type: 'filepicker',
      key: 'letter',
    })
    const letter = [{ id: 'f', name: 'thu.pdf', mime: 'application/pdf', size: 10 }]
    expect(codesOf(form, {})).toEqual({ reason: 'form.required' })
    expect(codesOf(form, { letter })).toEqual({})
  })
})

describe('computed answers', () => {
  const form = aForm(
    { type: 'number', key: 'width', validate: { required: true } },
    { type: 'number', key: 'length', validate: { required: true } },
    {
      type: 'number',
      key: 'area',
      readonly: true,
      validate: { required: true, max: 200 },
      properties: { computed: '=width * length' },
    },
    text('note', { conditional: { hide: '=area < 100' } }),
  )

  test('are worked out here and never taken from the input', () => {
    expect(kept(form, { width: 10, length: 12.5, area: 1, note: 'x' })).toEqual({
      width: 10,
      length: 12.5,
      area: 125,
      note: 'x',
    })
    expect(kept(form, { width: 2, length: 3, area: 500, note: 'x' })).toEqual({ width: 2, length: 3, area: 6 })
  })

  test('are judged, but not asked for', () => {
    expect(codesOf(form, { width: 20, length: 20 })).toEqual({ area: 'form.too-large' })
    expect(codesOf(form, { width: 20 })).toEqual({ length: 'form.required' })
  })
})
