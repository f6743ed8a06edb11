import { describe, expect, test } from '@jest/globals'
import { aContext, aForm, codesOf, kept } from './a-form.ts'

const text = (key: string, more = {}) => ({ type: 'textfield', key, ...more })

describe('40: what may not be changed', () => {
  const form = aForm(
    { type: 'select', key: 'sex', readonly: true, values: ['nam', 'nu'], defaultValue: 'nam' },
    text('phone', { properties: { kind: 'phone' } }),
  )

  test('a read-only answer keeps its default, sent or not', () => {
    expect(kept(form, {})).toEqual({ sex: 'nam' })
    expect(kept(form, { sex: 'nam' })).toEqual({ sex: 'nam' })
    expect(codesOf(form, { sex: 'nu' })).toEqual({ sex: 'form.read-only' })
  })

  test('a confirmed phone number stays as given, in whatever form it is sent', () => {
    const context = aContext({ readOnly: ['phone'], given: { phone: '0912345678' } })
    expect(kept(form, { phone: '+84 912 345 678' }, context)).toEqual({ sex: 'nam', phone: '0912345678' })
    expect(kept(form, {}, context)).toEqual({ sex: 'nam', phone: '0912345678' })
    expect(codesOf(form, { phone: '0912345679' }, context)).toEqual({ phone: 'form.read-only' })
  })
})

describe('a supplement', () => {
  const form = aForm(
    { type: 'radio', key: 'eventType', values: ['khai-sinh', 'ket-hon'], validate: { required: true } },
    text('spouse', { conditional: { hide: '=eventType != "ket-hon"' }, validate: { required: true } }),
    {
      type: 'datetime',
      subtype: 'date',
      key: 'issuedOn',
      properties: { notAfter: '=today', notBefore: '=today - duration("P30D")' },
    },
    text('purpose'),
    text('reason', { validate: { required: '=purpose = "khac"' } }),
    {
      type: 'dynamiclist',
      path: 'places',
      components: [text('place', { validate: { required: true } })],
    },
    {
      type: 'text',
      text: 'x',
      properties: { kind: 'rule', rule: 'recent', fields: 'issuedOn', assert: '=daysBetween(issuedOn, today) < 10' },
    },
  )
  const given = { eventType: 'khai-sinh', issuedOn: '2017-12-10', places: [{ place: 'Hà Nội' }] }
  const later = { now: new Date('2018-02-01T10:00:00+07:00'), given }

  test('changes only marked fields', () => {
    const context = aContext({ given, only: ['purpose'] })
    expect(kept(form, { purpose: 'vay vốn' }, context)).toEqual({ ...given, purpose: 'vay vốn' })
    expect(kept(form, { ...given, purpose: 'vay vốn' }, context)).toEqual({ ...given, purpose: 'vay vốn' })
    expect(codesOf(form, { purpose: 'vay vốn', eventType: 'ket-hon' }, context)).toEqual({
      eventType: 'form.read-only',
    })
    expect(codesOf(form, { places: [{ place: 'Huế' }] }, context)).toEqual({ places: 'form.read-only' })
    expect(codesOf(form, { issuedOn: '2017-12-11' }, context)).toEqual({ issuedOn: 'form.read-only' })
  })

  test('marks a whole list by any place in it', () => {
    const context = aContext({ given, only: ['places[0].place'] })
    expect(kept(form, { places: [{ place: 'Huế' }] }, context).places).toEqual([{ place: 'Huế' }])
    expect(codesOf(form, { places: [{}] }, context)).toEqual({ 'places[0].place': 'form.required' })
  })

  test('opens what a marked change newly shows or demands', () => {
    const context = aContext({ given, only: ['eventType', 'purpose'] })
    expect(codesOf(form, { eventType: 'ket-hon' }, context)).toEqual({ spouse: 'form.required' })
    expect(kept(form, { eventType: 'ket-hon', spouse: 'Lê Bình' }, context)).toMatchObject({ spouse: 'Lê Bình' })
    expect(codesOf(form, { eventType: 'khai-sinh', purpose: 'khac' }, context)).toEqual({ reason: 'form.required' })
    expect(kept(form, { eventType: 'khai-sinh', purpose: 'khac', reason: 'x' }, context)).toMatchObject({ reason: 'x' })
  })

  test('does not open an empty field that nothing demands', () => {
    expect(codesOf(form, { reason: 'x' }, aContext({ given, only: ['purpose'] }))).toEqual({ reason: 'form.read-only' })
  })

  test('does not judge anew what stands as it was submitted', () => {
    const context = aContext({ ...later, only: ['purpose'] })
    expect(kept(form, { purpose: 'x' }, context)).toMatchObject({ issuedOn: '2017-12-10' })
    expect(codesOf(form, { issuedOn: '2017-12-11' }, aContext({ ...later, only: ['issuedOn'] }))).toEqual({
      issuedOn: 'form.date-too-early',
    })
  })

  test('may empty a marked field, and must fill it where it is demanded', () => {
    const asked = { ...given, purpose: 'khac', reason: 'x' }
    expect(kept(form, { purpose: '' }, aContext({ given: asked, only: ['purpose'] })).purpose).toBeUndefined()
    expect(codesOf(form, { reason: '' }, aContext({ given: asked, only: ['reason'] }))).toEqual({
      reason: 'form.required',
    })
  })
})
