import { describe as about, expect, test } from '@jest/globals'
import { type DescribedRow, describe, initialAnswers } from '#forms'
import { aContext, aForm, scan } from './a-form.ts'
import { everyKind, goodAnswers } from './every-kind.ts'

const textsOf = (rows: readonly DescribedRow[] | undefined) =>
  Object.fromEntries((rows ?? []).map(({ key, text }) => [key, text]))

about('answers in words', () => {
  const context = aContext()
  const [step] = describe(everyKind(), { ...goodAnswers, copies: 1000 }, context, 'vi')

  test('are those that people read on paper', () => {
    expect(textsOf(step?.rows)).toEqual({
      fullName: 'Nguyễn Văn An',
      idType: 'cccd',
      idNumber: '001085012345',
      phone: '0912 345 678',
      email: '',
      opens: '08:00',
      taxCode: '',
      purpose: 'vay vốn\nngân hàng',
      copies: '1.000',
      width: '2,5\u00a0m',
      area: '2.500\u00a0m²',
      fee: '24.000\u00a0₫',
      pickup: 'Bưu điện',
      address: 'Thôn 1',
      vehicles: 'Xe máy, Ô tô',
      seen: '',
      declared: 'Có',
      born: '02/03/1985',
      meeting: '20/12/2017, 09:00',
      scans: 'can-cuoc.jpg',
      unit: 'xã Đông Mỹ, huyện Thanh Trì, Hà Nội',
      places: '2',
    })
  })

  test('bring files and the rows of lists along', () => {
    expect(step?.rows.find((row) => row.key === 'scans')?.files).toEqual([scan])
    const places = step?.rows.find((row) => row.key === 'places')?.entries
    expect(places?.map(textsOf)).toEqual([
      { place: 'Huế', from: '01/02/2010', why: 'học' },
      { place: 'Vinh', from: '' },
    ])
    expect(places?.[0]?.map((row) => row.path)).toEqual(['places[0].place', 'places[0].from', 'places[0].why'])
  })

  test('say no for a box that nobody ticked', () => {
    const box = aForm({ type: 'checkbox', key: 'urgent', label: 'Khẩn cấp' })
    expect(textsOf(describe(box, {}, context, 'vi')[0]?.rows)).toEqual({ urgent: 'Không' })
  })

  test('leave out what is hidden', () => {
    const [rows] = describe(everyKind(), { ...goodAnswers, pickup: 'mot-cua' }, context, 'vi')
    expect(rows?.rows.map((row) => row.key)).not.toContain('address')
  })

  test('speak English where the form does', () => {
    const form = aForm({
      type: 'group',
      label: 'Nhận kết quả',
      properties: { step: 'delivery', 'label:en': 'Collection' },
      components: [
        {
          type: 'radio',
          key: 'pickup',
          label: 'Hình thức',
          values: [{ value: 'mot-cua', label: 'Tại quầy' }],
          properties: { 'label:en': 'How', 'values.mot-cua:en': 'At the desk' },
        },
      ],
    })
    expect(describe(form, { pickup: 'mot-cua' }, context, 'en')).toEqual([
      {
        key: 'delivery',
        title: 'Collection',
        rows: [{ key: 'pickup', path: 'pickup', label: 'How', text: 'At the desk' }],
      },
    ])
  })
})

about('a new form', () => {
  test('holds its defaults, and above them what the profile offers', () => {
    const form = aForm(
      { type: 'textfield', key: 'fullName', properties: { kind: 'personName', prefill: 'person.fullName' } },
      { type: 'textfield', key: 'ethnicity', defaultValue: 'Kinh', properties: { prefill: 'person.ethnicity' } },
      { type: 'number', key: 'copies', defaultValue: 1 },
    )
    expect(initialAnswers(form)).toEqual({ ethnicity: 'Kinh', copies: 1 })
    expect(initialAnswers(form, { person: { fullName: 'Lê An', ethnicity: 'Mường' } })).toEqual({
      fullName: 'Lê An',
      ethnicity: 'Mường',
      copies: 1,
    })
  })
})
